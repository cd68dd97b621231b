/**
 * Modules whose powers no script has. They are there, so that importing one (often by a library that never uses it)
 * works; every use says what is refused, and which flag, if any, would allow it.
 */
import { OP } from '../abi.ts';
import { ask } from '../prelude/door.ts';
import { named } from '../prelude/exposed.ts';

interface Refusal {
  readonly what: string;
  readonly flag: string;
  readonly names: readonly string[];
}

const never = (what: string, names: readonly string[]): Refusal => ({ what, flag: '', names });

/** What there is of the network goes through one checked door. */
const byFetch = 'network access other than by fetch';

const servers = ['createServer', 'Server', 'Agent'];
const lookups = ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveMx', 'resolveTxt', 'reverse', 'Resolver'];

/** By module name. Data table. */
const refusals: Readonly<Record<string, Refusal>> = {
  http: never(byFetch, ['request', 'get', ...servers]),
  https: never(byFetch, ['request', 'get', ...servers]),
  http2: never(byFetch, ['connect', 'createServer', 'createSecureServer']),
  net: never(byFetch, ['connect', 'createConnection', 'createServer', 'Server', 'Socket']),
  tls: never(byFetch, ['connect', 'createServer', 'TLSSocket', 'createSecureContext']),
  dgram: never(byFetch, ['createSocket', 'Socket']),
  dns: never('name resolution', lookups),
  'dns/promises': never('name resolution', lookups),
  child_process: never('running other programs', [
    'exec',
    'execSync',
    'execFile',
    'execFileSync',
    'spawn',
    'spawnSync',
    'fork',
  ]),
  worker_threads: never('starting threads', ['Worker', 'MessageChannel', 'MessagePort', 'BroadcastChannel']),
  cluster: never('starting processes', ['fork', 'setupPrimary', 'Worker']),
  vm: never('evaluating code in another context', [
    'Script',
    'createContext',
    'runInContext',
    'runInNewContext',
    'runInThisContext',
    'compileFunction',
  ]),
  inspector: never('the debugger', ['open', 'close', 'url', 'waitForDebugger', 'Session']),
  'inspector/promises': never('the debugger', ['open', 'close', 'url', 'waitForDebugger', 'Session']),
  domain: never('domains', ['create', 'createDomain', 'Domain']),
  trace_events: never('tracing the engine', ['createTracing', 'getEnabledCategories']),
  wasi: never('a second system interface (run the module itself: rote run module.wasm)', ['WASI']),
  test: never('the test runner', [
    'test',
    'it',
    'describe',
    'suite',
    'before',
    'after',
    'beforeEach',
    'afterEach',
    'run',
    'mock',
  ]),
  repl: never('an interactive prompt', ['start', 'REPLServer']),
  v8: never('the internals of another engine', ['serialize', 'deserialize', 'getHeapStatistics', 'setFlagsFromString']),
};

/** Facts that libraries read from these modules without using their powers. */
const facts: Readonly<Record<string, object>> = {
  worker_threads: { isMainThread: true, parentPort: null, workerData: null, threadId: 0 },
  cluster: { isMaster: true, isPrimary: true, isWorker: false },
  http: { METHODS: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'], STATUS_CODES: {} },
};

/** Says no. */
export function refuse(what: string, flag: string): never {
  ask(OP.denied, what, flag);
  throw new Error('unreachable');
}

/** A function that refuses, also when it is called with `new`. */
function refusing(refusal: Refusal, name: string): () => never {
  function denied(): never {
    return refuse(refusal.what, refusal.flag);
  }
  return named(denied, name);
}

function build(refusal: Refusal): object {
  return Object.fromEntries(refusal.names.map((name) => [name, refusing(refusal, name)])) as object;
}

/** The refused modules by name. */
export const denied: readonly (readonly [string, object])[] = Object.entries(refusals).map(
  ([name, refusal]) => [name, { ...build(refusal), ...facts[name] }] as const,
);
