// A small language: tokens, a parser, an evaluator with scopes and closures, in TypeScript.
import { parse } from './parser.ts';
import type { Node } from './nodes.ts';

type Value = number | boolean | ((...args: Value[]) => Value);
type Scope = Map<string, Value>;

const BUILTINS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['+', (...xs) => xs.reduce((a, b) => Number(a) + Number(b), 0)],
  ['*', (...xs) => xs.reduce((a, b) => Number(a) * Number(b), 1)],
  ['-', (a, b) => Number(a) - Number(b)],
  ['<', (a, b) => Number(a) < Number(b)],
]);

function evaluate(node: Node, scopes: readonly Scope[]): Value {
  switch (node.type) {
    case 'number':
      return node.value;
    case 'name': {
      const scope = scopes.find((s) => s.has(node.name));
      const value = scope?.get(node.name) ?? BUILTINS.get(node.name);
      if (value === undefined) throw new ReferenceError(`${node.name} is not defined`);
      return value;
    }
    case 'list':
      return evaluateList(node.items, scopes);
  }
}

function evaluateList([head, ...rest]: readonly Node[], scopes: readonly Scope[]): Value {
  if (head?.type === 'name') {
    if (head.name === 'if') return evaluate(evaluate(rest[0]!, scopes) ? rest[1]! : rest[2]!, scopes);
    if (head.name === 'define' && rest[0]?.type === 'name') {
      scopes[0]!.set(rest[0].name, evaluate(rest[1]!, scopes));
      return true;
    }
    if (head.name === 'fn' && rest[0]?.type === 'list') {
      const names = rest[0].items.map((item) => (item.type === 'name' ? item.name : '?'));
      return (...args) => evaluate(rest[1]!, [new Map(names.map((name, i) => [name, args[i]!])), ...scopes]);
    }
  }
  const f = evaluate(head!, scopes);
  if (typeof f !== 'function') throw new TypeError('not a function');
  return f(...rest.map((item) => evaluate(item, scopes)));
}

function run(source: string): string {
  const scopes = [new Map<string, Value>()];
  try {
    return parse(source).map((node) => String(evaluate(node, scopes))).join(' ');
  } catch (error) {
    return (error as Error).message;
  }
}

console.log(run('(define fib (fn (n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))) (fib 10)'));
console.log(run('(define add (fn (a) (fn (b) (+ a b)))) ((add 3) 4) (* 2 3 4)'));
console.log(run('(+ 1 (unknown 2))'), '|', run('(1 2)'), '|', run('(+ 1'));
console.log(JSON.stringify(parse('(a (b 1.5) c)')));
