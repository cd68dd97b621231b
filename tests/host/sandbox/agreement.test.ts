/** The host's fingerprints against an oracle inside the guest: equal if and only if no script can tell the values apart. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Bench, createBench, inside } from './bench.ts';

const COUNT = 6000;
const BATCH = 250;

const options = {
  files: { 'walker.mjs': inside('walker.mjs'), 'generator.mjs': inside('generator.mjs') },
  source: `
    import { batch } from './generator.mjs';
    import { describe, namesOf } from './walker.mjs';
    const hidden = [(function* () {})(), (async function* () {})(), async function () {}, [][Symbol.iterator](),
      new Map()[Symbol.iterator](), new Set()[Symbol.iterator](), ''[Symbol.iterator](), 'a'.matchAll(/a/g),
      function* () {}, async function* () {}, [].values().map((x) => x)].map((o) => Object.getPrototypeOf(o));
    const names = namesOf([globalThis, ...hidden]);
    Object.assign(globalThis, { batch, describeAll: (list) => JSON.stringify(list.map((v) => describe(v, names))) });
  `,
};

interface Seen {
  /** What the guest's own walker wrote, and what the host saw before and after it looked. */
  readonly text: string;
  readonly before: string;
  readonly after: string;
  readonly refused: string | null;
}

function look(bench: Bench, address: number): [fingerprint: string, refused: string | null] {
  const view = bench.view(address);
  view.release();
  return [view.entry.fingerprint, view.entry.refused];
}

function seeBatch(bench: Bench, first: number, count: number): Seen[] {
  const handle = bench.value(`globalThis.values = batch(${first}, ${count})`);
  const before = bench.elements(handle).map((address) => look(bench, address));
  const texts = JSON.parse(bench.text('describeAll(values)')) as string[];
  const after = bench.elements(handle).map((address) => look(bench, address)[0]);
  bench.guest.free(handle);
  return texts.map((text, i) => ({
    text,
    before: (before[i] as [string, string | null])[0],
    after: after[i] as string,
    refused: (before[i] as [string, string | null])[1],
  }));
}

/** Pairs that one side calls equal and the other does not. */
function disagreements(seen: readonly Seen[], a: 'text' | 'before', b: 'text' | 'before'): [string, string][] {
  const first = new Map<string, Seen>();
  const wrong: [string, string][] = [];
  for (const one of seen) {
    const other = first.get(one[a]);
    if (!other) first.set(one[a], one);
    else if (other[b] !== one[b]) wrong.push([other.text, one.text]);
  }
  return wrong.slice(0, 3);
}

describe('random values', () => {
  let bench: Bench;
  const seen: Seen[] = [];
  beforeAll(() => {
    bench = createBench(options);
    for (let first = 0; first < COUNT; first += BATCH) seen.push(...seeBatch(bench, first, BATCH));
  });

  it('are of very many kinds, and all can be read', () => {
    expect(new Set(seen.map((s) => s.text)).size).toBeGreaterThan(COUNT / 4);
    expect(seen.filter((s) => s.refused !== null)).toEqual([]);
  });

  it('what the guest cannot tell apart has one fingerprint', () =>
    expect(disagreements(seen, 'text', 'before')).toEqual([]));

  it('what the guest can tell apart has different ones', () =>
    expect(disagreements(seen, 'before', 'text')).toEqual([]));

  it('looking at a value changes nothing', () =>
    expect(seen.filter((s) => s.before !== s.after).map((s) => s.text)).toEqual([]));

  it('a guest with another history sees the same', () => {
    const other = createBench(options);
    other.run('globalThis.old = batch(900000, 150); Symbol.for("other"); ({ zz: 1, yy: 2 }); 0');
    other.run('old = old.filter((_, i) => i % 3); 0');
    other.collect();
    const here = seeBatch(other, 500, 400);
    expect(here.map((s) => s.before)).toEqual(seen.slice(500, 900).map((s) => s.before));
  });
});

describe('a walk', () => {
  const bench = createBench(options);
  const digest = (): string => createHash('sha256').update(bench.guest.u8).digest('hex');

  it('leaves the memory as it was, once its references are given back', () => {
    const handle = bench.value('globalThis.values = batch(70000, 300)');
    const addresses = bench.elements(handle);
    const walkAll = () => {
      for (const address of addresses) {
        const view = bench.view(address);
        view.changed();
        view.encode(address);
        view.release();
      }
    };
    // Code that a walk meets for the first time is kept for good.
    walkAll();
    const before = digest();
    walkAll();
    expect(digest()).toBe(before);
  });

  it('changes nothing but reference counts while it holds what it numbered', () => {
    const handle = bench.value('globalThis.one = { a: [1, { b: Symbol("s") }], f: new Map([[{}, []]]) }');
    const before = bench.guest.u32.slice();
    const view = bench.view(handle);
    const changed: number[] = [];
    bench.guest.u32.forEach((w, i) => {
      if (w !== before[i]) changed.push(w - (before[i] as number));
    });
    expect(changed.length).toBe(7);
    expect(new Set(changed)).toEqual(new Set([1]));
    view.release();
    bench.guest.free(handle);
  });
});

describe('a prototype that the engine makes late', () => {
  const bench = createBench({
    source: 'globalThis.fn = (x) => function f() { return x; }; globalThis.gen = () => function* g() {};',
  });

  it('looking at it changes nothing', () => {
    const handle = bench.value('fn(1)');
    bench.keep('late', handle);
    const before = bench.fingerprintAt(handle);
    const view = bench.view(handle);
    bench.run('late.prototype; 0');
    expect(view.changed()).toBe(null);
    view.release();
    expect(bench.fingerprintAt(handle)).toBe(before);
  });

  it('a change of it is seen', () => {
    const handle = bench.value('globalThis.late = fn(2)');
    const before = bench.fingerprintAt(handle);
    const view = bench.view(handle);
    bench.run('late.prototype.added = 1; 0');
    expect(view.changed()).not.toBe(null);
    view.release();
    expect(bench.fingerprintAt(handle)).not.toBe(before);
  });
});

describe('equal by other ways', () => {
  const bench = createBench();
  it.each([
    ['({ 1: "b", 0: "a" })', '({ 0: "a", 1: "b" })'],
    ['({ 4294967294: 1, 5: 2, x: 3 })', '({ x: 3, 5: 2, 4294967294: 1 })'],
    ['({ [Symbol.iterator]: 1, a: 2 })', '({ a: 2, [Symbol.iterator]: 1 })'],
    ['Object.assign([], { 2: 1, 0: 3 })', 'Object.assign([], { 0: 3, 2: 1 })'],
    ['(() => { const o = { a: 1, b: 2 }; delete o.a; o.a = 1; return o; })()', '({ b: 2, a: 1 })'],
  ])('%s is %s', (one, other) => expect(bench.fingerprint(one)).toBe(bench.fingerprint(other)));
  it.each([
    ['({ a: 1, b: 2 })', '({ b: 2, a: 1 })'],
    ['({ "4294967295": 1, x: 2 })', '({ x: 2, "4294967295": 1 })'],
    ['({ "01": 1, x: 2 })', '({ x: 2, "01": 1 })'],
    ['({ [Symbol.iterator]: 1, [Symbol.hasInstance]: 2 })', '({ [Symbol.hasInstance]: 2, [Symbol.iterator]: 1 })'],
  ])('%s is not %s', (one, other) => expect(bench.fingerprint(one)).not.toBe(bench.fingerprint(other)));

  it('a wide string of narrow characters is the narrow one', () => {
    const { guest } = bench;
    const wide = guest.newString('\u4e2d\u4e2d');
    guest.u16.set([0x68, 0xe9], (guest.word(wide) + 16) >>> 1);
    expect(guest.string(wide)).toBe('h\u00e9');
    expect(bench.fingerprintAt(wide)).toBe(bench.fingerprint('"h\u00e9"'));
    guest.free(wide);
  });
});
