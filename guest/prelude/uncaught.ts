/** The words for a thrown value on its way out of the script, as node prints it but without stack. */
import { inspect } from './inspect.ts';

/** Fields that the headline, the frames and the errors behind it tell. */
const TOLD = /^(?:stack|message|name|cause)$/;

/** `TypeError: message` for an error, with its own fields; `Uncaught value` inspected for anything else. */
export function describeThrown(value: unknown): string {
  try {
    if (!(value instanceof Error)) return `Uncaught:\n${inspect(value)}`;
    const headline = `${value.name}${codeOf(value)}${value.message === '' ? '' : `: ${value.message}`}`;
    const fields = Object.fromEntries(Object.entries(value).filter(([key]) => !TOLD.test(key)));
    return Object.keys(fields).length === 0 ? headline : `${headline} ${inspect(fields)}`;
  } catch {
    return 'an error that cannot be described';
  }
}

function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code.startsWith('ERR_') ? ` [${code}]` : '';
}

/** So many errors of an `AggregateError` are told. */
const MOST_TOLD = 10;

/** The errors behind a thrown value: labels and values in turn. */
export function errorsBehind(value: unknown): unknown[] {
  try {
    if (!(value instanceof Error)) return [];
    const cause = Object.hasOwn(value, 'cause') ? ['caused by', fieldOf(value, 'cause')] : [];
    return [...(value instanceof AggregateError ? numbered(fieldOf(value, 'errors')) : []), ...cause];
  } catch {
    return [];
  }
}

function numbered(errors: unknown): unknown[] {
  if (!Array.isArray(errors)) return [];
  return errors.slice(0, MOST_TOLD).flatMap((error, i) => [`error ${i + 1} of ${errors.length}`, error]);
}

function fieldOf(value: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
