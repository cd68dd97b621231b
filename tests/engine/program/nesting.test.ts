import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { mayNestDeeper } from '../../../engine/program/nesting.ts';
import { programModule } from '../../../engine/program/program.ts';
import { PLAIN_TYPESCRIPT } from '../../../engine/program/typescript-settings.ts';
import { NAMES } from './support.ts';

/** What one level is written with; the end has closing brackets for those that it opens. */
const LEVELS: readonly string[] = [
  '(',
  '{a:',
  '[',
  'class{a=',
  'function f(){',
  'a=>',
  '!',
  '1+',
  'a.',
  'a?b:',
  'a=',
  'if(a)',
  'for(;;)',
  'while(a)',
  'else if(a){}',
  'if(a);else ',
  'new ',
  'typeof ',
  'A extends B?C:',
  'keyof ',
  '1**',
  '<any>',
  'await ',
  'do ',
  '()=>',
  '`${',
  'A<',
  'A<B,',
  'A<{a;},',
  '()',
  'a:',
  '<a>',
];

const project = fileURLToPath(new URL('../../..', import.meta.url));

describe('nesting', () => {
  it.each(LEVELS)('of %s is seen, on one line and on many', (level) => {
    for (const end of ['', '\n']) expect(mayNestDeeper(`x = ${(level + end).repeat(3000)}`, 1500)).toBe(true);
  });

  it('of sources that people write is far from what a parser bears', () => {
    const files = ['engine', 'host', 'cli'].flatMap((room) => {
      const names = readdirSync(join(project, room), { recursive: true, encoding: 'utf8' });
      return names.filter((name) => name.endsWith('.ts')).map((name) => join(project, room, name));
    });
    expect(files.filter((file) => mayNestDeeper(readFileSync(file, 'utf8'), 500))).toEqual([]);
  });

  it('that no parser bears is a syntax error', () => {
    const text = `const x: number = ${'('.repeat(100_000)}1${')'.repeat(100_000)};`;
    const source = { module: 'a.ts', text, format: 'module', typescript: PLAIN_TYPESCRIPT, own: true } as const;
    expect(() => programModule(source, { names: NAMES, everything: true })).toThrow(/nested too deeply|stack space/);
  });
});
