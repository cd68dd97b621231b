/** The one way out of the guest. Everything that the prelude learns or does outside passes `ask`. */
import { type FailureAnswer, OP } from '../abi.ts';
import { createObject, defineProperty, errorsByName, jsonParse, NativeUint8Array } from './primordials.ts';

/** What may be sent. */
export type Request = undefined | null | boolean | number | string | Uint8Array;
type Answer = undefined | null | boolean | number | string | ArrayBuffer;

type Door = (op: number, a?: unknown, b?: unknown, c?: unknown, d?: unknown, e?: unknown) => Answer;

const scope = globalThis as typeof globalThis & { __rote?: Door };
const door = scope.__rote as Door;
delete scope.__rote;

const failure: Answer = createObject(null);
door(OP.registerFailure, failure);

/** Asks the host. Throws the error that node would throw when the operation fails. */
export function ask(op: number, a?: Request, b?: Request, c?: Request, d?: Request, e?: Request): Answer {
  const answer = door(op, a, b, c, d, e);
  if (answer === failure) throw hostError();
  return answer;
}

/** For operations that answer with a string. */
export function askText(op: number, a?: Request, b?: Request, c?: Request, d?: Request, e?: Request): string {
  return ask(op, a, b, c, d, e) as string;
}

/** For operations that answer with bytes. */
export function askBytes(op: number, a?: Request, b?: Request, c?: Request, d?: Request, e?: Request): Uint8Array {
  return new NativeUint8Array(ask(op, a, b, c, d, e) as ArrayBuffer);
}

/** For operations that answer with JSON; undefined stays undefined. */
export function askJson<T>(op: number, a?: Request, b?: Request, c?: Request, d?: Request, e?: Request): T | undefined {
  const answer = ask(op, a, b, c, d, e);
  return answer === undefined ? undefined : (jsonParse(answer as string) as T);
}

function hostError(): Error {
  return errorFrom(door(OP.failure) as string);
}

/** The error that a failure's description asks for. */
export function errorFrom(description: string): Error {
  return errorOf(jsonParse(description) as FailureAnswer);
}

function errorOf(answer: FailureAnswer): Error {
  const Class = errorsByName[answer.name] ?? (errorsByName['Error'] as ErrorConstructor);
  const error = new Class(answer.message);
  for (let i = 0; i < answer.properties.length; i += 1) {
    const [key, value] = answer.properties[i] as readonly [string, unknown];
    defineProperty(error, key, { value, writable: true, enumerable: true, configurable: true });
  }
  const hidden = { writable: true, enumerable: false, configurable: true };
  if (!(answer.name in errorsByName)) defineProperty(error, 'name', { value: answer.name, ...hidden });
  if (answer.cause) defineProperty(error, 'cause', { value: errorOf(answer.cause), ...hidden });
  return error;
}
