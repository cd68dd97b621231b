/** What a test262 test becomes to run in the guest: one file, which asks for its harness first, and what counts as passing. */
import { type Node, parseProgram } from '../../engine/program/ast.ts';
import type { Outcome } from '../fuzz/outcome.ts';
import { type Frontmatter, frontmatter } from './frontmatter.ts';

/** A test ready to run. */
export interface Program {
  readonly name: string;
  readonly text: string;
  /** What the file `harness.cjs` beside it holds; it defines globals and is sloppy, whatever the test is. */
  readonly harness: string;
  /** Scripts run as CommonJS: the guest knows no other scripts, with instrumentation or without. */
  readonly extension: 'mjs' | 'cjs';
  readonly about: Frontmatter;
}

/** Hosts offer these to the harness; a test that needs more of a host (realms, agents, detaching) is not run. */
const HOST = `var $262 = { evalScript: (text) => (0, eval)(text), global: globalThis, gc() {}, IsHTMLDDA: null };
function print(...values) { console.log(...values); }
`;
const NEEDS_A_HOST = /\$262\.(createRealm|agent|detachArrayBuffer|AbstractModuleSource|IsHTMLDDA)/;

/** Most tests ask for one of a few harnesses. */
const HARNESSES = new Map<string, string>();

/** A script whose declarations become globals, as those of a script outside any module are. */
function asGlobals(script: string): string {
  const known = HARNESSES.get(script);
  if (known !== undefined) return known;
  const text = `${script}Object.assign(globalThis, { ${[...new Set(declared(script))].join(', ')} });\n`;
  HARNESSES.set(script, text);
  return text;
}

function declared(script: string): string[] {
  return parseProgram(script, 'commonjs').body.flatMap(namesOf);
}

/** The names that a statement at the top declares; the harness destructures nothing there. */
function namesOf(statement: Node): string[] {
  if (statement.type === 'VariableDeclaration') return statement.declarations.flatMap(({ id }) => nameOf(id));
  if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') return nameOf(statement.id);
  return [];
}

function nameOf(id: Node | null): string[] {
  return id?.type === 'Identifier' ? [id.name] : [];
}

/** The programs of a test: it runs strict and sloppy unless its flags say one; null when it needs more of a host. */
export function programs(name: string, text: string, harness: (file: string) => string): Program[] {
  const about = frontmatter(text);
  if (NEEDS_A_HOST.test(text) || about.includes.some((file) => NEEDS_A_HOST.test(harness(file)))) return [];
  if (about.flags.has('raw')) return [{ name, text, harness: '', extension: 'cjs', about }];
  const asynchronous = about.flags.has('async') ? ['doneprintHandle.js'] : [];
  const files = ['assert.js', 'sta.js', ...asynchronous, ...about.includes].map(harness);
  const before = asGlobals(`${HOST}${files.join('\n')}\n`);
  const program = (suffix: string, first: string, extension: 'mjs' | 'cjs'): Program => ({
    name: `${name}${suffix}`,
    text: `${first}${text}`,
    harness: before,
    extension,
    about,
  });
  if (about.flags.has('module')) return [program('', `import './harness.cjs';\n`, 'mjs')];
  const sloppy = program('', `require('./harness.cjs');\n`, 'cjs');
  const strict = program(' (strict)', `'use strict';\nrequire('./harness.cjs');\n`, 'cjs');
  if (about.flags.has('onlyStrict')) return [strict];
  return about.flags.has('noStrict') ? [sloppy] : [sloppy, strict];
}

/** Whether the outcome is what the test asks for. */
export function passes({ about }: Program, { stdout, exitCode, error }: Outcome): boolean {
  if (about.negative) return exitCode !== 0 && error.includes(about.negative.type);
  if (exitCode !== 0) return false;
  return !about.flags.has('async') || stdout.includes('Test262:AsyncTestComplete');
}
