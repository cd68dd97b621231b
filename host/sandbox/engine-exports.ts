/**
 * The engine's WebAssembly exports by name. They are minified in the build, so the map is read off the package's own
 * glue file when the guest image is made, and kept beside the image.
 */

/** Export functions that the host drives. */
export interface EngineExports {
  malloc(bytes: number): number;
  free(pointer: number): void;
  ctors(): void;
  stack_restore(pointer: number): void;
  stack_get(): number;
  QTS_NewRuntime(): number;
  QTS_NewContext(rt: number, intrinsics: number): number;
  QTS_RuntimeEnableInterruptHandler(rt: number): void;
  QTS_RuntimeEnableModuleLoader(rt: number, normalize: number): void;
  QTS_RuntimeSetMaxStackSize(rt: number, bytes: number): void;
  QTS_NewFunction(ctx: number, name: number, length: number, isConstructor: number, id: number): number;
  QTS_GetGlobalObject(ctx: number): number;
  QTS_SetProp(ctx: number, object: number, key: number, value: number): void;
  QTS_GetProp(ctx: number, object: number, key: number): number;
  QTS_Eval(ctx: number, code: number, length: number, file: number, detectModule: number, flags: number): number;
  QTS_Call(ctx: number, fn: number, self: number, argc: number, argv: number): number;
  QTS_Throw(ctx: number, error: number): number;
  QTS_ResolveException(ctx: number, value: number): number;
  QTS_FreeValuePointer(ctx: number, value: number): void;
  QTS_FreeValuePointerRuntime(rt: number, value: number): void;
  QTS_ExecutePendingJob(rt: number, max: number, context: number): number;
  QTS_IsJobPending(rt: number): number;
  QTS_NewArrayBuffer(ctx: number, bytes: number, length: number): number;
  QTS_NewArray(ctx: number): number;
  QTS_NewError(ctx: number): number;
  /** Gives an object a property whose value is asked for when it is first read; not one that it has already. */
  defineLazy(ctx: number, object: bigint, atom: number, kind: number, data: number, flags: number): number;
  /** The line at an offset of a bytecode, or 0; writes the column. */
  lineOf(bytecode: number, offset: number, column: number): number;
}

/** Names under which the patched engine exports what it used to keep to itself (see engine-patch.ts). */
export const PATCHED_EXPORTS = { table: 'rote_table', defineLazy: 'rote_define_lazy', lineOf: 'rote_line_of' } as const;

/** Where our own functions stand in the engine's function table, right behind its own. */
export const TABLE_SLOT = { errorMade: 471, lazyStack: 472, rejected: 473, internalError: 474 } as const;

/** Short names in the build, by the names of {@link EngineExports}. */
export type ExportNames = Readonly<Record<string, string>>;

/** Reads the map from the text of the package's glue file. */
export function readExportNames(glue: string): ExportNames {
  const names: Record<string, string> = {};
  for (const match of glue.matchAll(/\bd\.(_[A-Za-z_0-9]+)=b\.([\w$]+)/g))
    names[(match[1] as string).slice(1)] = match[2] as string;
  const flat = glue.replace(/\n/g, '');
  const stack = /;?(\w+)=b\.([\w$]+);(\w+)=b\.([\w$]+);(\w+)=b\.([\w$]+);(\w+)=b\.([\w$]+);return Z\}/.exec(flat);
  const constructors = /Z\.([\w$]+)\(\);H\?/.exec(glue);
  if (!stack || !constructors) throw new Error('the engine package is not the pinned one: its glue file differs');
  return {
    ...names,
    stack_restore: stack[4] as string,
    stack_get: stack[8] as string,
    ctors: constructors[1] as string,
  };
}

/** The instance's exports under their own names. */
export function namedExports(instance: WebAssembly.Instance, names: ExportNames): EngineExports {
  const out: Record<string, unknown> = {};
  for (const [name, short] of Object.entries({ ...names, ...PATCHED_EXPORTS })) out[name] = instance.exports[short];
  return out as unknown as EngineExports;
}
