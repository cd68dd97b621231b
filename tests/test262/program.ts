/** What a test262 test becomes to run in the guest: one file, its harness before it, and what counts as passing. */
import type { Outcome } from '../fuzz/outcome.ts';
import { type Frontmatter, frontmatter } from './frontmatter.ts';

/** A test ready to run. */
export interface Program {
  readonly name: string;
  readonly text: string;
  /** Scripts run as CommonJS: the guest knows no other scripts, with instrumentation or without. */
  readonly extension: 'mjs' | 'cjs';
  readonly about: Frontmatter;
}

/** Hosts offer these to the harness; a test that needs more of a host (realms, agents, detaching) is not run. */
const HOST = `var $262 = { evalScript: (text) => (0, eval)(text), global: globalThis, gc() {}, IsHTMLDDA: null };
function print(...values) { console.log(...values); }
`;
const NEEDS_A_HOST = /\$262\.(createRealm|agent|detachArrayBuffer|AbstractModuleSource|IsHTMLDDA)/;

/** The programs of a test: it runs strict and sloppy unless its flags say one; null when it needs more of a host. */
export function programs(name: string, text: string, harness: (file: string) => string): Program[] {
  const about = frontmatter(text);
  if (NEEDS_A_HOST.test(text) || about.includes.some((file) => NEEDS_A_HOST.test(harness(file)))) return [];
  if (about.flags.has('raw')) return [{ name, text, extension: 'cjs', about }];
  const asynchronous = about.flags.has('async') ? ['doneprintHandle.js'] : [];
  const files = ['assert.js', 'sta.js', ...asynchronous, ...about.includes].map(harness);
  const before = `${HOST}${files.join('\n')}\n`;
  if (about.flags.has('module')) return [{ name, text: `${before}${text}`, extension: 'mjs', about }];
  const sloppy: Program = { name, text: `${before}${text}`, extension: 'cjs', about };
  const strict: Program = {
    name: `${name} (strict)`,
    text: `'use strict';\n${before}${text}`,
    extension: 'cjs',
    about,
  };
  if (about.flags.has('onlyStrict')) return [strict];
  return about.flags.has('noStrict') ? [sloppy] : [sloppy, strict];
}

/** Whether the outcome is what the test asks for. */
export function passes({ about }: Program, { stdout, exitCode, error }: Outcome): boolean {
  if (about.negative) return exitCode !== 0 && error.includes(about.negative.type);
  if (exitCode !== 0) return false;
  return !about.flags.has('async') || stdout.includes('Test262:AsyncTestComplete');
}
