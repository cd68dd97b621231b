/** The part of the WebAssembly interface that the sandbox uses; Node's own types leave it to the DOM library. */
declare namespace WebAssembly {
  type ImportValue = Memory | ((...args: number[]) => number | undefined);
  type Imports = Record<string, Record<string, ImportValue>>;
  class Memory {
    constructor(descriptor: { initial: number; maximum: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: Imports);
    readonly exports: Record<string, unknown>;
  }
  class Table {
    grow(count: number): number;
    set(index: number, value: unknown): void;
  }
  class RuntimeError extends Error {}
}
