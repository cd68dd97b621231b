import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const guest = fileURLToPath(new URL('../../guest', import.meta.url));
const files = readdirSync(guest, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const textOf = (name: string): string => readFileSync(join(guest, name), 'utf8');

describe('the mutable state of the prelude', () => {
  it('is in one table, where every cell says how it is accounted for', () => {
    const body = textOf('prelude/state.ts').split('export const state = {')[1] as string;
    const lines = body.split('\n').map((line) => line.trim());
    const cells = lines.flatMap((line, i) => (/^\w+:/.test(line) ? [{ line, comment: lines[i - 1] as string }] : []));
    expect(cells.length).toBeGreaterThan(10);
    for (const { comment } of cells) expect(comment).toMatch(/(observed|answer|bypass|volatile|loop): .* ?\*\/$/);
  });

  it('is nowhere else: a variable outside it is only a way into a class, set while the image is made', () => {
    const variables = files.flatMap(
      (name) =>
        textOf(name)
          .match(/^let \w+/gm)
          ?.map((found) => `${name} ${found}`) ?? [],
    );
    expect(variables.sort()).toEqual([
      'web/abort.ts let make',
      'web/abort.ts let trigger',
      'web/blob.ts let made',
      'web/blob.ts let partsOf',
      'web/events.ts let dispatchOn',
      'web/events.ts let isStopped',
      'web/fetch/form-data.ts let entriesIn',
      'web/fetch/headers.ts let guardIn',
      'web/fetch/headers.ts let makeHeaders',
      'web/fetch/headers.ts let rawPairs',
      'web/fetch/request.ts let givenSignal',
      'web/fetch/request.ts let ownerOf',
      'web/fetch/response.ts let make',
      'web/fetch/response.ts let ownerOf',
      'web/intl.ts let askThrough',
      'web/url-search-params.ts let connect',
    ]);
  });

  it('hides in no collection of its own', () => {
    const collections = files.flatMap(
      (name) =>
        textOf(name)
          .match(/^(?:export )?const \w+[^=\n]*= new (?:Weak)?(?:Map|Set)\b/gm)
          ?.map(() => name) ?? [],
    );
    expect(collections.sort()).toEqual(['prelude/builtins.ts', 'prelude/exposed.ts']);
  });
});
