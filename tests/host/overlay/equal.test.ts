/** An overlay answers as the real file system would, comes to the same tree, and leaves the real one as it is. */
import fs from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Operation, operations, outcome, type Place } from './operations.ts';
import { below, type TreeText, twoTrees } from './trees.ts';

const tree: TreeText = {
  a: null,
  'a/a': 'first',
  'a/b': null,
  'a/b/a': '#!/bin/sh\n',
  'a/b/c': null,
  'a/link': '-> ../b',
  b: null,
  'b/a': 'second',
  'b/link': '-> /a/b',
  c: 'third',
  link: '-> a/b',
  loop: '-> loop',
  gone: '-> b/d',
};

/** Paths of the tree's own folder are told as if it were the root. */
function play(list: readonly Operation[], place: Place): string[] {
  return list.map((operation) =>
    `${operation.words}: ${outcome(() => operation.run(place))}`.replaceAll(place.folder, ''),
  );
}

const runs = Number(process.env['OVERLAY_RUNS'] ?? 150);

it.each<[string, TreeText, boolean]>([
  ['', tree, true],
  [', some under several names', { ...tree, 'b/b': '= a/a', d: '= c' }, false],
])('answers, fails and changes as the real files would%s', (_, text, counts) => {
  fc.assert(
    fc.property(operations, (list) => {
      const { files, real, copy, remove } = twoTrees(text);
      try {
        const before = below(fs, real, true);
        const seen = play(list, { files, folder: real, counts });
        expect(seen).toEqual(play(list, { files: fs, folder: copy, counts }));
        expect(below(files, real)).toEqual(below(fs, copy));
        expect(below(fs, real, true)).toEqual(before);
      } finally {
        remove();
      }
    }),
    { numRuns: runs, seed: 7 },
  );
});
