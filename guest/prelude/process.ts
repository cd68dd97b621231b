/** The process object: every read of the world outside is an answer of the host. */
import { OP } from '../abi.ts';
import { ask, askJson, askText } from './door.ts';
import { environment } from './environment.ts';
import { codedError, invalidType, validateFunction } from './errors.ts';
import { defineGlobal } from './exposed.ts';
import { addTick, virtualOffsetMs } from './loop.ts';
import { frame } from './memo.ts';
import { jsonStringify, NativeBigInt, NativeNumber } from './primordials.ts';
import { createEvents } from './process-events.ts';
import { standardInput } from './standard-input.ts';
import { standardStreams } from './standard-streams.ts';
import { state } from './state.ts';

/** The version of node whose behaviour the guest follows. */
const nodeVersion = '20.20.0';

function tell(code: string, text: string): void {
  ask(OP.bypass, code, text);
}

function clockNs(): bigint {
  const now = NativeBigInt(askText(OP.monotonic));
  state.clockOrigin ??= now;
  return now;
}

/** Nanoseconds since the script first asked for the time. */
export function sinceOriginNs(): bigint {
  const now = clockNs();
  return now - (state.clockOrigin as bigint) + NativeBigInt(Math.round(virtualOffsetMs() * 1e6));
}

function hrtime(previous?: readonly [number, number]): [number, number] {
  const ns = clockNs() + NativeBigInt(Math.round(virtualOffsetMs() * 1e6));
  const seconds = Number(ns / 1_000_000_000n);
  const rest = Number(ns % 1_000_000_000n);
  if (previous === undefined) return [seconds, rest];
  const [s, n] = [seconds - previous[0], rest - previous[1]];
  return n < 0 ? [s - 1, n + 1_000_000_000] : [s, n];
}
hrtime.bigint = function bigint(): bigint {
  return clockNs() + NativeBigInt(Math.round(virtualOffsetMs() * 1e6));
};

function memoryUsage(): Record<string, number> {
  tell('reads-memory-usage', 'reads the memory usage');
  return { rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 };
}

/** An exit code as node takes it: an integer, also as a string; undefined stays. */
function validExitCode(code: unknown): number | string | undefined {
  if (code === undefined || code === null) return undefined;
  const number = typeof code === 'string' && code !== '' ? NativeNumber(code) : code;
  const isNumber = typeof number === 'number' && !(typeof code === 'string' && Number.isNaN(number));
  if (!isNumber) throw invalidType('code', 'of type number', code);
  if (!Number.isInteger(number)) {
    throw codedError(
      RangeError,
      'ERR_OUT_OF_RANGE',
      `The value of "code" is out of range. It must be an integer. Received ${number}`,
    );
  }
  return code as number | string;
}

function setExitCode(code: number | string | undefined): void {
  state.exitCode = code;
  ask(OP.setProcess, 'exitCode', jsonStringify([code]));
}

/** The code that the process ends with as things stand. */
export function presentExitCode(): number {
  return NativeNumber(state.exitCode ?? 0) & 0xff;
}

/** Tells the listeners of `exit` that the process ends; returns the code it ends with. */
export function emitExit(code?: number): number {
  if (!state.exiting) {
    state.exiting = true;
    if (code !== undefined) setExitCode(code);
    events.emit('exit', presentExitCode());
  }
  return presentExitCode();
}

function exit(code?: number | string): never {
  const valid = validExitCode(code);
  if (valid !== undefined) setExitCode(valid);
  const final = emitExit();
  ask(OP.exit, final);
  throw new Error('unreachable');
}

function abort(): never {
  ask(OP.exit, 134);
  throw new Error('unreachable');
}

function emitWarning(warning: unknown, type?: unknown, code?: unknown): void {
  const options =
    typeof type === 'object' && type !== null ? (type as { type?: string; code?: string }) : { type, code };
  const isError = warning instanceof Error;
  const name = isError ? warning.name : ((options.type as string | undefined) ?? 'Warning');
  const label = options.code ? `[${options.code}] ` : '';
  const text = isError ? warning.message : `${warning}`;
  addTick(() => ask(OP.output, 2, `(node) ${label}${name}: ${text}\n`), []);
}

const events = createEvents(tell);

const facts = (name: string): { get(): unknown; enumerable: true; configurable: true } => ({
  get: () => ask(OP.fact, name),
  enumerable: true,
  configurable: true,
});

const fixed = {
  version: `v${nodeVersion}`,
  versions: { node: nodeVersion, v8: '11.3.244.8-node.33', uv: '1.46.0', modules: '115' },
  release: { name: 'node', lts: 'Iron' },
  features: {
    inspector: false,
    debug: false,
    uv: true,
    ipv6: true,
    tls_alpn: true,
    tls_sni: true,
    tls_ocsp: true,
    tls: true,
  },
  config: { target_defaults: {}, variables: {} },
  argv0: 'node',
  execArgv: [] as string[],
  exit,
  reallyExit: exit,
  abort,
  hrtime,
  memoryUsage,
  emitWarning,
  cwd: (): string => askText(OP.cwd),
  chdir(path: string): void {
    if (typeof path !== 'string') throw invalidType('directory', 'of type string', path);
    ask(OP.chdir, path);
  },
  nextTick(callback: (...args: never[]) => unknown, ...args: unknown[]): void {
    validateFunction(callback, 'callback');
    if (!state.exiting) addTick(callback, args);
  },
  uptime: (): number => Number(sinceOriginNs()) / 1e9,
  umask: (): number => 0o22,
  getuid: (): number => 0,
  getgid: (): number => 0,
  geteuid: (): number => 0,
  getegid: (): number => 0,
  cpuUsage: (): { user: number; system: number } => {
    const us = Math.round(Number(sinceOriginNs()) / 1e3);
    return { user: us, system: 0 };
  },
  kill(): never {
    ask(OP.denied, 'sending a signal', '');
    throw new Error('unreachable');
  },
};

const accessors: PropertyDescriptorMap = {
  argv: {
    get(): string[] {
      const given = askJson<string[]>(OP.argv) as string[];
      if (state.argv !== undefined && frame.active() && jsonStringify(state.argv) !== jsonStringify(given))
        tell('reads-argv', 'reads process.argv, which the script has changed');
      state.argv ??= given;
      return state.argv;
    },
    set(value: string[]) {
      tell('sets-argv', 'replaces process.argv');
      state.argv = value;
    },
    enumerable: true,
    configurable: true,
  },
  exitCode: {
    get() {
      ask(OP.getProcess, 'exitCode');
      return state.exitCode;
    },
    set(code: unknown) {
      tell('sets-exit-code', 'sets the exit code');
      setExitCode(validExitCode(code));
    },
    enumerable: true,
    configurable: true,
  },
  title: {
    get() {
      ask(OP.getProcess, 'title');
      return state.title;
    },
    set(value: unknown) {
      tell('sets-title', 'sets the title of the process');
      state.title = `${value}`;
      ask(OP.setProcess, 'title', state.title);
    },
    enumerable: true,
    configurable: true,
  },
  stdin: { get: standardInput, enumerable: true, configurable: true },
  platform: facts('platform'),
  arch: facts('arch'),
  pid: facts('pid'),
  ppid: facts('ppid'),
  execPath: facts('execPath'),
};

/** `process`, as the global and as the module. */
export const processObject = Object.create(Object.create(events.prototype)) as Record<string, unknown>;

export function installProcess(): void {
  for (const [name, value] of Object.entries(fixed)) {
    Object.defineProperty(processObject, name, { value, writable: true, enumerable: true, configurable: true });
  }
  Object.defineProperties(processObject, accessors);
  Object.defineProperty(processObject, 'env', {
    value: environment,
    writable: true,
    enumerable: true,
    configurable: true,
  });
  for (const [name, stream] of Object.entries(standardStreams)) {
    Object.defineProperty(processObject, name, { value: stream, enumerable: true, configurable: true });
  }
  Object.defineProperty(processObject, Symbol.toStringTag, { value: 'process', configurable: true });
  Object.defineProperty(hrtime, 'length', { value: 1, configurable: true });
  defineGlobal('process', processObject);
}

/**
 * An uncaught error goes to the listeners of `uncaughtException`; whether there were any. What one of them throws ends the
 * run: no listener is asked again.
 */
export function dispatchUncaught(error: unknown, origin: 'uncaughtException' | 'unhandledRejection'): boolean {
  if (state.listenerFailed) return false;
  try {
    return events.emit('uncaughtException', error, origin);
  } catch (another) {
    state.listenerFailed = true;
    throw another;
  }
}

/** Whether a listener of uncaught errors threw. */
export function hasListenerFailed(): boolean {
  return state.listenerFailed;
}

/** A rejection that nobody handled goes to the listeners of `unhandledRejection`; whether there were any. */
export function dispatchUnhandled(reason: unknown, promise: unknown): boolean {
  return events.emit('unhandledRejection', reason, promise);
}

/** Before an idle loop ends, `beforeExit` may start new work. */
export function emitBeforeExit(): boolean {
  return events.emit('beforeExit', presentExitCode());
}
