/** What is known of a module after it was read: the shapes that the guest's instrumentation and the memo conductor share. */

/** One module's source as it is on disk. */
export interface SourceModule {
  /** Root-relative path, which is the module's name everywhere. */
  readonly module: string;
  readonly text: string;
  readonly format: 'module' | 'commonjs';
  /** How its TypeScript or JSX becomes JavaScript; null for what is JavaScript already. */
  readonly typescript: TypeScriptSettings | null;
  /** The script's own module, whose functions are candidates; a package's functions are only marked. */
  readonly own: boolean;
}

/** What a project says of its TypeScript, as far as it changes what runs. */
export interface TypeScriptSettings {
  /** Decorators as they were before the standard. */
  readonly legacyDecorators: boolean;
  /** Types of what is decorated so are handed to `Reflect.metadata`. */
  readonly decoratorMetadata: boolean;
  /** Fields are assigned by the constructor (which calls setters), not defined; without a value they do not exist. */
  readonly assignsFields: boolean;
  /** Only imports that say `type` go away, not those that only types use. */
  readonly keepsImports: boolean;
  readonly jsx: JsxSettings;
}

/** What JSX elements become calls of. Null where the project does not say. */
export interface JsxSettings {
  readonly runtime: 'automatic' | 'classic' | null;
  readonly development: boolean;
  readonly importSource: string | null;
  readonly factory: string | null;
  readonly fragment: string | null;
}

/** Names of the guest's hooks that instrumented code calls; the guest defines them as globals. */
export interface InstrumentNames {
  readonly epoch: string;
  readonly enter: string;
  readonly mark: string;
  readonly none: string;
  readonly asyncEnter: string;
  readonly hops: string;
  readonly hop: string;
  readonly take: string;
  readonly returned: string;
  readonly threw: string;
  readonly exit: string;
  readonly suspend: string;
  readonly resume: string;
  readonly taint: string;
  readonly scope: string;
  readonly afterYield: string;
  readonly iterate: string;
  readonly fill: string;
  readonly filled: string;
  readonly entry: string;
  /** What stands between the comment opener and the function's number in a tag. */
  readonly tag: string;
}

export interface InstrumentOptions {
  readonly names: InstrumentNames;
  /** Wrap also the functions that can never be slow (a threshold of 0). */
  readonly everything: boolean;
  /** The guest's builtins by name; without them, every name that nothing declares is taken for one. */
  readonly builtins?: BuiltinNames;
}

/** Names of global builtins and of built-in modules, these without `node:`. */
export interface BuiltinNames {
  readonly globals: readonly string[];
  readonly modules: readonly string[];
}

/** A place where a module changes a builtin, or hands one to code that could. */
export interface PatchInfo {
  readonly what: string;
  readonly line: number;
}

export type FunctionKind = 'function' | 'arrow' | 'method' | 'getter' | 'setter' | 'class' | 'field' | 'static-block';

/** `sync` and `async` functions open frames; `mark` only says that the code ran. */
export type Wrap = 'sync' | 'async' | 'mark';

/** What a function's text mentions that a decision may hang on. */
export interface Mentions {
  /** `this`, `arguments`, `newTarget` and `superKeyword` count arrows inside, which share them. */
  this: boolean;
  arguments: boolean;
  newTarget: boolean;
  superKeyword: boolean;
  /** The others count every function inside. */
  eval: boolean;
  globalThis: boolean;
  dynamicImport: boolean;
}

export interface FunctionInfo {
  /** Index in the table; functions are in the order of their starts in the text. */
  readonly id: number;
  readonly path: string;
  /** What `fn.name` is when the function is created; empty when it has none or a computed one. */
  readonly name: string;
  /** Position in the original source, 1-based, columns in UTF-16 units as in a node stack. */
  readonly line: number;
  readonly column: number;
  /** Extent in the JavaScript text (types stripped), as the engine keeps it for `toString`. */
  readonly start: number;
  readonly end: number;
  readonly kind: FunctionKind;
  readonly async: boolean;
  readonly generator: boolean;
  readonly identity: string;
  readonly length: number;
  /** What its parameters take apart: a second reading of the arguments must not show. */
  readonly destructures: 'nothing' | 'objects' | 'arrays';
  /** What the hook of its calls is given at the end: the array of a rest parameter, or all arguments. */
  readonly gathers: 'rest' | 'arguments' | null;
  readonly wrap: Wrap;
  /** Why a call of it can never be a candidate, in words. */
  readonly bypass: string | null;
  /** Whether it captures nothing but variables of the module or of a registered scope. */
  readonly isStatic: boolean;
  /** Names of the captured activation variables, in the order in which its identity numbers them. */
  readonly captures: readonly string[];
  /** The function that is running where it is made; -1 for the module itself. */
  readonly maker: number;
  /** The variable of the module or registered scope that holds it and is never rebound. */
  readonly binding: string | null;
  /** Outer names that it, or a function inside, mentions: `call` when only ever called plainly. */
  readonly uses: Readonly<Record<string, 'call' | 'value'>>;
  readonly mentions: Readonly<Mentions>;
}

export type VariableKind = 'const' | 'let' | 'var' | 'function' | 'class' | 'import' | 'namespace' | 'parameter';

export interface VariableInfo {
  readonly name: string;
  readonly kind: VariableKind;
  /** Assigned anywhere beside its one initialisation. */
  readonly rebound: boolean;
  /** The function, class or arrow it is initialised with. */
  readonly functionId: number | null;
  readonly line: number;
  readonly column: number;
}

/** Variables of a scope that lives while the module is evaluated: the CommonJS wrapper (-1) or a module-level IIFE. */
export interface ScopeInfo {
  readonly functionId: number;
  readonly variables: readonly VariableInfo[];
}

/** A variable that guarded places fill (see fills.ts). */
export interface FillVariable {
  readonly name: string;
  /** What it holds until then. */
  readonly absent: 'undefined' | 'null';
  /** Functions that can tell whether it is filled, and those that write it otherwise. */
  readonly readers: readonly number[];
  readonly writers: readonly number[];
}

export interface FillInfo {
  /** The variable that each guarded place fills. */
  readonly sites: readonly string[];
  readonly variables: readonly FillVariable[];
}

/** What a table variable holds. */
export type TableKind = 'map' | 'set' | 'object';

/** A constant of the module whose entries are observed one by one (see table-variables.ts). */
export interface TableVariable {
  readonly name: string;
  readonly kind: TableKind;
}

export interface ImportInfo extends Position {
  readonly specifier: string;
  readonly names: readonly ImportedName[];
}

/** A name that a module takes from another, and where it says so. */
export interface ImportedName extends Position {
  /** `*` for a namespace. */
  readonly imported: string;
  /** Null for what is only exported again. */
  readonly local: string | null;
}

/** Everything about an instrumented module as plain data, so that it can be kept by content hash. */
export interface ProgramData {
  readonly module: string;
  readonly code: string;
  readonly functions: readonly FunctionInfo[];
  readonly variables: readonly VariableInfo[];
  readonly scopes: readonly ScopeInfo[];
  readonly imports: readonly ImportInfo[];
  readonly fills: FillInfo;
  readonly tables: readonly TableVariable[];
  /** The first place where builtins are changed, as far as names tell; null when there is none. */
  readonly patch: PatchInfo | null;
  readonly hasTopLevelAwait: boolean;
  readonly identity: string;
  /** Offset in the JavaScript text and length of each insertion, alternating, in order. */
  readonly insertions: readonly number[];
  /** Source map mappings from the JavaScript text to TypeScript, where it was TypeScript. */
  readonly mappings: string | null;
}

/** A 1-based line and column. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface ProgramModule extends ProgramData {
  /** Lines at the top of the code that nobody wrote. */
  readonly addedLines: number;
  /** From a position in the instrumented code, column in code points as the engine reports it, to the original. */
  toOriginal(line: number, column: number): Position;
  /** From the same to an offset in the code without instrumentation, and from there to the original. */
  offsetOf(line: number, column: number): number;
  positionOf(offset: number): Position;
  /** The text of a function without instrumentation, for `toString`. */
  originalText(id: number): string;
}
