/** Writes a stored value as text for a person: what it is, not how to make it. Nothing runs, and a damaged tape says so. */
import { readStack } from './kept-stack.ts';
import { BODY, FLAG, PART, VALUE } from './tape.ts';
import { BadTape, TapeReader } from './tape-reader.ts';

/** A value on its way to text: words as they are, or a reference to a thing by number. */
type Piece = string | { readonly ref: number };

interface Thing {
  readonly opening: string;
  readonly closing: string;
  readonly items: readonly (readonly [key: string, value: Piece])[];
}

const MAX_DEPTH = 6;
const MAX_ITEMS = 100;
const CLASS = {
  array: 2,
  error: 3,
  date: 10,
  regExp: 18,
  buffer: 19,
  firstView: 21,
  lastView: 33,
  map: 35,
  set: 36,
} as const;
const VIEWS =
  'Uint8ClampedArray Int8Array Uint8Array Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array Float64Array DataView'.split(
    ' ',
  );

/** The value on a tape, one property or element a line. */
export function printValue(tape: Uint8Array): string {
  try {
    return new Printer(tape).print();
  } catch (error) {
    if (error instanceof BadTape) return `<damaged: ${error.message}>`;
    throw error;
  }
}

class Printer {
  readonly #tape: TapeReader;
  readonly #shapes: (readonly { readonly key: string; readonly accessor: boolean }[])[] = [];
  readonly #things: Thing[] = [];
  #highest = 0;

  constructor(tape: Uint8Array) {
    this.#tape = new TapeReader(tape);
  }

  print(): string {
    const root = this.#value();
    while (this.#tape.words[this.#tape.at] !== PART.end) this.#things.push(this.#body());
    return this.#render(root, '', 0, new Set());
  }

  // ---------- reading

  #value(): Piece {
    const tape = this.#tape;
    const token = tape.next();
    switch (token) {
      case VALUE.int:
        return String(tape.next());
      case VALUE.string:
        return JSON.stringify(tape.string());
      case VALUE.float:
        return printNumber(tape.next(), tape.next());
      case VALUE.bool:
        return tape.next() ? 'true' : 'false';
      case VALUE.null:
        return 'null';
      case VALUE.undefined:
        return 'undefined';
      case VALUE.bigInt:
        return `${printBigInt(Array.from({ length: tape.count() }, () => tape.next()))}n`;
      case VALUE.ref:
        return this.#reference(tape.next());
      case VALUE.boot:
        return `<builtin ${tape.next()}>`;
      case VALUE.wellKnown:
        return `<symbol ${tape.next()}>`;
      case VALUE.registered:
        tape.next();
        return `Symbol.for(${JSON.stringify(tape.string())})`;
      case VALUE.stack:
        return this.#stack();
      default:
        throw new BadTape(`no value begins with ${token}`);
    }
  }

  #stack(): Piece {
    this.#tape.at -= 1;
    const { headline, lines } = readStack(this.#tape);
    const shown = lines.map(
      ({ name, module, path, at }) => `${name || '<anonymous>'} (${[module, path, at].filter(Boolean).join(' ')})`,
    );
    return [JSON.stringify(headline), ...shown, '<the callers>'].join(', ');
  }

  #reference(ref: number): Piece {
    this.#highest = Math.max(this.#highest, ref);
    return { ref };
  }

  #text(): string {
    const piece = this.#value();
    return typeof piece === 'string' ? piece : '<symbol>';
  }

  #body(): Thing {
    const token = this.#tape.next();
    if (token === BODY.static || token === BODY.prototype) {
      const [module, name] = [this.#text(), this.#text()].map((text) => text.slice(1, -1));
      return {
        opening: `<${name} of ${module}${token === BODY.prototype ? ', its prototype' : ''}>`,
        closing: '',
        items: [],
      };
    }
    if (token === BODY.cell) return { opening: '(', closing: ')', items: [['', this.#variable()]] };
    if (token !== BODY.object) throw new BadTape(`no body begins with ${token}`);
    const classId = this.#tape.next() & 0xffff;
    const items = this.#properties(classId);
    items.push(...this.#elements(classId));
    return this.#contents(classId, items);
  }

  /** What a captured variable holds. */
  #variable(): Piece {
    if (this.#tape.words[this.#tape.at] !== VALUE.uninitialized) return this.#value();
    this.#tape.next();
    return '<not initialised>';
  }

  #properties(classId: number): (readonly [string, Piece])[] {
    const items = this.#shape().map(({ key, accessor }) => [key, accessor ? this.#accessor() : this.#value()] as const);
    return classId === CLASS.array ? items.filter(([key]) => key !== 'length') : items;
  }

  #accessor(): Piece {
    this.#tape.next();
    this.#value();
    this.#value();
    return '<accessor>';
  }

  #shape(): readonly { readonly key: string; readonly accessor: boolean }[] {
    const token = this.#tape.next();
    if (token === PART.sameShape) {
      const known = this.#shapes[this.#tape.next()];
      if (!known) throw new BadTape('a shape is missing');
      return known;
    }
    const count = this.#tape.count();
    this.#value();
    const shape = Array.from({ length: count }, () => {
      const accessor = (this.#tape.next() & FLAG.accessor) !== 0;
      const key = this.#text();
      return { key: /^"[\w$]+"$/.test(key) ? key.slice(1, -1) : key, accessor };
    });
    this.#shapes.push(shape);
    return shape;
  }

  #elements(classId: number): (readonly [string, Piece])[] {
    const token = this.#tape.words[this.#tape.at];
    if (token !== PART.dense && token !== PART.sparse) return [];
    this.#tape.next();
    return Array.from({ length: this.#tape.count() }, (_, i) => {
      if (token === PART.dense) return [classId === CLASS.array ? '' : String(i), this.#value()] as const;
      const index = this.#tape.next() >>> 0;
      const accessor = (this.#tape.next() & FLAG.accessor) !== 0;
      return [String(index), accessor ? this.#accessor() : this.#value()] as const;
    });
  }

  #contents(classId: number, items: (readonly [string, Piece])[]): Thing {
    if (classId === CLASS.array) return { opening: '[', closing: ']', items };
    if (classId === CLASS.error) return { opening: 'Error {', closing: '}', items };
    if (classId === CLASS.map || classId === CLASS.set) return this.#collection(classId, items);
    if (classId === CLASS.buffer) return this.#buffer(items);
    if (classId >= CLASS.firstView && classId <= CLASS.lastView) return this.#view(classId, items);
    if (this.#tape.words[this.#tape.at] === PART.code) return this.#function(items);
    if (classId === CLASS.regExp) {
      const pattern = this.#text();
      this.#tape.next();
      return { opening: `RegExp ${pattern} {`, closing: '}', items };
    }
    if (classId === CLASS.date) return { opening: `Date ${this.#text()} {`, closing: '}', items };
    if (classId >= 4 && classId <= 7) items.unshift(['<value>', this.#value()]);
    return { opening: '{', closing: '}', items };
  }

  #collection(classId: number, items: (readonly [string, Piece])[]): Thing {
    const isMap = classId === CLASS.map;
    for (let n = this.#tape.count(); n > 0; n--) {
      const first = this.#value();
      if (!isMap) items.push(['', first]);
      else items.push([`${typeof first === 'string' ? first : '<object>'} =>`, this.#value()]);
    }
    return { opening: isMap ? 'Map {' : 'Set {', closing: '}', items };
  }

  /** Its name and properties that every function has say less than its place. */
  #function(items: (readonly [string, Piece])[]): Thing {
    this.#tape.next();
    const [module, path] = [this.#text(), this.#text()].map((text) => text.slice(1, -1));
    this.#tape.next();
    const home = this.#value();
    if (home !== 'null') items.push(['<home>', home]);
    for (let n = this.#tape.count(); n > 0; n--) items.push([`<${this.#text().slice(1, -1)}>`, this.#value()]);
    return { opening: `function ${path} of ${module} {`, closing: '}', items };
  }

  #buffer(items: (readonly [string, Piece])[]): Thing {
    this.#tape.next();
    this.#tape.next();
    this.#tape.next();
    const bytes = this.#tape.run(this.#tape.next());
    const shown = Buffer.from(bytes.subarray(0, 64)).toString('hex');
    items.push(['', `${bytes.length} bytes ${shown}${bytes.length > 64 ? '…' : ''}`]);
    return { opening: 'ArrayBuffer {', closing: '}', items };
  }

  #view(classId: number, items: (readonly [string, Piece])[]): Thing {
    this.#tape.next();
    this.#tape.next();
    this.#tape.next();
    items.push(['buffer', this.#value()]);
    return { opening: `${VIEWS[classId - CLASS.firstView]} {`, closing: '}', items };
  }

  // ---------- writing

  #render(piece: Piece, indent: string, depth: number, above: ReadonlySet<number>): string {
    if (typeof piece === 'string') return piece;
    const thing = this.#things[piece.ref - (this.#highest - this.#things.length) - 1];
    if (!thing) return `<given ${piece.ref}>`;
    if (above.has(piece.ref)) return '<circular>';
    if (thing.items.length === 0) return thing.opening + thing.closing;
    if (depth === MAX_DEPTH) return `${thing.opening}…${thing.closing}`;
    const within = new Set([...above, piece.ref]);
    const inner = `${indent}  `;
    const lines = thing.items.slice(0, MAX_ITEMS).map(([key, value]) => {
      const text = this.#render(value, inner, depth + 1, within);
      return `${inner}${key === '' ? '' : key.endsWith('=>') ? `${key} ` : `${key}: `}${text}`;
    });
    if (thing.items.length > MAX_ITEMS) lines.push(`${inner}… ${thing.items.length - MAX_ITEMS} more`);
    return [thing.opening, ...lines, `${indent}${thing.closing}`].join('\n');
  }
}

const float = new Float64Array(1);
const floatWords = new Int32Array(float.buffer);

function printNumber(low: number, high: number): string {
  floatWords[0] = low;
  floatWords[1] = high;
  return Object.is(float[0], -0) ? '-0' : String(float[0]);
}

function printBigInt(limbs: readonly number[]): bigint {
  const bits = limbs.reduce((n, limb, i) => n | (BigInt(limb >>> 0) << BigInt(32 * i)), 0n);
  return BigInt.asIntN(32 * limbs.length, bits);
}
