import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as syntax from '../../../engine/program/syntax-kind.ts';
import { ModuleError } from '../../../host/sandbox/modules/errors.ts';
import { createResolver, type ImportKind } from '../../../host/sandbox/modules/resolve.ts';
import { FIXTURE, ORACLE, QUESTIONS } from './resolution-fixture.ts';
import { treeOnDisk } from './tree-on-disk.ts';

interface Answer {
  readonly file?: string;
  readonly other?: boolean;
  readonly code?: string;
  readonly type?: string;
  readonly message?: string;
}

let root = '';
let expected: Answer[] = [];

beforeAll(() => {
  root = treeOnDisk({ ...FIXTURE, 'questions.json': JSON.stringify(QUESTIONS), 'oracle.mjs': ORACLE });
  const stdout = execFileSync(process.execPath, ['--no-warnings', 'oracle.mjs'], { cwd: root, encoding: 'utf8' });
  expected = JSON.parse(stdout);
});
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

function answer(folder: string, specifier: string, kind: ImportKind): Answer {
  const resolver = createResolver(fs, new Set([...builtinModules, 'test']), () => syntax);
  try {
    const found = resolver.resolve(specifier, join(root, folder, kind === 'import' ? 'ask.mjs' : 'ask.cjs'), kind);
    if (found.kind === 'builtin') return { other: true };
    // The fixture's data files do not know their own path.
    if (found.format !== 'json') return { file: found.file };
    const { file } = JSON.parse(fs.readFileSync(found.file, 'utf8'));
    return file === undefined ? { other: true } : { file };
  } catch (error) {
    if (!(error instanceof ModuleError)) throw error;
    return { code: error.code, type: error.type, message: error.message.split('\n')[0] as string };
  }
}

describe('a specifier leads where node finds it, or fails with the same code', () => {
  let at = 0;
  for (const [folder, specifier] of QUESTIONS) {
    for (const kind of ['import', 'require'] as const) {
      const index = at++;
      it(`${kind} ${JSON.stringify(specifier)} from ${folder}`, () => {
        expect(answer(folder, specifier, kind)).toEqual(expected[index]);
      });
    }
  }
});
