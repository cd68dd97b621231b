/** Functions and modules of the program as they are in one run: what is known of each, and what became of it. */
import type { ProgramFunction, Reach } from '../../engine/ports.ts';
import type { FunctionInfo, ProgramModule } from '../../engine/program/table.ts';
import type { KnownCode } from './heap-walker.ts';

/** A function of the program in this run. */
export interface LiveFunction extends ProgramFunction, KnownCode {
  isStatic: boolean;
  bypass: string | null;
  readonly info: FunctionInfo;
  readonly owner: LoadedModule;
  /** Set while the host runs the body of a framed call: the next prologue is its own. */
  passing: boolean;
  /** The cell that says in which epoch it was marked; found when first needed. */
  markCell: number;
  /** Why its mere running makes the frames above it unstorable; null for ordinary code. */
  refusal: readonly [code: string, text: string] | null;
  /** Whether it reads where its module stands (`import.meta.url` and the like). */
  readonly knowsItsPlace: boolean;
  /** Whether the report has its reason for never being a candidate. */
  told: boolean;
  /** Whether it mentions the name of its own expression: then its own properties are state that it can reach. */
  readonly knowsItself: boolean;
  /** The variables it can reach, once known (static functions only: their cells never differ). */
  reach: Reach | null;
}

/** A module's source and where it came from. */
export interface ModuleSource {
  /** The file name that the engine keeps: path and query. */
  readonly file: string;
  /** Absolute path. */
  readonly path: string;
  /** `?x#y` of the import, or empty: node evaluates one module per file and query. */
  readonly query: string;
  readonly own: boolean;
  readonly program: ProgramModule;
  readonly source: string;
}

/** A module of the program in this run. */
export interface LoadedModule extends ModuleSource {
  /** Root-relative path, and the query. */
  readonly module: string;
  readonly functions: readonly LiveFunction[];
  readonly byPath: ReadonlyMap<string, LiveFunction>;
  /** Addresses of variables' cells by name, complete once the module is linked. */
  readonly cells: Map<string, number>;
  linked: boolean;
  /** Of its source and place, once asked for. */
  digest?: string;
}

/** A function as it is before it ran. */
export function liveFunction(info: FunctionInfo, owner: LoadedModule): LiveFunction {
  const { module } = owner.program;
  const meta = metaUse(info, owner);
  return {
    site: { module, path: info.path, line: info.line, column: info.column },
    name: info.name,
    module,
    path: info.path,
    identity: info.identity,
    isClass: info.kind === 'class',
    bypass: owner.own ? info.bypass : 'is a function of a package',
    isStatic: info.isStatic,
    binding: info.binding,
    maker: owner.program.functions[info.maker]?.path ?? null,
    info,
    owner,
    passing: false,
    knowsItself: namesItself(info, owner),
    told: false,
    markCell: 0,
    refusal: refusalOf(info) ?? (meta === 'object' ? ['import-meta', `${info.path} uses import.meta`] : null),
    knowsItsPlace: meta === 'place',
    reach: null,
  };
}

/** A function expression's own name is a variable inside it, which no cell outside shows. */
function namesItself({ id, kind, uses, binding }: FunctionInfo, { program }: LoadedModule): boolean {
  if (kind !== 'function') return false;
  const text = program.originalText(id);
  const name = /^(?:async\s+)?function\b[\s*]*([\p{ID_Start}$_][\p{ID_Continue}$]*)/u.exec(text)?.[1];
  // A declaration's name is a variable outside it, which is observed like any other.
  if (name === undefined || name === binding?.split(':').at(-1) || name in uses) return false;
  return text.split(name).length > 2;
}

/** What a function does with `import.meta`: where the module stands is a fact; the rest is an object nobody observes. */
function metaUse({ id }: FunctionInfo, { program }: LoadedModule): 'none' | 'place' | 'object' {
  if (!program.code.includes('import.meta')) return 'none';
  const uses = program.originalText(id).match(/\bimport\s*\.\s*meta\b(\.(?:url|dirname|filename)\b)?/g);
  if (!uses) return 'none';
  return uses.every((use) => /\.(?:url|dirname|filename)$/.test(use)) ? 'place' : 'object';
}

/** What cannot be followed through a fingerprint of code and variables. */
function refusalOf({ path, mentions }: FunctionInfo): readonly [string, string] | null {
  if (mentions.eval) return ['made-code', `${path} makes code at run time`];
  if (mentions.dynamicImport) return ['dynamic-import', `${path} imports modules while it runs`];
  if (mentions.globalThis) return ['global-object', `${path} uses the global object`];
  return null;
}

/** A function of a scope that was entered again is no candidate, and no call that ran it is stored. */
export function abandon(fn: LiveFunction): void {
  fn.isStatic = false;
  fn.reach = null;
  fn.bypass = 'belongs to a scope that was entered again';
  fn.refusal = ['scope-again', `${fn.path} belongs to a scope that was entered again`];
}
