/** Whether a text whose format nothing declares is an ES module: node's rule, which asks the syntax. */
import { type Node, ParseFailure, type Program, parseProgram } from './ast.ts';
import { javascriptOf } from './javascript.ts';
import { hasModuleWord, isModuleByWords } from './module-words.ts';
import { ProgramSyntaxError } from './syntax-error.ts';
import { PLAIN_TYPESCRIPT } from './typescript-settings.ts';

const WRAPPER_NAMES: ReadonlySet<string> = new Set(['exports', 'require', 'module', '__filename', '__dirname']);

/** JavaScript: a module when it is none as CommonJS for the sake of module syntax only. */
export function looksLikeModule(text: string): boolean {
  const byWords = isModuleByWords(text);
  if (byWords !== undefined) return byWords;
  const asCommonJs = attempt(text, 'commonjs');
  if (typeof asCommonJs !== 'number')
    return redeclaresWrapper(asCommonJs) && typeof attempt(text, 'module') !== 'number';
  const asModule = attempt(text, 'module');
  // Where both fail, the reading that gets further is meant: its error is the one to show.
  return typeof asModule !== 'number' || asModule > asCommonJs;
}

/** The ways of TypeScript to write CommonJS. */
const EXPORT_ASSIGNMENT = /^[ \t]*export\s*=(?![=>])/m;
const IMPORT_REQUIRE = /\bimport\s+(?:type\s+)?([\w$]+\s*=\s*require\b)/g;

/** TypeScript: any import or export makes a module, also of types alone; the transform leaves `export {}` for those. */
export function looksLikeTypeScriptModule(file: string, text: string): boolean {
  if (!hasModuleWord(text) || EXPORT_ASSIGNMENT.test(text)) return false;
  const rest = text.replace(IMPORT_REQUIRE, 'const $1');
  try {
    const { text: code } = javascriptOf({ module: file, text: rest, format: 'module', typescript: PLAIN_TYPESCRIPT });
    return looksLikeModule(code);
  } catch (error) {
    if (!(error instanceof ProgramSyntaxError)) throw error;
    return /^(?:import|export)\b(?!\s*[(.=])/m.test(rest);
  }
}

/** The tree, or where the parser gave up. */
function attempt(text: string, format: 'module' | 'commonjs'): Program | number {
  try {
    return parseProgram(text, format);
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    return error.offset;
  }
}

function redeclaresWrapper(program: Program): boolean {
  return program.body.some((node) => {
    if (node.type === 'ClassDeclaration') return WRAPPER_NAMES.has(node.id.name);
    if (node.type !== 'VariableDeclaration' || node.kind === 'var') return false;
    return node.declarations.some(({ id }) => boundNames(id).some((name) => WRAPPER_NAMES.has(name)));
  });
}

function boundNames(pattern: Node | null): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((item) => boundNames(item.type === 'Property' ? item.value : item));
    case 'ArrayPattern':
      return pattern.elements.flatMap(boundNames);
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'RestElement':
      return boundNames(pattern.argument);
    default:
      return [];
  }
}
