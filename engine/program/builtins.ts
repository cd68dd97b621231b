/** Which expressions of a module mean builtins, as far as names tell: globals, built-in modules, and what aliases them. */
import type { Node, NodeOf } from './ast.ts';
import type { Scopes, Variable } from './scopes.ts';
import type { BuiltinNames } from './table.ts';
import { isRebound, WRAPPER_PARAMETERS } from './variables.ts';

/** A builtin by the names that lead to it; what is computed is `[]`. */
export type Chain = readonly string[];

const GLOBAL_OBJECT: ReadonlySet<string> = new Set(['globalThis', 'global']);
/** Builtins that are no functions; functions are handed about freely, and rarely changed. */
const NAMESPACES: ReadonlySet<string> = new Set([
  'Math',
  'JSON',
  'Reflect',
  'Intl',
  'Atomics',
  'WebAssembly',
  'console',
  'process',
  'performance',
  'crypto',
]);
/** What programs change as a matter of course; the host answers for it. */
const CHANGEABLE: ReadonlySet<string> = new Set(['process.env', 'process.argv', 'process.exitCode', 'process.title']);
const PROTOTYPE_OF = 'getPrototypeOf';

export class Builtins {
  readonly #scopes: Scopes;
  readonly #globals: ReadonlySet<string> | null;
  readonly #modules: ReadonlySet<string>;
  readonly #aliases = new Map<Variable, Chain | null>();

  /** Without names, every name that nothing declares is taken for a builtin. */
  constructor(scopes: Scopes, names: BuiltinNames | undefined) {
    this.#scopes = scopes;
    this.#globals = names ? new Set(names.globals) : null;
    this.#modules = new Set(names?.modules);
  }

  /** The names that lead to the builtin that an expression means; null for everything else. */
  chain(node: Node): Chain | null {
    switch (node.type) {
      case 'Identifier':
        return this.#named(node);
      case 'MemberExpression':
        return this.#member(node);
      case 'ChainExpression':
        return this.chain(node.expression);
      case 'CallExpression':
        return this.#called(node);
      case 'LogicalExpression':
        return this.chain(node.right) ?? this.chain(node.left);
      case 'ConditionalExpression':
        return this.chain(node.consequent) ?? this.chain(node.alternate);
      default:
        return null;
    }
  }

  /** Whether an expression means a builtin that is an object to be changed: a namespace, a module, a prototype. */
  isObject(node: Node): boolean {
    const chain = this.chain(node);
    if (!chain) return false;
    const last = chain.at(-1) as string;
    if (last === 'prototype' || last === '__proto__' || last === PROTOTYPE_OF) return true;
    return chain.length === 1 && (NAMESPACES.has(last) || last.startsWith('node:'));
  }

  /** Whether writing to a place changes a builtin. */
  isChangedAt(target: Node): boolean {
    if (target.type === 'Identifier') return this.#scopes.variableOf(target) === null && this.#isGlobal(target.name);
    if (target.type !== 'MemberExpression' || target.object.type === 'Super') return false;
    const holder = this.chain(target.object);
    if (!holder) return false;
    const name = nameOf(target);
    if (GLOBAL_OBJECT.has(holder.join('.'))) return name === null || this.#isGlobal(name);
    return !CHANGEABLE.has(holder.join('.')) && !CHANGEABLE.has([...holder, name].join('.'));
  }

  /** Whether what a declarator declares goes on meaning what it is initialised with. */
  isAlias({ id }: NodeOf<'VariableDeclarator'>): boolean {
    if (id.type === 'ObjectPattern') return true;
    const variable = id.type === 'Identifier' ? this.#scopes.variableOf(id) : null;
    return variable ? !isChanged(variable) : false;
  }

  #isGlobal(name: string): boolean {
    return this.#globals?.has(name) ?? false;
  }

  #named(node: NodeOf<'Identifier'>): Chain | null {
    const variable = this.#scopes.variableOf(node);
    if (variable) return this.#alias(variable);
    if (variable === undefined || NEITHER.has(node.name)) return null;
    return this.#globals === null || this.#globals.has(node.name) ? [node.name] : null;
  }

  #member(node: NodeOf<'MemberExpression'>): Chain | null {
    const holder = node.object.type === 'Super' ? null : this.chain(node.object);
    const name = nameOf(node);
    if (!holder) return name === '__proto__' ? [name] : null;
    if (holder.length === 1 && GLOBAL_OBJECT.has(holder[0] as string)) return name === null ? null : [name];
    return [...holder, name ?? '[]'];
  }

  /** `Object.getPrototypeOf(x)` may give any prototype; `require('fs')` gives a module. */
  #called({ callee, arguments: given }: NodeOf<'CallExpression'>): Chain | null {
    const [first] = given;
    if (callee.type === 'Identifier' && callee.name === 'require' && first?.type === 'Literal')
      return this.#module(String(first.value));
    const called = callee.type === 'MemberExpression' ? this.chain(callee) : null;
    return called?.at(-1) === PROTOTYPE_OF ? [PROTOTYPE_OF] : null;
  }

  #module(specifier: string): Chain | null {
    const name = specifier.replace(/^node:/, '');
    return name !== specifier || this.#modules.has(name) ? [`node:${name}`] : null;
  }

  #alias(variable: Variable): Chain | null {
    const known = this.#aliases.get(variable);
    if (known !== undefined) return known;
    // While it is being found out: a variable that is initialised with itself means nothing.
    this.#aliases.set(variable, null);
    const chain = isChanged(variable) ? null : this.#initial(variable);
    this.#aliases.set(variable, chain);
    return chain;
  }

  #initial(variable: Variable): Chain | null {
    const definition = variable.defs[0];
    if (definition?.type === 'ImportBinding') {
      const declaration = definition.parent as unknown as NodeOf<'ImportDeclaration'>;
      return this.#imported(String(declaration.source.value), definition.node as unknown as Node);
    }
    if (definition?.type !== 'Variable') return null;
    const { id, init } = definition.node as unknown as NodeOf<'VariableDeclarator'>;
    const chain = init ? this.chain(init) : null;
    if (!chain || id.type === 'Identifier') return chain;
    return id.type === 'ObjectPattern' ? partOf(chain, id, definition.name as unknown as Node) : null;
  }

  #imported(specifier: string, node: Node): Chain | null {
    const module = this.#module(specifier);
    if (!module || node.type !== 'ImportSpecifier' || node.imported.type !== 'Identifier') return module;
    return node.imported.name === 'default' ? module : [...module, node.imported.name];
  }
}

/** Names without a declaration that are no builtins. */
const NEITHER: ReadonlySet<string> = new Set(['undefined', 'NaN', 'arguments', ...WRAPPER_PARAMETERS]);

/** A parameter has no initial value that its declaration shows. */
function isChanged(variable: Variable): boolean {
  return variable.defs[0]?.type !== 'ImportBinding' && isRebound(variable);
}

function partOf(chain: Chain, pattern: NodeOf<'ObjectPattern'>, name: Node): Chain | null {
  for (const property of pattern.properties)
    if (property.type === 'Property' && property.value === name && property.key.type === 'Identifier')
      return [...chain, property.key.name];
  return null;
}

/** The name of the property that a member expression means; null when it is computed. */
function nameOf({ property, computed }: NodeOf<'MemberExpression'>): string | null {
  if (!computed) return property.type === 'Identifier' ? property.name : null;
  return property.type === 'Literal' ? String(property.value) : null;
}
