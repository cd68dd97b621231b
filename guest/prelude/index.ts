/** Builds the guest's world, once, when the boot image is made: the globals, the modules, and the host's entry points. */

// First, and by themselves: what loads after them meets the engine's own as they leave it.
import { engineOwn } from './engine-own.ts';
import './source-text.ts';
import './promises.ts';

import { Buffer } from '../node/buffer.ts';
import { Console } from '../node/console-class.ts';
import { FileHandle } from '../node/fs/file-handle.ts';
import { BigIntStats } from '../node/fs/stats.ts';
import { nodeModule } from '../node/module.ts';
import { installWeb } from '../web/install.ts';
import { addBuiltin, builtin, builtinNames, exportNames } from './builtins.ts';
import { installChance } from './chance.ts';
import { consoleObject, installConsole } from './console.ts';
import { decode } from './decode.ts';
import { installDisposal } from './disposal.ts';
import { errorFrom } from './door.ts';
import { environmentTarget } from './environment.ts';
import { installErrors } from './error-stacks.ts';
import { defineGlobal, exposeAll, exposed, restoreClassNames } from './exposed.ts';
import { handedOutByInspect } from './inspect.ts';
import { installIterate } from './iterate.ts';
import { drainTicks, runNext, virtualOffsetMs } from './loop.ts';
import { installMakers } from './makers.ts';
import { fillMeta, importForeign, requireMain } from './modules.ts';
import { installOutputStreams } from './output-streams.ts';
import { patch } from './patch.ts';
import { installPlayback } from './playback.ts';
import {
  dispatchUncaught,
  dispatchUnhandled,
  emitBeforeExit,
  emitExit,
  hasListenerFailed,
  installProcess,
  presentExitCode,
} from './process.ts';
import { installPromiseInspection } from './promise-inspection.ts';
import { state } from './state.ts';
import { tableEntries, tableEntry, tableKey } from './table-variables.ts';
import { Immediate, installTimers, Timeout } from './timers.ts';
import { describeThrown, errorsBehind } from './uncaught.ts';
import { installWeak } from './weak.ts';

/** Lexical globals declared before the prelude: what generated module text calls. */
// biome-ignore lint/style/useConst: assigned below
declare let $rote_foreign: unknown;
// biome-ignore lint/style/useConst: assigned below
declare let $rote_meta: unknown;

defineGlobal('global', globalThis, true);
installPlayback();
installIterate();
$rote_foreign = importForeign;
$rote_meta = fillMeta;
installErrors();
installMakers();
installDisposal();
installChance();
installWeak();
installPromiseInspection();
installTimers();
installConsole();
Object.assign(consoleObject, { Console });
installOutputStreams();
installProcess();
installWeb();
defineGlobal('Buffer', Buffer);
addBuiltin('module', nodeModule);

const modules = Object.fromEntries(builtinNames().map((name) => [name, builtin(name) as object]));
for (const members of Object.values(modules)) restoreClassNames(members);
exposeAll([globalThis, modules], engineOwn);

/** What the host calls. It takes these and deletes the globals. */
const entries = {
  runNext,
  drainTicks,
  virtualOffsetMs,
  emitExit,
  emitBeforeExit,
  presentExitCode,
  hasListenerFailed,
  dispatchUncaught,
  dispatchUnhandled,
  formatError: describeThrown,
  errorsBehind,
  errorFrom,
  builtin,
  builtinNames,
  exportNames,
  decode,
  patch,
  tableEntry,
  tableEntries,
  tableKey,
  requireMain,
  // biome-ignore lint/security/noGlobalEval: named so that the host knows it when it meets it
  makesCode: globalThis.eval,
  errorConstructor: Error,
  exposed,
  state,
};
/** Classes that scripts meet only through instances. */
const inner = { Timeout, Immediate, FileHandle, BigIntStats };
restoreClassNames(inner);
/** What scripts get only from calls, by names for people. */
const handedOut = { ...inner, ...handedOutByInspect(), 'process.env': environmentTarget };
// Read by the host while the image is made, then deleted.
Object.assign(globalThis, {
  __rote_entries: entries,
  __rote_builtins: modules,
  __rote_handedOut: handedOut,
  __rote_roots: [...Object.values(modules), ...Object.values(handedOut)],
});

export type Entries = typeof entries;
