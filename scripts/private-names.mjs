/**
 * An esbuild plugin. Some packages keep what is theirs in properties that begin with an underscore; in node, the same
 * things are under symbols that nobody lists. So they become symbols here, and such a package uses the prelude's own
 * `queueMicrotask`, whatever a script puts in its place.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'acorn';

const isPrivate = (name) => typeof name === 'string' && /^_[a-zA-Z]\w*$/.test(name);
const variable = (name) => `$private${name}`;

/** What is to stand for a node that speaks of a private name: where, the name, and the text. */
function replacement(node) {
  const { type, computed, key, property, object } = node;
  if (type === 'MemberExpression' && !computed && isPrivate(property.name))
    return { start: object.end, end: property.end, name: property.name, text: `[${variable(property.name)}]` };
  if (/^(?:Property|MethodDefinition|PropertyDefinition)$/.test(type) && !computed && isPrivate(key.name))
    return { start: key.start, end: key.end, name: key.name, text: `[${variable(key.name)}]` };
  if (type === 'Literal' && isPrivate(node.value))
    return { start: node.start, end: node.end, name: node.value, text: variable(node.value) };
  return undefined;
}

function* nodesOf(node) {
  if (typeof node?.type === 'string') yield node;
  for (const value of Object.values(node ?? {}))
    if (typeof value === 'object' && value !== null && !(value instanceof RegExp)) yield* nodesOf(value);
}

/** A module's text with its private names as symbols, which it exports as `privateNames`. */
function withSymbols(text) {
  const tree = parse(text, { ecmaVersion: 'latest', sourceType: 'module' });
  const found = [...nodesOf(tree)].map(replacement).filter((one) => one !== undefined);
  const names = new Set(found.map(({ name }) => name));
  const symbols = [...names].map((name) => `const ${variable(name)} = Symbol(${JSON.stringify(name.slice(1))});\n`);
  const parts = [];
  let at = 0;
  for (const { start, end, text: put } of found.toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(at, start), put);
    at = end;
  }
  const table = [...names].map((name) => `${name}: ${variable(name)}`).join();
  return `${symbols.join('')}${parts.join('')}${text.slice(at)};\nexport const privateNames = { ${table} };`;
}

/** For the packages' files that a pattern names; `timers` is the module that exports `queueMicrotask`. */
export function privateNames(filter, timers) {
  return {
    name: 'private-names',
    setup(build) {
      build.onLoad({ filter }, ({ path }) => ({
        contents: `import { queueMicrotask } from ${JSON.stringify(timers)};\n${withSymbols(readFileSync(path, 'utf8'))}`,
      }));
    },
  };
}
