/** Makes the boot image: engine, hooks, prelude, every lazy builtin touched, everything surveyed. Run by the build. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OP } from '../../guest/abi.ts';
import type { BootDescription, BootNames } from './boot-image.ts';
import { readExportNames } from './engine-exports.ts';
import type { EnginePowers } from './engine-imports.ts';
import { patchEngine } from './engine-patch.ts';
import { Guest, GuestThrew } from './guest.ts';
import { BOOTSTRAP, HOOK, NAMES, PRELUDE_FILE } from './hook-names.ts';
import { CTX, ENGINE_SHA256, OBJECT, PROP, SHAPE } from './layout.ts';
import { pageFile } from './page-image.ts';
import { type Survey, survey } from './survey.ts';
import { dropSources, gatherSlots, wipe, writeGuardTables } from './tidy-image.ts';

const PAGES = 256;
const MAX_PAGES = 1024;
/** More stack than the guest's own limit lets it use. */
const STACK_BYTES = 1024 * 1024;

/** Makes lazy builtins real, so that merely reading one later does not look like a change. */
const TOUCH = `(() => {
  const seen = new Set();
  const queue = [globalThis, (function* () {})(), (async function* () {})(), async function () {}, [][Symbol.iterator](),
    new Map()[Symbol.iterator](), new Set()[Symbol.iterator](), ''[Symbol.iterator](), 'a'.matchAll(/a/g), function* () {},
    async function* () {}, Iterator.from({ next() {} }), Iterator.concat?.([1]) ?? {}, [].values().map((x) => x), ...globalThis.__rote_roots];
  for (let i = 0; i < queue.length; i++) {
    const o = queue[i];
    if (seen.has(o)) continue;
    seen.add(o);
    const proto = Object.getPrototypeOf(o);
    if (proto) queue.push(proto);
    for (const key of Reflect.ownKeys(o)) {
      const d = Object.getOwnPropertyDescriptor(o, key);
      for (const v of [d.value, d.get, d.set]) if (v && (typeof v === 'object' || typeof v === 'function')) queue.push(v);
    }
  }
  return seen.size;
})()`;

/** No power at all while the image is made: its clock stands still, its environment is empty, calls answer nothing. */
function bootPowers(onCall: EnginePowers['call']): EnginePowers {
  return {
    now: () => 0,
    call: onCall,
    normalizeModule: () => 0,
    loadModule: () => 0,
    interrupt: () => false,
    outOfMemory: () => undefined,
    errorMade: () => undefined,
    internalError: () => undefined,
    readStack: () => '',
    unreadStack: () => ({ text: '', made: 0 }),
    rejected: () => undefined,
  };
}

/** Makes the image in a folder from the prelude's bundle there. */
export function makeImage(folder: string): BootDescription {
  const require = createRequire(import.meta.url);
  const engine = dirname(require.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));
  const original = readFileSync(join(engine, 'emscripten-module.wasm'));
  if (sha256(original) !== ENGINE_SHA256)
    throw new Error('the engine is not the pinned one: install the locked versions');
  const wasm = patchEngine(original);
  const exportNames = readExportNames(readFileSync(join(engine, 'emscripten-module.mjs'), 'utf8'));
  const prelude = readFileSync(join(folder, 'prelude.js'), 'utf8');
  let guest: Guest;
  let failureObject = 0;
  const powers = bootPowers((_self, argc, argv, id) => {
    const isRegistration = id === HOOK.door && argc > 1 && guest.number(argv) === OP.registerFailure;
    if (isRegistration) failureObject = guest.word(argv + 8);
    return id === HOOK.door && guest.number(argv) === OP.envKeys ? guest.newString('[]') : 0;
  });
  guest = new Guest({
    wasm: new WebAssembly.Module(wasm),
    exportNames,
    powers,
    initialPages: PAGES,
    maxPages: MAX_PAGES,
  });
  guest.boot();
  const { surveyed, description } = describe(guest, prelude);
  wipe(guest, description.position.stack, STACK_BYTES);
  const image = pageFile(guest.u8, surveyed.objects);
  const digest = sha256(Buffer.concat([wasm, image]));
  const full = { ...description, exportNames, digest, build: buildDigest(folder), failureObject };
  const { names, ranges, rangeOwners } = surveyed;
  replace(folder, 'guest.img', image);
  replace(folder, 'guest.json', JSON.stringify(full));
  replace(folder, 'guest-names.json', JSON.stringify({ names, ranges, rangeOwners } satisfies BootNames));
  replace(folder, 'engine.wasm', wasm);
  return full;
}

/** By rename: a run that is under way goes on reading what it has opened. */
function replace(folder: string, name: string, content: string | Uint8Array): void {
  const temporary = join(folder, `${name}.${process.pid}.tmp`);
  writeFileSync(temporary, content);
  renameSync(temporary, join(folder, name));
}

type Found = Omit<BootDescription, 'exportNames' | 'digest' | 'build' | 'failureObject'>;

function describe(guest: Guest, prelude: string): { surveyed: Survey; description: Found } {
  for (const [name, id] of Object.entries(HOOK)) guest.defineHostFunction(`__rote_${name}`, id);
  evaluate(guest, BOOTSTRAP, 'bootstrap');
  evaluate(guest, prelude, PRELUDE_FILE);
  const entries = takeEntries(guest);
  evaluate(guest, TOUCH, 'touch');
  const roots = takeRoots(guest);
  evaluate(
    guest,
    'delete globalThis.__rote_entries; delete globalThis.__rote_roots; delete globalThis.__rote_builtins; delete globalThis.__rote_handedOut; 0',
    'tidy',
  );
  dropSources(guest);
  const from = { objects: roots.objects, state: guest.word(entries['state'] as number) };
  const run = gatherSlots(guest, survey(guest, from).guarded);
  const surveyed = survey(guest, from);
  // Boot objects never die, so that their addresses never come to mean something else.
  // Nor do their shared shapes, so that a change of one is a change of the pointer to it.
  for (const object of surveyed.objects) {
    guest.u32[object >>> 2]! += 1;
    const shape = guest.word(object + OBJECT.shape);
    if (guest.u8[shape + SHAPE.isHashed] !== 0) guest.u32[shape >>> 2]! += 1;
  }
  const description = {
    entries,
    globals: surveyed.globals,
    guard: writeGuardTables(guest, surveyed, run),
    builtins: roots.builtins,
    position: guest.position(),
    pages: guest.memory.buffer.byteLength / 65536,
    epochCell: lexicalCell(guest, NAMES.epoch),
    noneObject: guest.word(guest.word(lexicalCell(guest, NAMES.none) + 16)),
  };
  return { surveyed, description };
}

function evaluate(guest: Guest, code: string, file: string): void {
  try {
    guest.free(guest.evaluate(code, file, false));
  } catch (error) {
    if (!(error instanceof GuestThrew)) throw error;
    throw new Error(`${file}: ${guest.string(guest.getProperty(error.handle, 'message'))}`);
  }
}

/** Handles of the functions that the prelude offers to the host. */
function takeEntries(guest: Guest): Record<string, number> {
  const object = guest.evaluate('globalThis.__rote_entries', 'entries', false);
  const entries: Record<string, number> = {};
  const address = guest.word(object);
  const shape = guest.word(address + OBJECT.shape);
  for (let slot = 0; slot < guest.word(shape + SHAPE.count); slot++) {
    const name = guest.atomText(guest.word(shape + SHAPE.entries + 4 + 8 * slot));
    entries[name] = guest.getProperty(object, name);
  }
  return entries;
}

/** What scripts reach by importing builtin modules or calling their functions, and the modules' export names. */
function takeRoots(guest: Guest): {
  objects: { object: number; name: string }[];
  builtins: Record<string, string[]>;
} {
  const list = guest.evaluate(
    'JSON.stringify(Object.fromEntries(Object.entries(globalThis.__rote_builtins).map(([k, v]) => [k, Object.keys(v)])))',
    'builtins',
    false,
  );
  const builtins = JSON.parse(guest.string(list)) as Record<string, string[]>;
  return { objects: [...members(guest, '__rote_builtins'), ...members(guest, '__rote_handedOut')], builtins };
}

/** The objects that a global holds by name. */
function members(guest: Guest, global: string): { object: number; name: string }[] {
  const holder = guest.evaluate(`globalThis.${global}`, 'roots', false);
  const names = guest.evaluate(`JSON.stringify(Object.keys(globalThis.${global}))`, 'roots', false);
  return (JSON.parse(guest.string(names)) as string[]).map((name) => ({
    object: guest.word(guest.getProperty(holder, name)),
    name,
  }));
}

/** The cell of a lexical global. */
function lexicalCell(guest: Guest, name: string): number {
  const lexical = guest.word(guest.ctx + CTX.globalLexical);
  const shape = guest.word(lexical + OBJECT.shape);
  for (let slot = 0; slot < guest.word(shape + SHAPE.count); slot++) {
    const entry = shape + SHAPE.entries + 8 * slot;
    const isCell = ((guest.word(entry) >>> 26) & PROP.typeMask) === PROP.varref;
    if (isCell && guest.atomText(guest.word(entry + 4)) === name)
      return guest.word(guest.word(lexical + OBJECT.props) + 8 * slot);
  }
  throw new Error(`the bootstrap declares no ${name}`);
}

/** The bundles' names hold their hashes where they are chunks; entries are hashed whole. */
function buildDigest(folder: string): string {
  const bundles = readdirSync(folder)
    .filter((name) => name.endsWith('.cjs'))
    .sort();
  return sha256(Buffer.concat(bundles.map((name) => readFileSync(join(folder, name)))));
}

function sha256(data: Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) makeImage(dirname(fileURLToPath(import.meta.url)));
