import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { read } from '../engine/program/support.ts';
import { corpusRoot } from './folder.ts';
import { type EditStep, readStory, realisticNames, type Story, smallNames } from './story.ts';

type FileEdit = Extract<EditStep, { file: unknown }>;

const isSource = (step: Story['steps'][number]): step is FileEdit & { file: string } =>
  step.do === 'edit' &&
  'file' in step &&
  typeof step.file === 'string' &&
  /^(?!node_modules).*\.[cm]?[jt]s$/.test(step.file);

function identities(text: string, file: string, entry: string): Map<string, string> {
  const commonjs = file.endsWith('.cjs') || (file.endsWith('.js') && text.includes('require('));
  const format = commonjs || (file.endsWith('.js') && entry === 'portfolio') ? 'commonjs' : 'module';
  const { functions, identity } = read(text, { module: file, format, typescript: file.endsWith('.ts') });
  return new Map([['', identity], ...functions.map((f) => [`${f.path}:${f.id}`, f.identity] as const)]);
}

const edits = [...realisticNames(), ...smallNames()].flatMap((name) =>
  readStory(name)
    .steps.filter(isSource)
    .map((step) => ({ name, step, title: `${name}: ${step.kind} ${step.find.trim().slice(0, 40)}` })),
);

function changed({ name, step }: (typeof edits)[number]): string[] {
  const before = readFileSync(join(corpusRoot, name, step.file), 'utf8');
  const after = step.all ? before.replaceAll(step.find, step.replace) : before.replace(step.find, step.replace);
  expect(after).not.toBe(before);
  const [a, b] = [identities(before, step.file, name), identities(after, step.file, name)];
  return [...a].filter(([path, identity]) => b.get(path) !== identity).map(([path]) => path);
}

describe('edits of the corpus and code identity', () => {
  const silent = ({ step }: (typeof edits)[number]): boolean => ['comment', 'rename'].includes(step.kind);

  test.each(edits.filter(silent))('nothing changes its identity: $title', (edit) => {
    expect(changed(edit)).toEqual([]);
  });

  test.each(edits.filter((edit) => !silent(edit)))('something changes its identity: $title', (edit) => {
    expect(changed(edit).length).toBeGreaterThan(0);
  });
});
