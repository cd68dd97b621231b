/** An attack: a script with something to gain, the world it runs in, and what it must come to. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PATH, roteCommand } from '../start.ts';

/** What nobody inside may come to know. */
export const SECRET = 'TOP-SECRET-47a1';

export interface Attack {
  readonly name: string;
  /** The script; `@OUT@` is the folder outside, `@IN@` the one it may read. */
  readonly script: string;
  /** All that it prints. */
  readonly prints: string;
  readonly file?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
  readonly exitCode?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Sets traps before the script runs. */
  readonly before?: (world: World) => void;
  /** Looks at what became of them. */
  readonly after?: (world: World) => void;
  /** Ends what `before` has begun, whatever came of it. */
  readonly end?: (world: World) => unknown;
}

/** `inside` is the current directory, readable without a flag; beside it are a folder of nearly its name and one of secrets. */
export interface World {
  readonly base: string;
  readonly inside: string;
  readonly outside: string;
}

/** Tries something and prints what comes of it: the code or name of an error, or what was got. */
const ATTEMPT = `
const attempt = (name, f) => { try { print(name, f()) } catch (e) { print(name, e?.code ?? e?.name ?? e) } };
const print = (name, v) => console.log(name + ':', typeof v === 'string' ? v.slice(0, 80) : v);
const later = async (name, f) => { try { print(name, await f()) } catch (e) { print(name, e?.code ?? e?.name ?? e) } };`;

function makeWorld(): World {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'rote-attack-')));
  const world = { base, inside: join(base, 'inside'), outside: join(base, 'outside') };
  for (const folder of [world.inside, world.outside, join(base, 'inside-evil')]) {
    mkdirSync(folder);
    writeFileSync(join(folder, 'secret.txt'), folder === world.inside ? 'mine' : SECRET);
  }
  writeFileSync(join(world.inside, 'package.json'), '{}');
  writeFileSync(join(world.outside, 'code.mjs'), `export default '${SECRET}'`);
  writeFileSync(join(world.outside, 'data.json'), `{"secret":"${SECRET}"}`);
  return world;
}

/** Every file outside, with what it holds. */
function fingerprint({ base }: World): string {
  const hash = createHash('sha256');
  const visit = (path: string): void => {
    for (const name of readdirSync(path).sort()) {
      const at = join(path, name);
      const stat = lstatSync(at);
      hash.update(`${at} ${stat.mode} ${stat.isSymbolicLink() ? readlinkSync(at) : ''}`);
      if (stat.isDirectory()) visit(at);
      else if (stat.isFile()) hash.update(readFileSync(at));
    }
  };
  for (const folder of ['outside', 'inside-evil']) visit(join(base, folder));
  return hash.digest('hex');
}

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run({ flags = ['--no-cache'], file = 'attack.mjs', env = {} }: Attack, world: World): Promise<Ended> {
  const [program, words] = roteCommand(['run', ...flags.map((flag) => placed(flag, world)), file]);
  const options = {
    cwd: world.inside,
    env: { PATH, HOME: world.outside, SECRET_TOKEN: SECRET, NO_COLOR: '1', ...env },
    timeout: 60_000,
    maxBuffer: 2 ** 28,
  };
  return new Promise((resolve) => {
    const child = execFile(program, words, options, (_, stdout, stderr) =>
      resolve({ exitCode: child.exitCode, stdout, stderr }),
    );
    child.stdin?.on('error', () => undefined).end();
  });
}

function placed(text: string, { inside, outside, base }: World): string {
  return text.replaceAll('@OUT@', outside).replaceAll('@IN@', inside).replaceAll('@BASE@', base);
}

/** Plays one attack in a world of its own. */
export async function play(attack: Attack): Promise<void> {
  const world = makeWorld();
  try {
    const { file = 'attack.mjs', files = {}, exitCode = 0 } = attack;
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(world.inside, name, '..'), { recursive: true });
      writeFileSync(join(world.inside, name), placed(text, world));
    }
    writeFileSync(join(world.inside, file), `${ATTEMPT}\n${placed(attack.script, world)}\n`);
    attack.before?.(world);
    const before = fingerprint(world);
    const ended = await run(attack, world);
    expect(ended.stdout + ended.stderr).not.toContain(SECRET);
    expect(ended.stdout).not.toMatch(/node:internal\/\S+:\d+|\/dist\/|rote\/(?:host|engine|cli)/);
    expect(withoutPlaces(ended.stdout, world)).toBe(attack.prints === '' ? '' : `${attack.prints}\n`);
    expect(ended).toMatchObject({ exitCode });
    expect(fingerprint(world)).toBe(before);
    attack.after?.(world);
  } finally {
    attack.end?.(world);
    rmSync(world.base, { recursive: true, force: true });
  }
}

function withoutPlaces(text: string, { inside, outside }: World): string {
  return text.replaceAll(inside, '@IN@').replaceAll(outside, '@OUT@');
}

/** A family of attacks, a test each. */
export function family(name: string, attacks: readonly Attack[]): void {
  describe(name, () => {
    it.concurrent.each(attacks.map((attack) => [attack.name, attack] as const))('%s', (_, attack) => play(attack));
  });
}
