/**
 * Function.prototype.toString: a function of the script shows its own text and not the instrumented one; a function
 * of the prelude shows none, like the builtin that it stands for.
 */
import { exposed } from './exposed.ts';
import { apply, defineProperty, setHas } from './primordials.ts';

type AnyFunction = (...args: never[]) => unknown;

/** Answers the text as it was written, for functions of the script. */
declare const __rote_originalText: (fn: unknown) => string | undefined;

const original = __rote_originalText;
delete (globalThis as { __rote_originalText?: unknown }).__rote_originalText;
const native = Function.prototype.toString;
const test = RegExp.prototype.test;
const isClass = /^class\b/;
const isNative = /\{\s*\[native code\]\s*\}$/;

function nameOf(fn: AnyFunction): string {
  const { name } = fn;
  return typeof name === 'string' ? name : '';
}

function hidden(name: string, ofClass: boolean): string {
  return ofClass ? `class ${name} { [native code] }` : `function ${name}() { [native code] }`;
}

const methods = {
  toString(this: AnyFunction): string {
    const written = original(this);
    if (written !== undefined) return written;
    const text = apply(native, this, []) as string;
    if (setHas(exposed, this)) return hidden(nameOf(this), apply(test, isClass, [text]) as boolean);
    return apply(test, isNative, [text]) ? hidden(nameOf(this), false) : text;
  },
};

defineProperty(Function.prototype, 'toString', {
  value: methods.toString,
  writable: true,
  enumerable: false,
  configurable: true,
});
