/** The names by which instrumented code and the prelude reach the host, and the host function ids behind them. Data table. */
import type { InstrumentNames } from '../../engine/program/table.ts';

/** Names given to the engine's instrumentation. */
export const NAMES: InstrumentNames = {
  epoch: '$rote_epoch',
  enter: '$rote_enter',
  mark: '$rote_mark',
  none: '$rote_none',
  asyncEnter: '$rote_asyncEnter',
  hops: '$rote_hops',
  hop: '$rote_hop',
  take: '$rote_take',
  returned: '$rote_returned',
  threw: '$rote_threw',
  exit: '$rote_exit',
  suspend: '$rote_suspend',
  resume: '$rote_resume',
  taint: '$rote_taint',
  scope: '$rote_scope',
  afterYield: '$rote_afterYield',
  iterate: '$rote_iterate',
  fill: '$rote_fill',
  filled: '$rote_filled',
  entry: '$rote_entry',
  tag: '$',
};

/** What the text of module faces calls to get at a builtin or a CommonJS module. */
export const FOREIGN = '$rote_foreign';
/** What fills `import.meta`. */
export const META = '$rote_meta';

/** What the engine calls the file of the prelude. */
export const PRELUDE_FILE = 'prelude';

/** Host function ids; stable, because the boot image holds them. */
export const HOOK = {
  door: 1,
  enter: 10,
  mark: 11,
  asyncEnter: 12,
  hops: 13,
  take: 15,
  returned: 16,
  threw: 17,
  exit: 18,
  suspend: 19,
  resume: 20,
  taint: 21,
  scope: 22,
  afterYield: 23,
  capture: 30,
  frameEnter: 31,
  frameLeave: 32,
  release: 33,
  promiseThen: 34,
  hop: 35,
  originalText: 36,
  promiseState: 37,
  promiseResult: 38,
  captureStack: 39,
  fill: 40,
  filled: 41,
  surface: 42,
  entry: 43,
  wait: 44,
} as const;

/**
 * Evaluated before the prelude: binds the hooks to lexical globals, which scripts neither enumerate nor delete, and
 * removes the globals that the host functions came in by.
 */
export const BOOTSTRAP = `
let ${NAMES.epoch} = 1, ${NAMES.hop}, ${NAMES.iterate}, ${FOREIGN}, ${META};
const ${NAMES.none} = Object.create(null),
${(
  [
    'enter',
    'mark',
    'asyncEnter',
    'hops',
    'take',
    'returned',
    'threw',
    'exit',
    'suspend',
    'resume',
    'taint',
    'scope',
    'afterYield',
    'fill',
    'filled',
    'entry',
  ] as const
)
  .map((name) => `${NAMES[name]} = globalThis.__rote_${name}`)
  .join(',\n')};
globalThis.__rote_frames = { capture: __rote_capture, enter: __rote_frameEnter, leave: __rote_frameLeave, release: __rote_release, then: __rote_promiseThen, hop: __rote_hop, wait: __rote_wait, surface: __rote_surface };
globalThis.__rote = __rote_door;
// Not of the language. What the engine makes of it are RangeErrors (see Guest.boot).
delete globalThis.InternalError;
for (const key of Object.keys(globalThis)) if (key.startsWith('__rote_') && key !== '__rote_frames' && !['__rote_originalText', '__rote_promiseState', '__rote_promiseResult', '__rote_captureStack'].includes(key)) delete globalThis[key];
`;
