/** Whether data read from a file has the shape of a trace or a run report. What has not is as if it were not there. */
import type { Dependency, RunReport, Trace } from '../../engine/trace.ts';

type Check = (value: unknown) => boolean;

/** The value as a trace, or undefined. */
export function asTrace(value: unknown): Trace | undefined {
  return isTrace(value) ? (value as Trace) : undefined;
}

/** The value as a run report, or undefined. */
export function asRunReport(value: unknown): RunReport | undefined {
  return isRunReport(value) ? (value as RunReport) : undefined;
}

const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number';

/** Runs for every trace that is looked up, hence the plain loops. */
function record(fields: Readonly<Record<string, Check>>): Check {
  const names = Object.keys(fields);
  const checks = Object.values(fields);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    for (let at = 0; at < names.length; at++) {
      if (!checks[at]?.((value as Record<string, unknown>)[names[at] as string])) return false;
    }
    return true;
  };
}

const list =
  (item: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(item);

const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const either =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));

const is =
  (...literals: readonly unknown[]): Check =>
  (value) =>
    literals.includes(value);

const KINDS: { readonly [Kind in Dependency['kind']]: true } = {
  code: true,
  variable: true,
  entry: true,
  binding: true,
  builtins: true,
  file: true,
  stat: true,
  kind: true,
  listing: true,
  link: true,
  env: true,
  argv: true,
  cwd: true,
  stdin: true,
  tty: true,
  resolve: true,
  grant: true,
  console: true,
  process: true,
  module: true,
  callers: true,
  lines: true,
  clock: true,
  random: true,
  net: true,
};

const isPayload = either(record({ inline: isText }), record({ blob: isText, bytes: isNumber }));

const isSite = record({ module: isText, path: isText, line: isNumber, column: isNumber });

const isFileIdentity = record({
  dev: isText,
  ino: isText,
  size: isText,
  mtimeNs: isText,
  ctimeNs: isText,
  takenNs: isText,
});

const isDependency = record({
  kind: (value) => typeof value === 'string' && Object.hasOwn(KINDS, value),
  scope: optional(isText),
  name: isText,
  fingerprint: isText,
  stat: optional(isFileIdentity),
});

const isEffect = either(
  record({ kind: is('output'), fd: is(1, 2), data: isPayload }),
  record({ kind: is('file'), path: isText, fingerprint: isText, data: isPayload, mode: isNumber }),
  record({ kind: is('directory'), path: isText }),
  record({ kind: is('draws'), stream: isText, position: isNumber }),
  record({ kind: is('input') }),
);

const isHop = either(record({ kind: is('answer', 'tick') }), record({ kind: is('timer'), delay: isNumber }));

const isHeapWrite = either(
  record({ kind: is('variable'), scope: isText, name: isText, at: isNumber }),
  record({ kind: is('entry', 'table'), scope: isText, name: isText, at: isNumber, count: isNumber }),
  record({ kind: is('cell', 'date', 'bytes'), number: isNumber, at: isNumber }),
  record({ kind: is('slots', 'elements', 'records'), number: isNumber, at: isNumber, count: isNumber }),
  record({ kind: is('properties'), number: isNumber, at: isNumber, flags: isText }),
  record({ kind: is('closed'), number: isNumber }),
);

const isFill = record({
  scope: isText,
  name: isText,
  value: isPayload,
  fingerprint: isText,
  within: optional(isNumber),
});

const isTrace = record({
  key: isText,
  site: isSite,
  identity: isText,
  dependencies: list(isDependency),
  value: isPayload,
  threw: optional(is(true)),
  writes: optional(list(isHeapWrite)),
  fills: optional(list(isFill)),
  surplus: optional(is(true)),
  effects: list(isEffect),
  hops: optional(list(isHop)),
  exclusive: optional(is(true)),
  costMs: isNumber,
  id: isText,
  createdMs: isNumber,
});

const isReason = record({ verdict: is('miss', 'bypass'), code: isText, text: isText, count: isNumber });

const isFunction = record({
  name: isText,
  file: isText,
  line: isNumber,
  calls: isNumber,
  hits: isNumber,
  stored: isNumber,
  totalMs: isNumber,
  savedMs: isNumber,
  reasons: list(isReason),
});

const isCovered = either(is(true), list(isText));

const isInvocation = record({
  root: isText,
  args: list(isText),
  cwd: isText,
  grants: record({ read: isCovered, write: isCovered, env: isCovered, net: isCovered }),
  minDurationMs: either(is(null), isNumber),
  memoryLimitMB: isNumber,
  seed: either(is(null), isText),
  time: either(is(null), record({ startMs: isNumber, frozen: is(true, false) })),
  input: is(true, false),
  network: optional(is(true)),
  netSnapshot: optional(isText),
});

const isRunReport = record({
  version: is(1),
  runId: isText,
  script: isText,
  startedAt: isText,
  exitCode: isNumber,
  fault: either(is(null), record({ code: isText, message: isText })),
  invocation: optional(isInvocation),
  wallMs: isNumber,
  guestMs: isNumber,
  overheadMs: isNumber,
  savedMs: isNumber,
  calls: record({ hit: isNumber, miss: isNumber, bypass: isNumber, stored: isNumber }),
  functions: list(isFunction),
  dependencies: list(record({ kind: isText, name: isText, fingerprint: isText })),
  edges: list(record({ from: isText, to: isText, count: isNumber })),
});
