/** TypeScript as people write it: the file that a specifier means when it names the JavaScript, or no extension. */

const SOURCES: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

export function isTypeScript(file: string): boolean {
  return /\.[cm]?tsx?$/.test(file);
}

/** Files that a path may stand for when a TypeScript module asks for it and nothing is at the path itself. */
export function typescriptNames(path: string): string[] {
  const extension = /\.[cm]?jsx?$/.exec(path)?.[0] ?? '';
  const sources = SOURCES[extension]?.map((ending) => path.slice(0, -extension.length) + ending) ?? [];
  return [...sources, `${path}.ts`, `${path}.tsx`];
}
