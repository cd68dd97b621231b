/** Whatever is not memoized has a reason that `rote why` shows, and docs/reasons.md has a heading for its code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { REFUSALS } from './refusals.ts';
import { scratch } from './scratch.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The ways in which a code stands in the source. */
const CODES: readonly RegExp[] = [
  /(?:refuse\w*|bypass|tell)\(\s*(?:OP\.bypass, |\w+, )?'([a-z]+(?:-[a-z]+)*)'/g,
  /ask\(OP\.bypass, '([a-z-]+)'/g,
  /code: '([a-z-]+)',\s*text:/g,
  /\['([a-z]+(?:-[a-z]+)+)', `/g,
  /'([a-z-]+)', '[a-z ]+', recorder/g,
];

function codesInSource(): Set<string> {
  const codes = new Set<string>();
  for (const room of ['engine', 'host', 'guest'])
    for (const file of readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const text = readFileSync(join(root, room, file), 'utf8');
      for (const pattern of CODES) for (const [, code] of text.matchAll(pattern)) codes.add(code as string);
    }
  return codes;
}

/** Why a call ran although others of it can be stored. */
const MISSES: readonly string[] = [
  ...['new', 'code-changed', 'variable-changed', 'arguments-changed', 'dependency-changed', 'not-alone', 'damaged'],
  ...['refresh', 'audit', 'short'],
];

/** Guards that no script is known to reach. */
const GUARDS: readonly string[] = ['rename'];

describe('codes of reasons', () => {
  it('each have a script that meets them', () =>
    expect([...codesInSource()].sort()).toEqual([...MISSES, ...GUARDS, ...Object.keys(REFUSALS)].sort()));

  it('each have a heading in docs/reasons.md', () => {
    const text = readFileSync(join(root, 'docs/reasons.md'), 'utf8');
    const headings = [...text.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
    expect([...headings].sort()).toEqual([...codesInSource()].sort());
    for (const section of text.split(/^### /m).slice(1))
      expect(section.split('\n').slice(1).join('').length).toBeGreaterThan(40);
  });
});

describe('rote why', () => {
  it.each(Object.entries(REFUSALS))('%s', async (code, { script, words, files = {}, flags = [], commonJs }) => {
    const here = scratch({ 'here.txt': 'text\n', ...files });
    const name = `main.${commonJs ? 'cjs' : 'mjs'}`;
    here.write({ [name]: script, 'empty/.keep': '' });
    const { report } = await here.run(['-A', ...flags, name]);
    const call = report.functions.find((f) => f.name.split('/').at(-1) === 'call');
    expect(call?.reasons.filter(({ verdict }) => verdict === 'bypass').map((reason) => reason.code)).toContain(code);
    const { stdout } = await here.rote(['why', name, call?.name ?? '']);
    expect(stdout).toContain(`not stored: ${words}`);
  });
});
