/** The module assert, and assert.strict. */

import { invalidType } from '../prelude/errors.ts';
import { inspect } from '../prelude/inspect.ts';
import { isDeepEqual } from './deep-equal.ts';

interface Details {
  readonly message?: unknown;
  readonly actual: unknown;
  readonly expected: unknown;
  readonly operator: string;
}

export class AssertionError extends Error {
  readonly generatedMessage: boolean;
  readonly code = 'ERR_ASSERTION';
  readonly actual: unknown;
  readonly expected: unknown;
  readonly operator: string;

  constructor(details: Details) {
    super(details.message === undefined || details.message === null ? describe(details) : `${details.message}`);
    this.generatedMessage = details.message === undefined || details.message === null;
    this.actual = details.actual;
    this.expected = details.expected;
    this.operator = details.operator;
    Object.defineProperty(this, 'name', {
      value: 'AssertionError',
      writable: true,
      enumerable: false,
      configurable: true,
    });
  }
}

const headlines: Readonly<Record<string, string>> = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
};

function describe({ actual, expected, operator }: Details): string {
  const headline = headlines[operator];
  if (headline === undefined) return `${inspect(actual)} ${operator} ${inspect(expected)}`;
  if (operator.startsWith('not')) return `${headline} ${inspect(expected)}`;
  return `${headline}\n\n${inspect(actual)} !== ${inspect(expected)}\n`;
}

function fail(details: Details): never {
  if (details.message instanceof Error) throw details.message;
  throw new AssertionError(details);
}

type Comparison = (actual: unknown, expected: unknown, message?: unknown) => void;

/** `holds` decides; everything else is the wording. */
function comparison(operator: string, holds: (actual: unknown, expected: unknown) => boolean): Comparison {
  return (actual, expected, message) => {
    if (!holds(actual, expected)) fail({ actual, expected, operator, message });
  };
}

const comparisons = {
  // biome-ignore lint/suspicious/noDoubleEquals: the loose form
  equal: comparison('==', (a, b) => a == b || (Number.isNaN(a) && Number.isNaN(b))),
  // biome-ignore lint/suspicious/noDoubleEquals: the loose form
  notEqual: comparison('!=', (a, b) => a != b && !(Number.isNaN(a) && Number.isNaN(b))),
  strictEqual: comparison('strictEqual', Object.is),
  notStrictEqual: comparison('notStrictEqual', (a, b) => !Object.is(a, b)),
  deepEqual: comparison('deepEqual', (a, b) => isDeepEqual(a, b, false)),
  notDeepEqual: comparison('notDeepEqual', (a, b) => !isDeepEqual(a, b, false)),
  deepStrictEqual: comparison('deepStrictEqual', (a, b) => isDeepEqual(a, b, true)),
  notDeepStrictEqual: comparison('notDeepStrictEqual', (a, b) => !isDeepEqual(a, b, true)),
};

function ok(value: unknown, message?: unknown): void {
  if (value) return;
  const words = message ?? 'The expression evaluated to a falsy value';
  fail({ actual: value, expected: true, operator: '==', message: words });
}

type Expected = ((error: unknown) => unknown) | RegExp | object | Error;

/** Whether a thrown value is the expected one; throws when it is not. */
function checkThrown(thrown: unknown, expected: Expected | undefined, message: unknown, operator: string): void {
  if (expected === undefined || typeof expected === 'string') return;
  if (expected instanceof RegExp) {
    const words =
      message ??
      `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(String(thrown))}\n`;
    if (!expected.test(String(thrown))) fail({ actual: thrown, expected, operator, message: words });
  } else if (typeof expected === 'function')
    checkByFunction(thrown, expected as (error: unknown) => unknown, message, operator);
  else checkMembers(thrown as object, expected, message, operator);
}

function checkByFunction(
  thrown: unknown,
  expected: (error: unknown) => unknown,
  message: unknown,
  operator: string,
): void {
  const isClass = expected.prototype !== undefined;
  if (isClass && thrown instanceof expected) return;
  if (isClass && (expected === Error || expected.prototype instanceof Error)) throw thrown;
  if (expected.call({}, thrown) === true) return;
  const words = message ?? 'The validation function is expected to return "true".';
  fail({ actual: thrown, expected, operator, message: words });
}

function checkMembers(thrown: object, expected: object, message: unknown, operator: string): void {
  const keys = Object.keys(expected);
  if (expected instanceof Error) keys.push('name', 'message');
  for (const key of keys) {
    const wanted: unknown = Reflect.get(expected, key);
    const actual: unknown = Reflect.get(thrown, key);
    const matches =
      wanted instanceof RegExp && typeof actual === 'string' ? wanted.test(actual) : isDeepEqual(actual, wanted, true);
    if (!matches) fail({ actual: thrown, expected, operator, message });
  }
}

function throws(run: () => unknown, expected?: Expected, message?: unknown): void {
  if (typeof run !== 'function') throw invalidType('fn', 'of type function', run);
  let caught: { thrown: unknown } | undefined;
  try {
    run();
  } catch (thrown) {
    caught = { thrown };
  }
  if (!caught) missing('exception', expected, message, 'throws');
  else checkThrown(caught.thrown, expected, message, 'throws');
}

async function rejects(task: unknown, expected?: Expected, message?: unknown): Promise<void> {
  let caught: { thrown: unknown } | undefined;
  try {
    await (typeof task === 'function' ? task() : task);
  } catch (thrown) {
    caught = { thrown };
  }
  if (!caught) missing('rejection', expected, message, 'rejects');
  else checkThrown(caught.thrown, expected, message, 'rejects');
}

function missing(what: string, expected: Expected | undefined, message: unknown, operator: string): never {
  const name = typeof expected === 'function' && expected.name ? ` (${expected.name})` : '';
  const given = typeof expected === 'string' ? expected : message;
  const words = `Missing expected ${what}${name}${given === undefined ? '.' : `: ${given}`}`;
  return fail({ actual: undefined, expected, operator, message: words });
}

function doesNotThrow(run: () => unknown, expected?: unknown, message?: unknown): void {
  try {
    run();
  } catch (error) {
    const given = typeof expected === 'string' ? expected : message;
    const words = `Got unwanted exception${given === undefined ? '.' : `: ${given}`}\nActual message: "${(error as Error)?.message}"`;
    fail({ actual: error, expected, operator: 'doesNotThrow', message: words });
  }
}

async function doesNotReject(task: unknown, expected?: unknown, message?: unknown): Promise<void> {
  try {
    await (typeof task === 'function' ? task() : task);
  } catch (error) {
    const given = typeof expected === 'string' ? expected : message;
    const words = `Got unwanted rejection${given === undefined ? '.' : `: ${given}`}\nActual message: "${(error as Error)?.message}"`;
    fail({ actual: error, expected, operator: 'doesNotReject', message: words });
  }
}

const others = {
  AssertionError,
  ok,
  throws,
  rejects,
  doesNotThrow,
  doesNotReject,
  fail(message: unknown = 'Failed'): never {
    return fail({ actual: undefined, expected: undefined, operator: 'fail', message });
  },
  ifError(value: unknown): void {
    if (value === null || value === undefined) return;
    const words = `ifError got unwanted exception: ${value instanceof Error ? value.message : inspect(value)}`;
    fail({ actual: value, expected: null, operator: 'ifError', message: words });
  },
  match(text: string, pattern: RegExp, message?: unknown): void {
    const words =
      message ?? `The input did not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`;
    if (!pattern.test(text)) fail({ actual: text, expected: pattern, operator: 'match', message: words });
  },
  doesNotMatch(text: string, pattern: RegExp, message?: unknown): void {
    const words =
      message ??
      `The input was expected to not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`;
    if (pattern.test(text)) fail({ actual: text, expected: pattern, operator: 'doesNotMatch', message: words });
  },
};

function build(strict: boolean): typeof ok {
  const module = (value: unknown, message?: unknown): void => ok(value, message);
  const strictNames = {
    equal: comparisons.strictEqual,
    notEqual: comparisons.notStrictEqual,
    deepEqual: comparisons.deepStrictEqual,
    notDeepEqual: comparisons.notDeepStrictEqual,
  };
  return Object.assign(module, comparisons, others, strict ? strictNames : {});
}

export const strictAssert = build(true);
export const assert = Object.assign(build(false), { strict: strictAssert });
Object.assign(strictAssert, { strict: strictAssert });
