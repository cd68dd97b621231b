/** The errors with codes that node throws for wrong arguments. */
import { inspect } from './inspect.ts';

interface CodedError extends Error {
  code: string;
}

/** An error of node's internal kind: prints as `TypeError [CODE]: message`. */
export function codedError(
  Class: ErrorConstructor | TypeErrorConstructor | RangeErrorConstructor,
  code: string,
  message: string,
): CodedError {
  const error = new Class(message) as CodedError;
  error.code = code;
  return error;
}

/** ERR_INVALID_ARG_TYPE, worded as node does. `expected` is the part after "must be". */
export function invalidType(name: string, expected: string, received: unknown): CodedError {
  const subject = name.includes('.') ? `"${name}" property` : `"${name}" argument`;
  const message = `The ${subject} must be ${expected}.${describeReceived(received)}`;
  return codedError(TypeError, 'ERR_INVALID_ARG_TYPE', message);
}

/** ERR_OUT_OF_RANGE, worded as node does. */
export function outOfRange(name: string, range: string, received: unknown): CodedError {
  const text = typeof received === 'number' ? grouped(received) : inspect(received);
  return codedError(
    RangeError,
    'ERR_OUT_OF_RANGE',
    `The value of "${name}" is out of range. It must be ${range}. Received ${text}`,
  );
}

/** ERR_INVALID_ARG_VALUE, worded as node does. */
export function invalidValue(name: string, received: unknown, reason = 'is invalid'): CodedError {
  const subject = name.includes('.') ? 'property' : 'argument';
  const shown = inspect(received);
  const text = shown.length > 128 ? `${shown.slice(0, 128)}...` : shown;
  return codedError(TypeError, 'ERR_INVALID_ARG_VALUE', `The ${subject} '${name}' ${reason}. Received ${text}`);
}

function describeReceived(value: unknown): string {
  if (value === undefined || value === null) return ` Received ${value}`;
  if (typeof value === 'function') return ` Received function ${value.name}`;
  if (typeof value === 'object') {
    const name = (value as { constructor?: { name?: string } }).constructor?.name;
    return name ? ` Received an instance of ${name}` : ` Received ${inspect(value, { depth: -1 })}`;
  }
  const shown = inspect(value, { colors: false });
  return ` Received type ${typeof value} (${shown.length > 28 ? `${shown.slice(0, 25)}...` : shown})`;
}

function grouped(value: number): string {
  const text = String(value);
  if (!Number.isInteger(value) || Math.abs(value) <= 2 ** 32) return text;
  return text.replace(/\B(?=(\d{3})+$)/g, '_');
}

/** Refuses a callback that is none. */
export function validateFunction(value: unknown, name: string): void {
  if (typeof value !== 'function') throw invalidType(name, 'of type function', value);
}
