/** The uses: one script for each package, whose first line names the slow function, the flags it runs with, and the use. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the uses and their packages are. */
export const folder: string = fileURLToPath(new URL('.', import.meta.url));

export interface Use {
  readonly package: string;
  readonly version: string;
  /** From the folder. */
  readonly script: string;
  /** The function that is to be answered from the store. */
  readonly name: string;
  readonly flags: readonly string[];
  /** What is used, in words. */
  readonly about: string;
}

/** `// name (--flags): about` */
const FIRST_LINE = /^\/\/ (?<name>\w+)(?: \((?<flags>--[^)]*)\))?: (?<about>.+)$/m;

const SCRIPT = /\.(?:mjs|cjs|ts)$/;

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Every use, by package. Throws where packages and uses are not the same ones. */
export function readUses(): readonly Use[] {
  const { dependencies } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8')) as Manifest;
  const scripts = readdirSync(`${folder}uses`, { recursive: true, encoding: 'utf8' }).filter((name) =>
    SCRIPT.test(name),
  );
  const uses = scripts.sort().map((script) => readUse(script, dependencies));
  const unused = Object.keys(dependencies).filter((name) => uses.every((use) => use.package !== name));
  if (unused.length > 0) throw new Error(`no use of ${unused.join(', ')}`);
  return uses;
}

function readUse(file: string, versions: Manifest['dependencies']): Use {
  const name = file.replace(SCRIPT, '');
  const script = `uses/${file}`;
  const said = FIRST_LINE.exec(readFileSync(folder + script, 'utf8'))?.groups;
  const version = versions[name];
  if (!said?.['name'] || !said['about'] || version === undefined)
    throw new Error(`${script}: no such package or words`);
  const flags = said['flags']?.split(' ') ?? [];
  return { package: name, version, script, name: said['name'], flags, about: said['about'] };
}
