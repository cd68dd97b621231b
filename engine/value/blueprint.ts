/**
 * Turns a payload's tape into a blueprint: flat instructions by which the guest builds the value again, the primitive
 * leaves it needs, and the things it must be given (what the program itself holds). Pure; runs no guest code.
 */
import {
  type Blueprint,
  type CellReference,
  type External,
  FILL,
  type Leaf,
  MAKE,
  type MadeCell,
  type MadeFunction,
  REF,
  TEMPLATE,
} from './instructions.ts';
import { type KeptStack, readStack } from './kept-stack.ts';
import { BODY, FLAG, PART, VALUE } from './tape.ts';
import { BadTape, TapeReader } from './tape-reader.ts';

const NULL = ref(REF.constant, 1);
const DATA_FLAGS = FLAG.configurable | FLAG.writable | FLAG.enumerable;
/** Of a property whose value is made when it is first read. */
const UNREAD_FLAGS = FLAG.configurable | FLAG.writable;
const ACCESSOR_FLAGS = FLAG.configurable | FLAG.enumerable | FLAG.accessor;
/** The engine's bigints have at most 2^20 bits. */
const MAX_LIMBS = 2 ** 15 + 1;
const CLASS = {
  object: 1,
  array: 2,
  error: 3,
  number: 4,
  string: 5,
  boolean: 6,
  symbol: 7,
  date: 10,
  regExp: 18,
  buffer: 19,
  firstView: 21,
  lastView: 33,
  bigInt: 34,
  map: 35,
  set: 36,
  function: 13,
  generatorFunction: 16,
  asyncFunction: 54,
  asyncGeneratorFunction: 58,
} as const;

/** What a fresh number was taken for: once a variable, it is none of the values. */
const ROLE = { value: 1, cell: 2 } as const;

interface Shape {
  readonly proto: number;
  readonly keys: readonly { readonly flags: number; readonly key: number }[];
}

/** Builds the blueprint of a payload; numbers up to `given` are things of the frame, later ones are fresh. */
export function blueprint(tape: Uint8Array, given: number): Blueprint {
  return new Drafter(tape, given).draft();
}

class Drafter {
  readonly #tape: TapeReader;
  readonly #given: number;
  readonly #leaves: Leaf[] = [];
  readonly #strings = new Map<string, number>();
  readonly #externals: External[] = [];
  readonly #stacks: KeptStack[] = [];
  readonly #externalIndex = new Map<string, number>();
  readonly #shapes: Shape[] = [];
  /** Instructions in four parts: what to create, views on buffers, contents, and what to close. */
  readonly #create: number[] = [];
  readonly #views: number[] = [];
  readonly #fill: number[] = [];
  readonly #close: number[] = [];
  readonly #cells: MadeCell[] = [];
  readonly #functions: MadeFunction[] = [];
  /** References to holders of variables; to functions and their homes. */
  readonly #holders: number[] = [];
  readonly #made: number[] = [];
  readonly #roles: number[] = [];
  #fresh = 0;
  /** Highest fresh number referred to so far: bodies follow for all of them. */
  #expected = 0;

  constructor(tape: Uint8Array, given: number) {
    this.#tape = new TapeReader(tape);
    this.#given = given;
  }

  draft(): Blueprint {
    const root = this.#value();
    while (this.#fresh < this.#expected) this.#body(this.#fresh++);
    if (this.#tape.next() !== PART.end || !this.#tape.isAtEnd)
      throw new BadTape('the tape does not end where it should');
    const parts = [this.#create, this.#views, this.#fill, this.#close];
    const instructions = [root, this.#fresh, this.#shapes.length];
    for (const shape of this.#shapes) {
      instructions.push(shape.proto, shape.keys.length);
      for (const { key, flags } of shape.keys) instructions.push(key, flags);
    }
    for (const part of parts) instructions.push(part.length);
    return {
      instructions: concat([instructions, ...parts, this.#holders, this.#made]),
      leaves: this.#leaves,
      externals: this.#externals,
      closures: { cells: this.#cells, functions: this.#functions },
      stacks: this.#stacks,
    };
  }

  // ---------- references

  #leaf(leaf: Leaf): number {
    if (typeof leaf !== 'string') return ref(REF.leaf, this.#leaves.push(leaf) - 1);
    let index = this.#strings.get(leaf);
    if (index === undefined) {
      index = this.#leaves.push(leaf) - 1;
      this.#strings.set(leaf, index);
    }
    return ref(REF.leaf, index);
  }

  #external(external: External): number {
    const key = JSON.stringify(external);
    let index = this.#externalIndex.get(key);
    if (index === undefined) {
      index = this.#externals.push(external) - 1;
      this.#externalIndex.set(key, index);
    }
    return ref(REF.external, index);
  }

  #value(): number {
    const tape = this.#tape;
    const token = tape.next();
    switch (token) {
      case VALUE.int:
        return this.#int(tape.next());
      case VALUE.string:
        return this.#leaf(tape.string());
      case VALUE.float:
        return this.#leaf(float(tape.next(), tape.next()));
      case VALUE.bool:
        return ref(REF.constant, tape.next() ? 2 : 3);
      case VALUE.null:
        return ref(REF.constant, 1);
      case VALUE.undefined:
        return ref(REF.constant, 0);
      case VALUE.bigInt:
        return this.#leaf(this.#bigInt());
      case VALUE.ref:
        return this.#reference(tape.next());
      case VALUE.boot:
        return this.#external({ kind: 'boot', number: tape.next() });
      case VALUE.wellKnown:
        return this.#external({ kind: 'wellKnown', atom: tape.next() });
      case VALUE.registered:
        tape.next();
        return this.#external({ kind: 'registered', key: tape.string() });
      default:
        throw new BadTape(`no value begins with ${token}`);
    }
  }

  #int(n: number): number {
    return n >= -(2 ** 28) && n < 2 ** 28 ? ref(REF.int, n) : this.#leaf(n);
  }

  #reference(number: number): number {
    if (number <= this.#given) return this.#external({ kind: 'numbered', number });
    return ref(REF.fresh, this.#expect(number, ROLE.value));
  }

  /** A fresh number and what it stands for: a body of that kind follows. */
  #expect(number: number, role: number): number {
    const fresh = number - this.#given - 1;
    const known = this.#roles[fresh];
    if (known !== undefined && known !== role) throw new BadTape('a variable is no value');
    this.#roles[fresh] = role;
    this.#expected = Math.max(this.#expected, fresh + 1);
    return fresh;
  }

  #cellReference(): CellReference {
    if (this.#tape.next() !== VALUE.ref) throw new BadTape('a variable is missing');
    const number = this.#tape.next();
    return number <= this.#given ? { numbered: number } : { fresh: this.#expect(number, ROLE.cell) };
  }

  #bigInt(): bigint {
    const count = this.#tape.count();
    if (count > MAX_LIMBS) throw new BadTape('a bigint is larger than the engine allows');
    let n = 0n;
    for (let i = 0; i < count; i++) n |= BigInt(this.#tape.next() >>> 0) << BigInt(32 * i);
    return BigInt.asIntN(32 * count, n);
  }

  // ---------- references of one kind: a damaged tape must not make the guest run code or read past its end

  #object(): number {
    const value = this.#value();
    const kind = value & 7;
    if (kind !== REF.fresh && kind !== REF.external && value !== NULL) throw new BadTape('an object is missing');
    return value;
  }

  #key(): number {
    const value = this.#value();
    const kind = value & 7;
    const isText = kind === REF.leaf && typeof this.#leaves[value >> 3] === 'string';
    if (!isText && kind !== REF.external) throw new BadTape('a key is missing');
    return value;
  }

  #primitive(type: 'string' | 'number' | 'any'): number {
    const value = this.#value();
    const kind = value & 7;
    const found = kind === REF.int ? 'number' : kind === REF.leaf ? typeof this.#leaves[value >> 3] : 'other';
    const fits = type === 'any' ? kind !== REF.fresh : found === type;
    if (!fits) throw new BadTape(`what is in a box is no ${type}`);
    return value;
  }

  #flags(): number {
    const flags = this.#tape.next();
    if (flags & ~(flags & FLAG.accessor ? ACCESSOR_FLAGS : DATA_FLAGS))
      throw new BadTape('unknown flags of a property');
    return flags;
  }

  // ---------- bodies

  #body(fresh: number): void {
    const token = this.#tape.next();
    if (token === BODY.static || token === BODY.prototype) {
      const kind = token === BODY.static ? 'static' : 'prototype';
      this.#create.push(MAKE.given, this.#external({ kind, module: this.#text(), binding: this.#text() }));
      this.#fill.push(FILL.nothing);
      return;
    }
    if ((token === BODY.cell) !== (this.#roles[fresh] === ROLE.cell)) throw new BadTape('a variable is no value');
    if (token === BODY.cell) return this.#cell(fresh);
    if (token !== BODY.object) throw new BadTape(`no body begins with ${token}`);
    const header = this.#tape.next();
    const shape = this.#shape();
    this.#fill.push(shape);
    for (const { flags } of (this.#shapes[shape] as Shape).keys) this.#slot(flags);
    this.#contents(fresh, header & 0xffff);
    if (!(header & 0x10000)) this.#close.push(fresh);
  }

  #cell(fresh: number): void {
    const isEmpty = this.#tape.words[this.#tape.at] === VALUE.uninitialized;
    if (isEmpty) this.#tape.next();
    this.#create.push(MAKE.cell, 0);
    this.#fill.push(FILL.cell, isEmpty ? ref(REF.constant, 0) : this.#value());
    this.#cells.push({ fresh, isEmpty });
    this.#holders.push(ref(REF.fresh, fresh));
  }

  #text(): string {
    if (this.#tape.next() !== VALUE.string) throw new BadTape('a name is missing');
    return this.#tape.string();
  }

  #slot(flags: number): void {
    const isStack = this.#tape.words[this.#tape.at] === VALUE.stack;
    if (!(flags & FLAG.accessor)) return void this.#fill.push(isStack ? this.#stack(flags) : this.#value());
    if (this.#tape.next() !== VALUE.accessor) throw new BadTape('an accessor is missing');
    this.#fill.push(this.#object(), this.#object());
  }

  #stack(flags: number): number {
    if (flags !== UNREAD_FLAGS) throw new BadTape('a stack stands in an ordinary property');
    return ref(REF.stack, this.#stacks.push(readStack(this.#tape)) - 1);
  }

  #shape(): number {
    const token = this.#tape.next();
    if (token === PART.sameShape) {
      const index = this.#tape.next();
      if (!this.#shapes[index]) throw new BadTape('a shape is missing');
      return index;
    }
    if (token !== PART.shape) throw new BadTape('a shape is missing');
    const count = this.#tape.count();
    const proto = this.#object();
    const keys = Array.from({ length: count }, () => ({ flags: this.#flags(), key: this.#key() }));
    return this.#shapes.push({ proto, keys }) - 1;
  }

  #elements(): void {
    const token = this.#tape.words[this.#tape.at];
    if (token !== PART.dense && token !== PART.sparse) {
      this.#fill.push(0, 0);
      return;
    }
    this.#tape.next();
    const count = this.#tape.count();
    this.#fill.push(token === PART.dense ? 1 : 2, count);
    for (let k = 0; k < count; k++) {
      if (token === PART.dense) this.#fill.push(this.#value());
      else {
        const index = this.#tape.next();
        const flags = this.#flags();
        this.#fill.push(index, flags);
        this.#slot(flags);
      }
    }
  }

  #contents(fresh: number, classId: number): void {
    const tape = this.#tape;
    this.#elements();
    if (classId === CLASS.object) this.#create.push(MAKE.object, 0);
    else if (classId === CLASS.array) this.#create.push(MAKE.array, 0);
    else if (classId === CLASS.error) this.#create.push(MAKE.given, this.#external({ kind: 'error', fresh }));
    else if (classId === CLASS.date) this.#create.push(MAKE.date, this.#primitive('number'));
    else if (BOXED.has(classId)) this.#create.push(MAKE.boxed, this.#primitive('any'));
    else if (classId === CLASS.regExp) this.#create.push(MAKE.regExp, this.#primitive('string'), tape.next());
    else if (classId === CLASS.map || classId === CLASS.set) this.#collection(classId);
    else if (classId === CLASS.buffer) this.#buffer();
    else if (classId >= CLASS.firstView && classId <= CLASS.lastView) this.#view(fresh, classId);
    else if (FUNCTIONS.has(classId)) this.#function(fresh, classId);
    else throw new BadTape(`class ${classId} has no way back`);
  }

  #collection(classId: number): void {
    const size = this.#tape.count();
    const isMap = classId === CLASS.map;
    this.#create.push(isMap ? MAKE.map : MAKE.set, 0);
    this.#fill.push(size);
    for (let k = isMap ? 2 * size : size; k > 0; k--) this.#fill.push(this.#value());
  }

  #buffer(): void {
    this.#tape.next();
    this.#tape.next();
    if (this.#tape.next() !== PART.bytes) throw new BadTape('a buffer has no bytes');
    this.#create.push(MAKE.buffer, this.#leaf(this.#tape.run(this.#tape.next()).slice()));
  }

  #view(fresh: number, classId: number): void {
    const offset = this.#tape.next();
    const tracking = this.#tape.next();
    const length = this.#tape.next();
    this.#create.push(MAKE.view, 0);
    this.#views.push(fresh, classId, this.#object(), offset, tracking ? -1 : length);
  }

  /** Its code and its variables are for the host to give. */
  #function(fresh: number, classId: number): void {
    const tape = this.#tape;
    if (tape.next() !== PART.code) throw new BadTape('a function has no code');
    const module = this.#text();
    const path = this.#text();
    const isConstructor = tape.next() !== 0;
    const home = this.#object();
    const captures = new Map<string, CellReference>();
    for (let n = tape.count(); n > 0; n--) captures.set(this.#text(), this.#cellReference());
    const template = isConstructor ? TEMPLATE.plain : (FUNCTIONS.get(classId) as number);
    this.#create.push(MAKE.function, template);
    this.#functions.push({ module, path, template, hasHome: home !== NULL, captures });
    this.#made.push(ref(REF.fresh, fresh), ...(home === NULL ? [] : [home]));
  }
}

const FUNCTIONS: ReadonlyMap<number, number> = new Map([
  [CLASS.function, TEMPLATE.arrow],
  [CLASS.generatorFunction, TEMPLATE.generator],
  [CLASS.asyncFunction, TEMPLATE.async],
  [CLASS.asyncGeneratorFunction, TEMPLATE.asyncGenerator],
]);

const BOXED: ReadonlySet<number> = new Set([CLASS.number, CLASS.string, CLASS.boolean, CLASS.bigInt, CLASS.symbol]);

function ref(kind: number, index: number): number {
  return (index << 3) | kind;
}

const words = new Int32Array(2);
const double = new Float64Array(words.buffer);
function float(low: number, high: number): number {
  words[0] = low;
  words[1] = high;
  return double[0] as number;
}

function concat(parts: readonly (readonly number[])[]): Int32Array {
  const out = new Int32Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
