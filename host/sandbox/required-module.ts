/** `require` of an ES module: its whole graph is evaluated at once, which top-level await and cycles forbid. */
import { pathToFileURL } from 'node:url';
import type { Guest } from './guest.ts';
import { CTX, MODULE } from './layout.ts';
import type { Loader } from './loader.ts';
import { ModuleError } from './modules/errors.ts';

/** What `require` is to get: the namespace as `m`, or, for code that was CommonJS once, one that says `__esModule`. */
export type RequiredFace = 'plain' | 'marked';

const EVALUATING = 3;

/** Throws node's error where a graph cannot be evaluated at once. */
export function checkRequirable(file: string, parent: string, loader: Loader, guest: Guest): void {
  const graph = loader.graph(file);
  const evaluating = evaluatingModules(guest);
  if (graph.some((module) => evaluating.has(module.file))) throw requiredInCycle(file, parent);
  if (graph.some(({ program }) => program.hasTopLevelAwait)) throw requiredAsync(file, parent);
}

/** The text of a module that shows another one's namespace. */
export function requiredText(file: string, face: RequiredFace): string {
  const from = JSON.stringify(pathToFileURL(file).href);
  if (face === 'plain') return `import * as m from ${from}; export { m };`;
  return `export * from ${from}; export { default } from ${from}; export const __esModule = true;`;
}

/** The engine's names of modules whose evaluation began and did not end. */
function evaluatingModules(guest: Guest): ReadonlySet<string> {
  const found = new Set<string>();
  const head = guest.ctx + CTX.modules;
  for (let link = guest.word(head + 4); link !== head; link = guest.word(link + 4)) {
    const definition = link - MODULE.link;
    if (guest.u8[definition + MODULE.status] === EVALUATING)
      found.add(guest.atomText(guest.word(definition + MODULE.name)));
  }
  return found;
}

function requiredAsync(file: string, parent: string): ModuleError {
  const hint = 'To see where the top-level await comes from, use --experimental-print-required-tla.';
  const head = 'require() cannot be used on an ESM graph with top-level await. Use import() instead.';
  return new ModuleError('ERR_REQUIRE_ASYNC_MODULE', `${head} ${hint}\n  From ${parent} \n  Requiring ${file} `);
}

function requiredInCycle(file: string, parent: string): ModuleError {
  const rule =
    'A cycle involving require(esm) is not allowed to maintain invariants mandated by the ECMAScript specification.';
  const hint = 'Try making at least part of the dependency in the graph lazily loaded.';
  const message = `Cannot require() ES Module ${file} in a cycle. (from ${parent}) ${rule} ${hint}`;
  return new ModuleError('ERR_REQUIRE_CYCLE_MODULE', message);
}
