/** What a project's tsconfig.json says that changes what runs: how its TypeScript is read, and where names lead. */
import { dirname, join } from 'node:path';
import type { JsxSettings, TypeScriptSettings } from '../../../engine/program/table.ts';
import { PLAIN_TYPESCRIPT } from '../../../engine/program/typescript-settings.ts';
import { type Aliases, aliasesOf } from './aliases.ts';
import type { ModuleTree } from './tree.ts';
import { type MergedOptions, mergedOptions } from './tsconfig-chain.ts';

export interface ProjectConfig {
  readonly settings: TypeScriptSettings;
  readonly aliases: Aliases;
}

const NAME = 'tsconfig.json';
const PLAIN: ProjectConfig = { settings: PLAIN_TYPESCRIPT, aliases: { base: null, rules: [] } };

/** The configurations of one run, each read once. */
export class ProjectConfigs {
  readonly #tree: ModuleTree;
  readonly #known = new Map<string, ProjectConfig>();

  constructor(tree: ModuleTree) {
    this.#tree = tree;
  }

  /** What holds for a file: the nearest tsconfig.json in its folder or above; nothing for packages. */
  of(file: string): ProjectConfig {
    if (file.includes('/node_modules/')) return PLAIN;
    for (let folder = dirname(file); ; folder = dirname(folder)) {
      const config = join(folder, NAME);
      if (this.#known.has(config) || this.#tree.isFile(config)) return this.#read(config);
      if (folder === dirname(folder)) return PLAIN;
    }
  }

  #read(config: string): ProjectConfig {
    const known = this.#known.get(config);
    if (known) return known;
    const options = mergedOptions(config, this.#tree);
    const made = { settings: settingsOf(options.values), aliases: aliasesOf(options, dirname(config)) };
    this.#known.set(config, made);
    return made;
  }
}

function settingsOf(values: MergedOptions['values']): TypeScriptSettings {
  const legacyDecorators = values['experimentalDecorators'] === true;
  return {
    legacyDecorators,
    decoratorMetadata: legacyDecorators && values['emitDecoratorMetadata'] === true,
    assignsFields: assignsFields(values),
    keepsImports: values['verbatimModuleSyntax'] === true,
    jsx: jsxOf(values),
  };
}

/** Classes had no fields of their own before ES2022. */
const WITHOUT_FIELDS = /^es(?:[356]|20(?:1\d|2[01]))$/i;

function assignsFields({ useDefineForClassFields: defines, target }: MergedOptions['values']): boolean {
  if (typeof defines === 'boolean') return !defines;
  return typeof target === 'string' && WITHOUT_FIELDS.test(target);
}

const RUNTIMES: Readonly<Record<string, JsxSettings['runtime']>> = {
  react: 'classic',
  'react-jsx': 'automatic',
  'react-jsxdev': 'automatic',
};

function jsxOf(values: MergedOptions['values']): JsxSettings {
  const kind = text(values['jsx'])?.toLowerCase() ?? '';
  const namespace = text(values['reactNamespace']);
  return {
    runtime: RUNTIMES[kind] ?? null,
    development: kind === 'react-jsxdev',
    importSource: text(values['jsxImportSource']),
    factory: text(values['jsxFactory']) ?? (namespace === null ? null : `${namespace}.createElement`),
    fragment: text(values['jsxFragmentFactory']),
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
