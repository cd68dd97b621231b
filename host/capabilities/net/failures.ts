/** Failures in the shape and words of node's fetch. */
import type { FailureAnswer } from '../../../guest/abi.ts';
import { HostFailure } from '../capability.ts';

/** A failure that says no more than its message. */
export function plainFailure(message: string): HostFailure {
  return new HostFailure({ name: 'Error', message, properties: [] });
}

function named(name: string, code: string, message: string): FailureAnswer {
  return { name, message, properties: [['code', code]] };
}

type Failed = Error & { readonly code?: string };

/** What the properties of a system's error may be; they say nothing that the script does not know. */
const TOLD = ['errno', 'code', 'syscall', 'hostname', 'address', 'port'] as const;

/** The failure that node's fetch would tell for an error of node's http. */
export function failureOf(error: unknown): FailureAnswer {
  if (error instanceof HostFailure) return error.answer;
  const { name, message, code } = error as Failed;
  if (code === 'ECONNRESET' && (message === 'socket hang up' || message === 'aborted'))
    return named('SocketError', 'UND_ERR_SOCKET', 'other side closed');
  if (code === 'HPE_HEADER_OVERFLOW')
    return named('HeadersOverflowError', 'UND_ERR_HEADERS_OVERFLOW', 'Headers Overflow Error');
  if (code?.startsWith('HPE_'))
    return named(
      'HTTPParserError',
      code,
      message.replace(/^Parse Error: /, '') || 'Response does not match the HTTP/1.1 protocol',
    );
  const properties = TOLD.flatMap((key) => {
    const value = (error as Record<string, unknown>)[key];
    return typeof value === 'string' || typeof value === 'number' ? [[key, value] as const] : [];
  });
  return { name, message, properties };
}

export const TIMEOUTS = {
  connect: named('ConnectTimeoutError', 'UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error'),
  headers: named('HeadersTimeoutError', 'UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error'),
  body: named('BodyTimeoutError', 'UND_ERR_BODY_TIMEOUT', 'Body Timeout Error'),
} as const;

/** Failures become the causes of the one error that fetch, or the reading of a body, fails with. */
export function asFetchFailure<T>(message: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    const { answer: cause } = error;
    const isRefusal = cause.message.includes('--allow-net');
    throw new HostFailure({
      name: 'TypeError',
      message: isRefusal ? `${message}: ${cause.message}` : message,
      properties: isRefusal ? [['code', 'EACCES']] : [],
      cause,
    });
  }
}
