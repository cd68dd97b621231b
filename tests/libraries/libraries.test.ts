/** Packages as people use them: the same as under node, cold and warm, and the slow call answered the second time. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { play } from './play.ts';
import { line, lineOf, tally, withoutReasons, withTable } from './table.ts';
import { readUses } from './uses.ts';

const pageFile = fileURLToPath(new URL('../../docs/libraries.md', import.meta.url));
const page = readFileSync(pageFile, 'utf8');
/** Whether the page is made anew instead of compared. */
const writes = process.env['ROTE_LIBRARIES_WRITE'] === '1';
const uses = readUses();
/** `1/3`: the second of three parts. */
const [part = 0, parts = 1] = (process.env['ROTE_LIBRARIES_SHARE'] ?? '0/1').split('/').map(Number);
const played = uses.filter((_, i) => i % parts === part);
const lines = new Map<string, string>();

describe.concurrent('docs/libraries.md says what comes of', () => {
  test.for(played.map((use) => [use.package, use] as const))('%s', async ([name, use]) => {
    lines.set(name, line(use, await play(use)));
    if (!writes) expect(withoutReasons(lines.get(name) as string)).toBe(withoutReasons(lineOf(name, page) ?? ''));
  });
});

describe('docs/libraries.md', () => {
  test('has a line for each package and no other', ({ skip }) => {
    if (!writes && lines.size < uses.length) skip('not all of them were played');
    const made = withTable(
      page,
      uses.flatMap(({ package: name }) => lines.get(name) ?? lineOf(name, page) ?? []),
    );
    if (writes) writeFileSync(pageFile, made);
    else expect(withoutReasons(page)).toBe(withoutReasons(made));
  });

  test('says that at least 65 packages of 70 equal node', () => {
    const { packages, equal } = tally(uses.map(({ package: name }) => lineOf(name, page) ?? ''));
    if (!writes) expect(equal / packages).toBeGreaterThanOrEqual(65 / 70);
    expect(packages).toBeGreaterThanOrEqual(70);
  });
});
