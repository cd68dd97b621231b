/**
 * The faces that builtins, CommonJS modules and JSON show to `import`: source text of ES modules.
 * `hook` is the name of a global of the guest that takes a module's name and returns its object.
 */

/** An ES module over a builtin's object. */
export function builtinFacade(name: string, exportNames: Iterable<string>, hook: string): string {
  const names = shown(exportNames);
  return face(hook, name, names, (key) => `m[${key}]`);
}

/**
 * An ES module over `module.exports` as it is after the module ran. As in node, a name that is no own property stays
 * undefined, and a getter that throws does not fail the import.
 */
export function commonJsFacade(file: string, names: Iterable<string>, hook: string): string {
  return face(hook, file, shown(names), (key) => `own(${key})`, OWN);
}

const OWN = `const own = (key) => {
  if (!Object.prototype.hasOwnProperty.call(m, key)) return undefined;
  try { return m[key]; } catch { return undefined; }
};
`;

/** An ES module whose default export is the value of a text that was checked to be JSON. */
export function jsonFacade(json: string): string {
  // Parsed from a string, not written as an expression, where a key `__proto__` would set the prototype.
  return `export default JSON.parse(${literal(json)});\n`;
}

function shown(names: Iterable<string>): string[] {
  return [...new Set(names)].filter((name) => name !== 'default');
}

/** Locals are numbered, so that an export may be called `m`, `delete` or `a-b`. */
function face(hook: string, of: string, names: readonly string[], read: (key: string) => string, head = ''): string {
  const locals = names.map((name, index) => `const $${index} = ${read(literal(name))};\n`).join('');
  const list = names.map((name, index) => `$${index} as ${exported(name)}`).join(', ');
  return `const m = ${hook}(${literal(of)});\n${head}${locals}export { m as default${list && `, ${list}`} };\n`;
}

function exported(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name) ? name : literal(name);
}

/** A string literal for any text: line separators and lone surrogates are escaped. */
function literal(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
