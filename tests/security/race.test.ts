/** Another program swaps what a script uses for a link that leads out, as fast as it can, while the script uses it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Attack, family, SECRET, type World } from './attack.ts';

/** Turns `inside/d` and `inside/f` into links and back until it is killed: by renaming, which never leaves a gap. */
const RACER = `
const fs = require('node:fs');
const [inside, outside] = process.argv.slice(1);
process.chdir(inside);
fs.symlinkSync(outside, 'd-link');
fs.symlinkSync(outside + '/secret.txt', 'f-link');
const until = Date.now() + 30_000;
while (Date.now() < until) {
  for (const name of ['d', 'f']) {
    fs.renameSync(name, name + '-kept');
    fs.renameSync(name + '-link', name);
    fs.renameSync(name, name + '-link');
    fs.renameSync(name + '-kept', name);
  }
}`;

const racers = new Map<World, ChildProcess>();

function race(world: World): void {
  const { inside, outside } = world;
  mkdirSync(join(inside, 'd'));
  writeFileSync(join(inside, 'd/secret.txt'), 'mine');
  writeFileSync(join(inside, 'f'), 'mine');
  racers.set(world, spawn(process.execPath, ['-e', RACER, inside, outside], { stdio: 'ignore' }));
}

/** Repeats uses; what came of one must never have been the file outside, and must sometimes have worked. */
const repeated = (uses: Readonly<Record<string, string>>): string => `
import fs from 'node:fs';
const uses = { ${Object.entries(uses)
  .map(([name, use]) => `'${name}': (seen) => { ${use} }`)
  .join(',\n')} };
const FAIR = ['mine', 'done', 'ENOENT', 'EACCES', 'ELOOP', 'ENOTDIR', 'EEXIST'];
for (const [name, use] of Object.entries(uses)) {
  const seen = new Set();
  const until = Date.now() + 500;
  while (Date.now() < until) { try { seen.add(use(seen)) } catch (e) { seen.add(e.code ?? e.name) } }
  print(name, [...seen].filter((s) => !FAIR.includes(s)).concat(seen.has('mine') || seen.has('done')).join());
}
`;

const USES: Readonly<Record<string, string>> = {
  'reading in a folder': "return fs.readFileSync('d/secret.txt', 'utf8')",
  'reading a file': "return fs.readFileSync('f', 'utf8')",
  'reading by a handle':
    "const fd = fs.openSync('d/secret.txt'); try { return fs.readFileSync(fd, 'utf8') } finally { fs.closeSync(fd) }",
  looking: `return fs.statSync('f').size === ${SECRET.length} ? 'the size outside' : 'mine'`,
  listing: "return fs.readdirSync('d').length === 1 ? 'mine' : 'names outside'",
  copying: "fs.copyFileSync('d/secret.txt', 'copy'); return fs.readFileSync('copy', 'utf8')",
};

/** What they change outside is seen by the fingerprint of every attack. */
const CHANGES: Readonly<Record<string, string>> = {
  'writing in a folder': "fs.writeFileSync('d/secret.txt', 'mine'); return 'done'",
  'writing a file': "fs.writeFileSync('f', 'mine'); return 'done'",
  'making files': "fs.writeFileSync('d/new' + seen.size, 'mine'); return 'done'",
  'making folders': "fs.mkdirSync('d/a/b', { recursive: true }); return 'done'",
  appending: "fs.appendFileSync('f', ''); fs.appendFileSync('d/secret.txt', 'x'); return 'done'",
  truncating: "fs.truncateSync('f'); return 'done'",
  'changing modes': "fs.chmodSync('f', 0o600); return 'done'",
  renaming: "fs.writeFileSync('x', 'mine'); fs.renameSync('x', 'd/moved'); return 'done'",
  removing: "try { fs.rmSync('d/secret.txt') } finally { fs.writeFileSync('d/secret.txt', 'mine') } return 'done'",
  'removing all': "fs.mkdirSync('d/t/u', { recursive: true }); fs.rmSync('d', { recursive: true }); return 'done'",
};

const raced = (name: string, uses: Readonly<Record<string, string>>, flags: readonly string[]): Attack => ({
  name,
  script: repeated(uses),
  flags: ['--no-cache', ...flags],
  prints: Object.keys(uses)
    .map((use) => `${use}: true`)
    .join('\n'),
  before: race,
  end: (world) => racers.get(world)?.kill('SIGKILL'),
});

family('swapped', [
  raced('while it is read', USES, ['--allow-write=copy']),
  raced('while it is changed', CHANGES, ['--allow-read', '--allow-write=@IN@']),
]);
