/** Identity over generated source: blind to what nobody can observe, and to nothing else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProgramModule } from '../../../engine/program/table.ts';
import { COSMETIC, typed } from './generated/cosmetic.ts';
import { CHANGES, edited } from './generated/observable.ts';
import { isBelowImmediate, shapeOf } from './generated/shape.ts';
import { draws, type Given, givenModules, programs } from './generated/sources.ts';
import { type Syntax, syntaxOf } from './generated/syntax.ts';
import { read } from './support.ts';

const SEED = 3;
/** For each kind of edit. */
const RUNS = 100;

const GIVEN = givenModules(80, SEED);

/** Of every unit, the module's first. */
function identities({ identity, functions }: ProgramModule): string[] {
  return [identity, ...functions.map((info) => info.identity)];
}

function parsed(text: string, { format }: Given): Syntax {
  const syntax = syntaxOf(text, format);
  if (!syntax) throw new Error(`no program: ${text}`);
  return syntax;
}

/** A failure is told by the texts, not by all that is known of them. */
function assertFor(property: (source: Given, draw: Parameters<typeof typed>[1]) => void): void {
  const claim = fc.property(fc.nat(GIVEN.length - 1), draws, (i, draw) => property(GIVEN[i] as Given, draw));
  fc.assert(claim, { numRuns: RUNS, seed: SEED, endOnFailure: true });
}

describe('an edit that nobody can observe keeps every identity', () => {
  it.each(Object.entries(COSMETIC))('%s', (_what, change) => {
    let changed = 0;
    assertFor((source, draw) => {
      const text = change(source.syntax, draw);
      if (text !== source.text) changed += 1;
      expect([text, ...identities(read(text, source))]).toEqual([text, ...identities(source.read)]);
    });
    expect(changed).toBeGreaterThan(RUNS / 2);
  });

  it('all at once', () =>
    assertFor((source, draw) => {
      let text = source.text;
      for (const change of Object.values(COSMETIC)) text = change(parsed(text, source), draw);
      expect([text, ...identities(read(text, source))]).toEqual([text, ...identities(source.read)]);
    }));

  it('types', () =>
    assertFor((source, draw) => {
      const text = typed(source.syntax, draw);
      const plain = identities(read(source.text, { ...source, typescript: true }));
      expect([text, ...identities(read(text, { ...source, typescript: true }))]).toEqual([text, ...plain]);
    }));
});

describe('an edit that can be observed changes the identities of what it changes, and of nothing else', () => {
  it.each(Object.keys(CHANGES))('%s', (what) => {
    let seen = 0;
    assertFor((source, draw) => {
      const edit = edited(source.syntax, what, draw);
      const after = edit && syntaxOf(edit.text, source.format);
      if (!after) return;
      const [before, now] = [source.read.functions, read(edit.text, source).functions];
      // Some edits take a function away.
      if (now.length !== before.length) return;
      now.forEach((info, i) => {
        const isOther = shapeOf(after, info) !== source.shapes[i];
        if (isOther) seen += 1;
        if (!isOther && isBelowImmediate(after, info)) return;
        expect([edit.text, info.path, info.identity !== before[i]?.identity]).toEqual([edit.text, info.path, isOther]);
      });
    });
    expect(seen).toBeGreaterThan(2);
  });
});

it('no two different functions of generated programs have one identity', () => {
  const shapes = new Map<string, string>();
  let functions = 0;
  const modules = fc.sample(programs, { numRuns: 600, seed: SEED }).flat();
  for (const { text, format } of modules) {
    const syntax = syntaxOf(text, format);
    if (!syntax) throw new Error(`no program: ${text}`);
    for (const info of read(text, { format }).functions) {
      const shape = shapeOf(syntax, info);
      expect(shapes.get(info.identity) ?? shape).toBe(shape);
      shapes.set(info.identity, shape);
      functions += 1;
    }
  }
  expect(functions).toBeGreaterThan(5000);
  expect(shapes.size).toBeGreaterThan(2500);
});
