/**
 * Our own CommonJS bundles, loaded together with the bytecode that the build kept of them: a short run then compiles next
 * to nothing. Kept code is named by the bundle's content, because V8 itself compares no more than the length of a source.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { codeEnding } from './v8-flags.ts';

/** Digests of the bundles by name; filled in by the build in whatever loads them. */
declare const BUNDLE_DIGESTS: Readonly<Record<string, string>> | undefined;

/** Answers the exports of a bundle. */
export type LoadBundle = (name: string) => unknown;

/**
 * What a bundle is a function of; the build wraps it. It loads parts of itself when they are first needed, and imports
 * modules by a function, because V8 forgets in kept code how `import()` is done.
 */
type Evaluate = (
  exports: object,
  require: (id: string) => unknown,
  module: { exports: object },
  file: string,
  load: LoadBundle,
  later: (id: string) => Promise<unknown>,
) => void;

/** The bundles of one folder. */
export class Bundles {
  readonly #folder: string;
  readonly #loaded = new Map<string, { readonly script: Script; readonly exports: unknown }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  readonly load: LoadBundle = (name) => {
    const known = this.#loaded.get(name);
    if (known) return known.exports;
    const file = join(this.#folder, `${name}.cjs`);
    const script = this.#compile(name, file);
    const module = { exports: {} };
    const later = (id: string): Promise<unknown> => import(join(this.#folder, id));
    (script.runInThisContext() as Evaluate)(module.exports, requireFrom(file), module, file, this.load, later);
    this.#loaded.set(name, { script, exports: module.exports });
    return module.exports;
  };

  /** Keeps the bytecode of all functions that have run so far. For the build. */
  keep(): void {
    for (const [name, { script }] of this.#loaded) {
      const temporary = join(this.#folder, `${name}.${process.pid}.tmp`);
      writeFileSync(temporary, script.createCachedData());
      renameSync(temporary, this.#codeFile(name));
    }
  }

  #compile(name: string, file: string): Script {
    // Bundles are plain ASCII: one byte is one character, and nothing has to be decoded.
    const source = readFileSync(file, 'latin1');
    const cachedData = readIfThere(this.#codeFile(name));
    return new Script(source, { filename: file, ...(cachedData && { cachedData }) });
  }

  #codeFile(name: string): string {
    const digest = typeof BUNDLE_DIGESTS === 'undefined' ? 'unknown' : BUNDLE_DIGESTS[name];
    return join(this.#folder, `${name}-${digest}-${codeEnding}`);
  }
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Node's own modules at once; for packages node's resolution, which takes a while to load. */
function requireFrom(file: string): (id: string) => unknown {
  let packages: NodeJS.Require | undefined;
  return (id) => {
    const own = process.getBuiltinModule(id);
    if (own) return own;
    packages ??= createRequire(file);
    return packages(id);
  };
}
