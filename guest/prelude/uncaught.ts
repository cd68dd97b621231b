/** The words for a thrown value on its way out of the script, as node prints it but without stack. */
import { inspect } from './inspect.ts';

/** `TypeError: message` for an error, with its own fields; `Uncaught value` inspected for anything else. */
export function describeThrown(value: unknown): string {
  try {
    if (!(value instanceof Error)) return `Uncaught:\n${inspect(value)}`;
    const headline = `${value.name}${codeOf(value)}${value.message === '' ? '' : `: ${value.message}`}`;
    const fields = Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'stack' && key !== 'message'));
    return Object.keys(fields).length === 0 ? headline : `${headline} ${inspect(fields)}`;
  } catch {
    return 'an error that cannot be described';
  }
}

function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code.startsWith('ERR_') ? ` [${code}]` : '';
}
