import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type Block, blocksOf, matches } from './blocks.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const documents = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => join('docs', name))];
const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts as Record<string, string>;
const scratch = mkdtempSync(join(tmpdir(), 'rote-docs-'));
const bin = join(scratch, 'bin');
mkdirSync(bin);
symlinkSync(join(root, 'dist', 'rote.js'), join(bin, 'rote'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs a command as a person would type it, both streams in one, as a terminal shows them. */
function output(command: string, cwd: string): string {
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}`, NO_COLOR: '1' };
  const { stdout } = spawnSync('bash', ['-c', `{ ${command}\n} 2>&1`], { cwd, env, encoding: 'utf8' });
  return stdout;
}

function play(block: Block, cwd: string): void {
  if (block.kind === 'file') {
    mkdirSync(dirname(join(cwd, block.name)), { recursive: true });
    writeFileSync(join(cwd, block.name), block.text);
  }
  if (block.kind !== 'session') return;
  for (const { command, shown } of block.steps) {
    const seen = output(command, cwd);
    if (!matches(shown, seen)) expect(seen, `$ ${command}`).toBe(`${shown.join('\n')}\n`);
  }
}

describe('documents', () => {
  it.each(documents)('%s: every session prints what it shows', (document) => {
    const cwd = join(scratch, document.replaceAll('/', '-'));
    mkdirSync(cwd);
    for (const block of blocksOf(readFileSync(join(root, document), 'utf8'))) play(block, cwd);
  });

  it.each(documents)('%s: every set-up command is one that exists', (document) => {
    const blocks = blocksOf(readFileSync(join(root, document), 'utf8'));
    const commands = blocks.flatMap((block) => (block.kind === 'setup' ? block.commands : []));
    for (const command of commands.flatMap((line) => line.split(' && '))) {
      if (command === 'npm ci') continue;
      const [, name = ''] = /^npm (?:run )?(\w+)$/.exec(command) ?? [];
      expect(scripts, command).toHaveProperty(name);
    }
  });

  it.each(documents)('%s: every link within the repository leads somewhere', (document) => {
    const text = readFileSync(join(root, document), 'utf8');
    const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link);
    for (const link of links) expect(existsSync(join(root, dirname(document), link)), link).toBe(true);
  });
});

describe('continuous integration', () => {
  it("calls the README's test command", () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    expect(readme).toContain('npm ci && npm test');
    expect(readFileSync(join(root, '.ci', 'run'), 'utf8')).toMatch(/^npm ci\b[\s\S]*^npm test\b/m);
  });
});

describe('the check of a session', () => {
  it('ignores times, sizes and widths, and nothing else', () => {
    expect(matches(['a  12 ms, 3.4 kB'], 'a 9.1 s, 12 B\n')).toBe(true);
    expect(matches(['a 1'], 'a 2\n')).toBe(false);
    expect(matches(['a'], 'a\nb\n')).toBe(false);
    expect(matches(['a', '…', 'z'], 'a\nb\nc\nz\n')).toBe(true);
    expect(matches(['run …, done'], 'run x1, done\n')).toBe(true);
    expect(matches([], '')).toBe(true);
  });
});
