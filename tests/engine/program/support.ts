/** Running instrumented code under node, with hooks that do nothing, beside the code as it was written. */
import { createRequire } from 'node:module';
import { inspect } from 'node:util';
import vm from 'node:vm';
import { programModule } from '../../../engine/program/program.ts';
import type { FunctionInfo, InstrumentNames, ProgramModule, SourceModule } from '../../../engine/program/table.ts';
import { PLAIN_TYPESCRIPT } from '../../../engine/program/typescript-settings.ts';
import { newLoop } from '../../../guest/prelude/iterate.ts';

export const NAMES: InstrumentNames = {
  epoch: '$rE',
  enter: '$rm',
  mark: '$rk',
  none: '$rN',
  asyncEnter: '$ra',
  hops: '$rh',
  hop: '$rw',
  take: '$rt',
  returned: '$rv',
  threw: '$ry',
  exit: '$rz',
  suspend: '$rs',
  resume: '$rr',
  taint: '$ru',
  scope: '$rc',
  afterYield: '$rg',
  iterate: '$ri',
  fill: '$rF',
  filled: '$rG',
  entry: '$rH',
  tag: '$',
};

export interface Given {
  readonly format?: 'module' | 'commonjs';
  readonly typescript?: boolean;
  readonly own?: boolean;
  readonly everything?: boolean;
  readonly module?: string;
}

export function read(text: string, given: Given = {}): ProgramModule {
  const source: SourceModule = {
    module: given.module ?? (given.typescript ? 'main.ts' : 'main.js'),
    text,
    format: given.format ?? 'module',
    typescript: given.typescript ? PLAIN_TYPESCRIPT : null,
    own: given.own ?? true,
  };
  return programModule(source, { names: NAMES, everything: given.everything ?? true });
}

export function functionAt(program: ProgramModule, path: string): FunctionInfo {
  const found = program.functions.find((info) => info.path === path);
  if (!found) throw new Error(`no function ${path} among ${program.functions.map((info) => info.path).join(', ')}`);
  return found;
}

/** Hooks by name; the default ones let everything run and hand every value on. */
export function hooks(over: Record<string, unknown> = {}): Record<string, unknown> {
  const none = Symbol('none');
  return {
    $rE: 0,
    $rN: none,
    $rm: () => none,
    $rk: () => undefined,
    $ra: () => 2,
    $rh: () => 0,
    $rw: () => undefined,
    $rt: () => undefined,
    $rv: (_context: unknown, value: unknown) => value,
    $ry: () => undefined,
    $rz: () => undefined,
    $rs: (_context: unknown, value: unknown) => value,
    $rr: (_context: unknown, value: unknown) => value,
    $ru: () => undefined,
    $rc: () => undefined,
    $rg: (value: unknown) => value,
    $ri: newLoop,
    $rF: () => undefined,
    $rG: (_site: unknown, value: unknown) => value,
    $rH: () => undefined,
    ...over,
  };
}

/** What a program logged: `log` is its only window. Module code runs as a strict function, so it must not import. */
export async function run(code: string, format: 'module' | 'commonjs', globals: object = {}): Promise<string[]> {
  const lines: string[] = [];
  const log = (...values: unknown[]): void => {
    lines.push(values.map((value) => (typeof value === 'string' ? value : inspect(value, { depth: 5 }))).join(' '));
  };
  const context = vm.createContext({ ...globals, log, setTimeout });
  try {
    await evaluate(code, format, context);
  } catch (error) {
    lines.push(
      `threw ${error instanceof Error || isErrorLike(error) ? `${error.name}: ${error.message}` : inspect(error)}`,
    );
  }
  for (let round = 0; round < 3; round += 1) await new Promise((resolve) => setImmediate(resolve));
  return lines;
}

async function evaluate(code: string, format: 'module' | 'commonjs', context: vm.Context): Promise<void> {
  if (format === 'module') {
    await vm.runInContext(`(async function(){"use strict";${code}\n})`, context).call(undefined);
    return;
  }
  const module = { exports: {} };
  const require = createRequire(import.meta.url);
  vm.runInContext(code, context).call(module.exports, module.exports, require, module, '/main.cjs', '/');
}

function isErrorLike(error: unknown): error is Error {
  return typeof error === 'object' && error !== null && 'message' in error && 'name' in error;
}

/** The same program as the wrapper of CommonJS would run it. */
export function asWritten(text: string, format: 'module' | 'commonjs'): string {
  const body = text.startsWith('#!') ? `//${text}` : text;
  return format === 'module' ? body : `(function(exports,require,module,__filename,__dirname){${body}\n})`;
}
