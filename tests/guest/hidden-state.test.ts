/**
 * Every mutable thing that the prelude keeps is accounted for: guarded like a builtin, in the state table, or listed
 * here. The first part walks the boot image; the second lets programs run and looks at what they changed in it.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BootNames } from '../../host/sandbox/boot-image.ts';
import { HEADER_ENTRY } from '../../host/sandbox/guard.ts';
import { CLASS_NAMES } from '../../host/sandbox/layout.ts';
import { type Bench, createBench } from '../host/sandbox/bench.ts';
import { image } from '../host/sandbox/built.ts';
import { BootGraph } from './boot-graph.ts';
import { IMPORTS, PROGRAMS } from './programs.ts';

const text = readFileSync(new URL('../../dist/guest-names.json', import.meta.url), 'utf8');
const { names } = JSON.parse(text) as BootNames;
const { guest } = createBench();
const graph = new BootGraph(guest);
const nameOf = new Map([...image.bytes.objects].map((object, i) => [object, names[i] as string]));
const kindOf = (object: number): string => CLASS_NAMES[graph.classOf(object)] as string;
/** What only functions of the prelude hold has a name that begins with a variable of theirs. */
const isHidden = (object: number): boolean => /^(?:[gs]et )?\(/.test(nameOf.get(object) as string);
/** Bundling numbers the variables whose names occur twice. */
const described = (object: number): string => `${kindOf(object)} ${nameOf.get(object)}`.replace(/\d+\)$/, ')');

/** The state table and what it alone leads to. */
function ownedByState(): Set<number> {
  const owned = new Set([guest.word(image.description.entries['state'] as number)]);
  for (const object of owned) for (const next of graph.neighbours(object)) if (nameOf.get(next) === '') owned.add(next);
  return owned;
}

function guarded(): Set<number> {
  const { headers, headersEnd } = image.description.guard;
  const count = (headersEnd - headers) / HEADER_ENTRY;
  return new Set(Array.from({ length: count }, (_, i) => guest.word(headers + HEADER_ENTRY * i)));
}

const state = ownedByState();
const guards = guarded();
const unguarded = [...nameOf.keys()].filter(
  (object) => nameOf.get(object) !== '' && !guards.has(object) && !state.has(object),
);

describe('what the boot image holds', () => {
  it('is guarded wherever scripts can get at it', () => {
    const open = unguarded.filter((object) => !isHidden(object)).map((object) => nameOf.get(object));
    expect(open.sort()).toEqual([
      // Its properties of boot are guarded one by one; what programs add are variables.
      'globalThis',
      // Lexical globals: the hooks of instrumented code, whose names no program may use.
      'globals',
      'globals.$rote_foreign',
      'globals.$rote_hop',
      'globals.$rote_iterate',
      'globals.$rote_meta',
      // AsyncFromSyncIterator: the engine never gives one to a program.
      'prototype of class 57',
    ]);
  });

  it('is otherwise a function, a constant list or pattern of the prelude, or one of these', () => {
    const others = unguarded.filter((object) => isHidden(object) && !/Function|RegExp|Array/.test(kindOf(object)));
    expect(others.map(described).sort()).toEqual([
      // The modules by name and the functions to be shown as native: complete when the image is made.
      'Map (modules)',
      // The formatter's: messages by code, names of builtins, details of proxies that nobody makes.
      'Map (w)',
      // Fulfilled; queueMicrotask hangs its callbacks on it.
      'Promise (resolved)',
      'Set (Qe)',
      'Set (exposed)',
      'WeakMap (o)',
    ]);
  });

  it('shows scripts no collection, whose content no guard would see', () => {
    const collections = [...guards].filter((object) =>
      /^(?:Weak)?(?:Map|Set)$|Promise$|Generator$|Buffer|Date|DataView/.test(kindOf(object)),
    );
    expect(collections.map(described)).toEqual([]);
  });
});

/** Names of the values in boot objects outside the state table that differ from the image. */
function changedBy(bench: Bench): string[] {
  const before = new Uint32Array(image.bytes.memory().buffer);
  const after = new BootGraph(bench.guest);
  const changed: string[] = [];
  for (const [object, name] of nameOf) {
    if (state.has(object) || name === 'globalThis') continue;
    for (const held of after.values(object)) {
      const word = held.at >>> 2;
      if (bench.guest.u32[word] !== before[word] || bench.guest.u32[word + 1] !== before[word + 1])
        changed.push(`${name} ${held.name}`);
    }
  }
  return changed;
}

/**
 * Variables of packages whose functions put a better version of themselves in their place when first called: of the
 * formatter; of the web's streams `y` (the prelude's queueMicrotask), `ce` and `de` (what moves a buffer, and tells that one
 * was moved: by the engine's own methods); of node's streams a function that is looked up late.
 */
const SELF_REPLACING = /\((?:n|y|ce|de|addAbortListener)\d*\)$/;

describe('what programs leave behind in the boot image is in the state table', () => {
  it.each(PROGRAMS)('%s', (_name, code) => {
    const changed = changedBy(createBench({ source: `${IMPORTS} ${code}` }));
    expect(changed.filter((name) => !SELF_REPLACING.test(name))).toEqual([]);
  });
});
