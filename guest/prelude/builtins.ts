/** The built-in modules by name, with or without `node:`. */
import { assert, strictAssert } from '../node/assert.ts';
import { asyncHooks } from '../node/async-hooks.ts';
import { Buffer } from '../node/buffer.ts';
import { bufferChecks } from '../node/buffer-checks.ts';
import { crypto } from '../node/crypto.ts';
import { denied } from '../node/denied.ts';
import { diagnosticsChannel } from '../node/diagnostics-channel.ts';
import { events } from '../node/events.ts';
import { constants } from '../node/fs/constants.ts';
import { fs, promises } from '../node/fs/fs.ts';
import { os } from '../node/os.ts';
import { path } from '../node/path.ts';
import { querystring } from '../node/querystring.ts';
import { readline, readlinePromises } from '../node/readline.ts';
import { streamConsumers } from '../node/stream/consumers.ts';
import { stream, streamPromises } from '../node/stream/stream.ts';
import { stringDecoder } from '../node/string-decoder.ts';
import { timersPromises } from '../node/timers-promises.ts';
import { tty } from '../node/tty.ts';
import { url } from '../node/url.ts';
import { util } from '../node/util.ts';
import { zlib } from '../node/zlib.ts';
import { Blob, File } from '../web/blob.ts';
import { atob, btoa } from '../web/encoding.ts';
import { Performance, PerformanceObserver, performance } from '../web/performance.ts';
import {
  CompressionStream,
  DecompressionStream,
  TextDecoderStream,
  TextEncoderStream,
} from '../web/stream-transforms.ts';
import { streamClasses } from '../web/streams.ts';
import { consoleObject } from './console.ts';
import { processObject } from './process.ts';
import { timers } from './timers.ts';

const bufferModule = {
  Buffer,
  ...bufferChecks,
  INSPECT_MAX_BYTES: 50,
  kMaxLength: 2 ** 32,
  kStringMaxLength: 2 ** 29 - 24,
  constants: { MAX_LENGTH: 2 ** 32, MAX_STRING_LENGTH: 2 ** 29 - 24 },
  atob,
  btoa,
  Blob,
  File,
};

const streamWeb = {
  ...streamClasses,
  TextEncoderStream,
  TextDecoderStream,
  CompressionStream,
  DecompressionStream,
};

const modules = new Map<string, object>([
  ['assert', assert],
  ['assert/strict', strictAssert],
  ['async_hooks', asyncHooks],
  ['buffer', bufferModule],
  ['console', consoleObject],
  ['constants', constants],
  ['crypto', crypto],
  ['diagnostics_channel', diagnosticsChannel],
  ['events', events],
  ['fs', fs],
  ['fs/promises', promises],
  ['os', os],
  ['path', path],
  ['path/posix', path],
  ['path/win32', path.win32 as object],
  ['perf_hooks', { performance, Performance, PerformanceObserver }],
  ['process', processObject],
  ['querystring', querystring],
  ['readline', readline],
  ['readline/promises', readlinePromises],
  ['stream', stream],
  ['stream/consumers', streamConsumers],
  ['stream/promises', streamPromises],
  ['stream/web', streamWeb],
  ['string_decoder', stringDecoder],
  ['timers', { ...timers, promises: timersPromises }],
  ['timers/promises', timersPromises],
  ['sys', util],
  ['tty', tty],
  ['url', url],
  ['util', util],
  ['util/types', util.types],
  ['zlib', zlib],
  ...denied,
]);

/** Adds a module that itself needs this list. */
export function addBuiltin(name: string, members: object): void {
  modules.set(name, members);
}

/** A built-in module, or undefined when there is none of this name. */
export function builtin(name: string): object | undefined {
  return modules.get(name.startsWith('node:') ? name.slice('node:'.length) : name);
}

/** The names of all built-in modules, without `node:`. */
export function builtinNames(): string[] {
  return [...modules.keys()];
}

/** The names that a module exports besides `default`. */
export function exportNames(name: string): string[] {
  const found = builtin(name);
  return found === undefined
    ? []
    : Object.keys(found).filter((key) => key !== 'default' && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key));
}
