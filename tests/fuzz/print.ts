/** Turns a program's model into source files. */
import type { Declared, Item, ModuleModel, ProgramModel } from './program.ts';
import { isTree, type Part, walk } from './tree.ts';

/** All files of a program by path. */
export function printProgram(program: ProgramModel): Record<string, string | null> {
  const files: Record<string, string | null> = { 'package.json': '{ "type": "module" }\n', ...program.files };
  for (const [index, module] of program.modules.entries())
    files[fileOf(module)] = new ModulePrinter(program, index).print();
  if (program.passed.length > 0) files[INDEX] = index(program);
  return files;
}

const INDEX = 'index.mjs';

/** The module of re-exports. */
function index(program: ProgramModel): string {
  const lines = program.passed.map(({ name, to }) => {
    const item = program.items.find((i) => i.declares.some((d) => d.id === to));
    if (!item) return '';
    const file = fileOf(program.modules[item.module] as ModuleModel);
    return `export { ${exportedName(program, to)} as ${name} } from './${file}';\n`;
  });
  return lines.join('');
}

export function fileOf({ name, kind }: ModuleModel): string {
  return `${name}.${kind}`;
}

interface Source {
  readonly specifier: string;
  readonly names: Map<number, string>;
}

class ModulePrinter {
  readonly #program: ProgramModel;
  readonly #index: number;
  readonly #module: ModuleModel;
  readonly #items: readonly Item[];
  /** How each name is spelled here. */
  readonly #spelled = new Map<number, string>();
  readonly #taken = new Set<string>();

  constructor(program: ProgramModel, index: number) {
    this.#program = program;
    this.#index = index;
    this.#module = program.modules[index] as ModuleModel;
    this.#items = program.items.filter((item) => item.module === index);
  }

  print(): string {
    const own = this.#items.flatMap((item) => item.declares);
    for (const { id, name } of own) this.#spell(id, name);
    const imports = this.#imports();
    const body = this.#items.map((item) => this.#text(item.tree).trimEnd());
    const exported = own.filter(({ id }) => this.#isWanted(id));
    const lines = [...imports, ...body, ...this.#exports(exported)];
    return `${lines.join('\n')}\n`;
  }

  #spell(id: number, name: string): void {
    let spelled = name;
    for (let k = 2; this.#taken.has(spelled); k++) spelled = `${name}_${k}`;
    this.#taken.add(spelled);
    this.#spelled.set(id, spelled);
  }

  /** Whether another module mentions the name. */
  #isWanted(id: number): boolean {
    if (this.#program.passed.some(({ to }) => to === id)) return true;
    return this.#program.items.some((item) => item.module !== this.#index && refsOf(item).has(id));
  }

  #imports(): string[] {
    const wanted = new Set(this.#items.flatMap((item) => [...refsOf(item)]));
    const sources = new Map<string, Source>();
    for (const id of wanted) {
      if (this.#spelled.has(id)) continue;
      const found = this.#sourceOf(id);
      if (!found) continue;
      const source = sources.get(found.specifier) ?? { specifier: found.specifier, names: new Map() };
      sources.set(found.specifier, source);
      source.names.set(id, found.name);
    }
    return [...sources.values()].map((source) => this.#import(source));
  }

  /** Where a name comes from and what it is called there. */
  #sourceOf(id: number): { specifier: string; name: string } | null {
    const given = this.#program.given.find((g) => g.id === id);
    if (given) return { specifier: given.from, name: given.name };
    const item = this.#program.items.find((i) => i.declares.some((d) => d.id === id));
    if (!item) return null;
    const passed = this.#module.kind === 'cjs' ? undefined : this.#program.passed.find((p) => p.id === id);
    if (passed) return { specifier: `./${INDEX}`, name: passed.name };
    const name = exportedName(this.#program, id);
    return { specifier: `./${fileOf(this.#program.modules[item.module] as ModuleModel)}`, name };
  }

  #import({ specifier, names }: Source): string {
    const isCommonJs = this.#module.kind === 'cjs';
    if (this.#module.byNamespace && specifier.startsWith('.')) {
      let space = `${specifier.replace(/\W/g, ' ').trim().split(' ')[0]}_ns`;
      while (this.#taken.has(space)) space += '_';
      this.#taken.add(space);
      for (const [id, name] of names) this.#spelled.set(id, `${space}.${name}`);
      return isCommonJs ? `const ${space} = require('${specifier}');` : `import * as ${space} from '${specifier}';`;
    }
    const list = [...names].map(([id, name]) => {
      this.#spell(id, name);
      const spelled = this.#spelled.get(id) as string;
      return spelled === name ? name : isCommonJs ? `${name}: ${spelled}` : `${name} as ${spelled}`;
    });
    const inner = list.join(', ');
    return isCommonJs ? `const { ${inner} } = require('${specifier}');` : `import { ${inner} } from '${specifier}';`;
  }

  #exports(exported: readonly Declared[]): string[] {
    if (exported.length === 0) return [];
    const isCommonJs = this.#module.kind === 'cjs';
    const list = exported.map(({ id, name }) => {
      const as = exportedName(this.#program, id);
      return as === name ? name : isCommonJs ? `${as}: ${name}` : `${name} as ${as}`;
    });
    return [isCommonJs ? `module.exports = { ${list.join(', ')} };` : `export { ${list.join(', ')} };`];
  }

  #text(part: Part): string {
    if (typeof part === 'string') return part;
    if (isTree(part))
      return part.parts.map((p) => this.#text(p)).join(part.kind === 'list' || part.kind === 'members' ? '\n' : '');
    if ('ref' in part) return this.#spelled.get(part.ref) ?? 'missing';
    if ('local' in part) return part.local;
    return this.#module.kind === 'ts' ? part.type : '';
  }
}

/** Names of the top of modules that an item mentions. */
export function refsOf(item: Item): ReadonlySet<number> {
  const found = new Set<number>();
  walk(item.tree, (part) => {
    if (typeof part === 'object' && 'ref' in part) found.add(part.ref);
  });
  return found;
}

function exportedName(program: ProgramModel, id: number): string {
  const pair = program.swapped.find(([a, b]) => a === id || b === id);
  const other = pair ? (pair[0] === id ? pair[1] : pair[0]) : id;
  const declared = program.items.flatMap((item) => item.declares);
  const { name = 'missing' } = declared.find((d) => d.id === other) ?? declared.find((d) => d.id === id) ?? {};
  return name;
}
