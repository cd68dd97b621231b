/**
 * One guest: the engine's instance over its own memory, driven through its exports.
 * Values are addresses of JSValues in guest memory ("handles"), owned by whoever received them; strings travel as bytes.
 */
import { engineCallbacks } from './engine-callbacks.ts';
import { type EngineExports, type ExportNames, namedExports, PATCHED_EXPORTS, TABLE_SLOT } from './engine-exports.ts';
import { type EnginePowers, engineImports, type UnreadStack } from './engine-imports.ts';
import { CTX, LAZY, RT, TAG } from './layout.ts';
import { GuestMemory } from './memory.ts';
import type { PageImage } from './page-image.ts';

/** What tells where a saved guest continues: its runtime, context and stack pointer. */
export interface GuestPosition {
  readonly rt: number;
  readonly ctx: number;
  readonly stack: number;
}

/** Parameters of a guest. */
export interface GuestOptions {
  readonly wasm: WebAssembly.Module;
  readonly exportNames: ExportNames;
  readonly powers: EnginePowers;
  readonly initialPages: number;
  readonly maxPages: number;
}

/** An exception that left the guest; `handle` is the thrown value. */
export class GuestThrew extends Error {
  readonly handle: number;
  constructor(handle: number) {
    super('the guest threw');
    this.handle = handle;
  }
}

const EVAL_MODULE = 1;
/**
 * The guest's stack: room for ten thousand plain calls, as under node. Of V8's stack, recursion takes 2 to 2.5 times as
 * much where it is plain calls and 5.5 times as much in the worst shape measured, so that 16 MB leave a third to spare.
 */
const GUEST_STACK_BYTES = 2 * 1024 * 1024;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A running engine instance. */
export class Guest extends GuestMemory {
  readonly exports: EngineExports;
  /** What the stack of an object says that the program has not read. */
  readonly unreadStack: (object: number) => UnreadStack;

  constructor(options: GuestOptions) {
    super(new WebAssembly.Memory({ initial: options.initialPages, maximum: options.maxPages }));
    const imports = engineImports(this, options.maxPages, options.powers);
    const instance = new WebAssembly.Instance(options.wasm, imports);
    this.exports = namedExports(instance, options.exportNames);
    this.unreadStack = options.powers.unreadStack;
    const table = instance.exports[PATCHED_EXPORTS.table] as WebAssembly.Table;
    table.grow(Object.keys(TABLE_SLOT).length);
    for (const [slot, fn] of engineCallbacks(this, options.powers)) table.set(slot, fn);
  }

  /** Starts the engine from nothing (only when the boot image is made). */
  boot(): void {
    this.exports.ctors();
    this.rt = this.exports.QTS_NewRuntime();
    this.exports.QTS_RuntimeEnableInterruptHandler(this.rt);
    this.exports.QTS_RuntimeEnableModuleLoader(this.rt, 1);
    this.limitStack(GUEST_STACK_BYTES);
    this.ctx = this.exports.QTS_NewContext(this.rt, 0);
    this.refresh();
    this.u32[(LAZY.table >>> 2) + LAZY.stack] = TABLE_SLOT.lazyStack;
    this.u32[(this.rt + RT.rejectionTracker) >>> 2] = TABLE_SLOT.rejected;
    // What the engine calls an InternalError (too deep recursion above all) is a RangeError in node.
    const rangeErrors = this.word(this.ctx + CTX.rangeErrors);
    this.retain(rangeErrors, TAG.object);
    this.u32[(this.ctx + CTX.internalErrors) >>> 2] = rangeErrors;
  }

  /** Continues from a saved memory. */
  restore(image: PageImage, at: GuestPosition): void {
    image.copyTo(this.u8);
    this.exports.stack_restore(at.stack);
    this.rt = at.rt;
    this.ctx = at.ctx;
  }

  /** How much stack the guest may use: less than usual on a thread whose own stack is small. */
  limitStack(bytes: number): void {
    this.exports.QTS_RuntimeSetMaxStackSize(this.rt, bytes);
  }

  position(): GuestPosition {
    return { rt: this.rt, ctx: this.ctx, stack: this.exports.stack_get() };
  }

  free(handle: number): void {
    this.exports.QTS_FreeValuePointer(this.ctx, handle);
  }

  // ---------- values in

  allocate(bytes: number): number {
    const pointer = this.exports.malloc(bytes);
    this.refresh();
    if (pointer === 0) throw new RangeError('the guest is out of memory');
    return pointer;
  }

  /** A block that the engine will free. */
  adopted(bytes: number): number {
    const pointer = this.allocate(bytes);
    this.#adopt();
    return pointer;
  }

  /** Tells the engine's own accounting about a block that it will free. */
  #adopt(): void {
    this.u32[(this.rt + RT.mallocCount) >>> 2]! += 1;
    this.u32[(this.rt + RT.mallocSize) >>> 2]! += 8;
  }

  /** A block holding one JSValue, as the engine's wrapper makes and frees them. */
  #box(low: number, tag: number): number {
    const handle = this.allocate(8);
    this.u32[handle >>> 2] = low;
    this.i32[(handle >>> 2) + 1] = tag;
    return handle;
  }

  newInt(n: number): number {
    return this.#box(n, TAG.int);
  }
  newNumber(n: number): number {
    const handle = this.allocate(8);
    this.writeNumber(handle, n);
    return handle;
  }
  newBool(b: boolean): number {
    return this.#box(b ? 1 : 0, TAG.bool);
  }
  newNull(): number {
    return this.#box(0, TAG.null);
  }
  newUndefined(): number {
    return this.#box(0, TAG.undefined);
  }

  /** A string body with the exact UTF-16 units given: C strings would cut at NUL and mangle lone surrogates. */
  stringBody(text: string): number {
    let wide = false;
    for (let i = 0; i < text.length && !wide; i++) wide = text.charCodeAt(i) > 255;
    const bytes = Buffer.from(text, wide ? 'utf16le' : 'latin1');
    const body = this.allocate(16 + bytes.length + 1);
    const at = body >>> 2;
    this.u32[at] = 1;
    this.u32[at + 1] = (text.length | (wide ? 0x80000000 : 0)) >>> 0;
    this.u32[at + 2] = 0;
    this.u32[at + 3] = 0;
    this.u8.set(bytes, body + 16);
    this.u8[body + 16 + bytes.length] = 0;
    this.#adopt();
    return body;
  }

  newString(text: string): number {
    const body = this.stringBody(text);
    return this.#box(body, TAG.string);
  }

  newBytes(bytes: Uint8Array): number {
    const block = this.allocate(Math.max(1, bytes.length));
    this.u8.set(bytes, block);
    const handle = this.exports.QTS_NewArrayBuffer(this.ctx, block, bytes.length);
    this.refresh();
    return handle;
  }

  /** Another reference to the value at an address. */
  duplicate(value: number): number {
    const low = this.word(value);
    const tag = this.tag(value);
    this.retain(low, tag);
    return this.#box(low, tag);
  }

  /** A handle on an object known by its address. */
  objectHandle(object: number): number {
    this.retain(object, TAG.object);
    return this.#box(object, TAG.object);
  }

  /** Keeps a function's code for good: what is known of it goes by its address, which must not come to mean another. */
  keepCode(bytecode: number): void {
    this.u32[bytecode >>> 2]! += 1;
  }

  /** Counts one more reference to a heap value. */
  retain(low: number, tag: number): void {
    if (tag < 0 && tag >= TAG.bigInt) this.u32[low >>> 2]! += 1;
  }

  /** Gives back a reference to a heap value. */
  release(low: number, tag: number): void {
    this.free(this.#box(low, tag));
  }

  // ---------- running

  /** Evaluates a classic script or a module; modules answer their promise or namespace. */
  evaluate(code: string, file: string, module: boolean): number {
    const source = encoder.encode(code);
    const text = this.allocate(source.length + 1);
    this.u8.set(source, text);
    this.u8[text + source.length] = 0;
    const name = this.cString(file);
    const result = this.exports.QTS_Eval(this.ctx, text, source.length, name, 0, module ? EVAL_MODULE : 0);
    this.refresh();
    this.exports.free(text);
    this.exports.free(name);
    return this.#orThrow(result);
  }

  /** Calls a function; `args` are handles that stay the caller's. */
  call(fn: number, self: number | undefined, args: readonly number[] = []): number {
    const receiver = self ?? this.newUndefined();
    const argv = this.allocate(4 * Math.max(1, args.length));
    for (const [i, arg] of args.entries()) this.u32[(argv >>> 2) + i] = arg;
    const result = this.exports.QTS_Call(this.ctx, fn, receiver, args.length, argv);
    this.refresh();
    this.exports.free(argv);
    if (self === undefined) this.free(receiver);
    return this.#orThrow(result);
  }

  #orThrow(result: number): number {
    const error = this.exports.QTS_ResolveException(this.ctx, result);
    if (error === 0) return result;
    this.free(result);
    throw new GuestThrew(error);
  }

  /** Makes the value the exception of the host call under way; answers what the import returns. */
  throwValue(handle: number): number {
    return this.exports.QTS_Throw(this.ctx, handle);
  }

  // ---------- C strings: only names that we choose ourselves

  cString(text: string): number {
    const bytes = encoder.encode(text);
    const pointer = this.allocate(bytes.length + 1);
    this.u8.set(bytes, pointer);
    this.u8[pointer + bytes.length] = 0;
    return pointer;
  }

  readCString(pointer: number): string {
    return decoder.decode(this.u8.subarray(pointer, this.u8.indexOf(0, pointer)));
  }

  /** A C string that the engine will free by its own allocator. */
  ownedCString(text: string): number {
    const pointer = this.cString(text);
    this.#adopt();
    return pointer;
  }

  // ---------- properties, for handles that the host keeps

  getProperty(object: number, name: string): number {
    const key = this.newString(name);
    const value = this.exports.QTS_GetProp(this.ctx, object, key);
    this.refresh();
    this.free(key);
    return value;
  }

  /** Makes an ordinary value of a stack that nobody read so far, as if the program had read it. */
  settleStack(object: number): void {
    const handle = this.objectHandle(object);
    this.free(this.getProperty(handle, 'stack'));
    this.free(handle);
  }

  setGlobal(name: string, value: number): void {
    const global = this.exports.QTS_GetGlobalObject(this.ctx);
    const key = this.newString(name);
    this.exports.QTS_SetProp(this.ctx, global, key, value);
    this.refresh();
    this.free(key);
    this.free(global);
  }

  /** Defines a global function that calls the host with an id of our choosing, stable across images. */
  defineHostFunction(name: string, id: number): void {
    const text = this.cString(name);
    const fn = this.exports.QTS_NewFunction(this.ctx, text, 0, 0, id);
    this.exports.free(text);
    this.setGlobal(name, fn);
    this.free(fn);
  }
}
