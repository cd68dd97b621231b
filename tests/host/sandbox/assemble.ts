/** Puts together in node what inside/crossing.mjs took apart in a guest. */

type Part = readonly [kind: string, content: string | number];
type Property = readonly [key: Part, flags: string, value: Part, setter?: Part];
interface Body {
  readonly kind: string;
  readonly held: readonly Part[];
  readonly prototype: Part;
  readonly own: readonly Property[];
}

/** `known` are the things that both sides have, by name. */
export function assemble(text: string, known: ReadonlyMap<string, unknown>): unknown {
  const { top, things } = JSON.parse(text) as { top: Part; things: readonly Body[] };
  const assembly = new Assembly(things, known);
  const root = assembly.value(top);
  assembly.finish();
  return root;
}

class Assembly {
  readonly #bodies: readonly Body[];
  readonly #known: ReadonlyMap<string, unknown>;
  readonly #made = new Map<number, unknown>();

  constructor(bodies: readonly Body[], known: ReadonlyMap<string, unknown>) {
    this.#bodies = bodies;
    this.#known = known;
  }

  value([kind, content]: Part): unknown {
    const text = String(content);
    switch (kind) {
      case 'number':
        return Number(text);
      case 'bigint':
        return BigInt(text);
      case 'boolean':
        return text === 'true';
      case 'object':
        return null;
      case 'undefined':
        return undefined;
      case 'known':
        return Symbol[text as keyof SymbolConstructor];
      case 'registered':
        return Symbol.for(text);
      case 'name':
        return this.#known.get(text);
      case 'thing':
        return this.#thing(Number(content));
      default:
        return text;
    }
  }

  #thing(number: number): unknown {
    if (!this.#made.has(number)) this.#made.set(number, this.#begin(this.#bodies[number] as Body));
    return this.#made.get(number);
  }

  /** A thing with its slots; members that may lead back to it come later. */
  #begin({ kind, held }: Body): unknown {
    const slot = (i: number): unknown => this.value(held[i] as Part);
    switch (kind) {
      case 'symbol':
        return Symbol(slot(0) as string);
      case 'array':
        return [];
      case 'map':
        return new Map();
      case 'set':
        return new Set();
      case 'date':
        return new Date(slot(0) as number);
      case 'expression':
        return new RegExp(slot(0) as string, slot(1) as string);
      case 'box':
        return Object(slot(0));
      case 'buffer':
        return Uint8Array.from(held, (part) => Number(part[1])).buffer;
      case 'data':
        return new DataView(slot(2) as ArrayBuffer, slot(0) as number, slot(1) as number);
      case 'view':
        return this.#view(slot(0) as string, slot(3) as ArrayBuffer, slot(1) as number, slot(2) as number);
      case 'made':
        return () => held;
      case 'error':
        return new Error();
      default:
        return {};
    }
  }

  #view(name: string, buffer: ArrayBuffer, offset: number, bytes: number): unknown {
    const View = this.#known.get(name) as Uint8ArrayConstructor;
    return new View(buffer, offset, bytes / View.BYTES_PER_ELEMENT);
  }

  /** Members and properties, once everything is there. */
  finish(): void {
    for (let number = 0; number < this.#bodies.length; number++) this.#thing(number);
    this.#bodies.forEach((body, number) => {
      if (body.kind !== 'symbol') this.#fill(this.#thing(number) as object, body);
    });
  }

  #fill(thing: object, { kind, held, prototype, own }: Body): void {
    if (kind === 'map')
      for (let i = 0; i < held.length; i += 2) Map.prototype.set.call(thing, ...this.#pair(held.slice(i)));
    if (kind === 'set') for (const part of held) Set.prototype.add.call(thing, this.value(part));
    Object.setPrototypeOf(thing, this.value(prototype) as object | null);
    for (const property of own) this.#define(thing, property);
  }

  #pair([key, value]: readonly Part[]): [unknown, unknown] {
    return [this.value(key as Part), this.value(value as Part)];
  }

  #define(thing: object, [key, flags, value, setter]: Property): void {
    const common = { enumerable: flags.includes('e'), configurable: flags.includes('c') };
    const held = setter
      ? { get: this.value(value) as () => unknown, set: this.value(setter) as (v: unknown) => void }
      : { value: this.value(value), writable: flags.includes('w') };
    Object.defineProperty(thing, this.value(key) as PropertyKey, { ...common, ...held });
  }
}
