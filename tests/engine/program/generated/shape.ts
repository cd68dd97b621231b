/**
 * What a unit's identity should hang on, made from the syntax tree by other means than the engine's: equal shapes are
 * programs that nobody can tell apart, up to names of locals. Methods of classes count for their class as what they take
 * from outside it alone.
 */
import type { FunctionInfo } from '../../../../engine/program/table.ts';
import { type AnyNode, childrenOf, isNode, type Syntax, type Variable } from './syntax.ts';

/** The shape of a unit of the function table. */
export function shapeOf(syntax: Syntax, info: FunctionInfo): string {
  const node = unitNode(syntax, info);
  const code = node.type === 'MethodDefinition' || node.type === 'Property' ? (node.value as AnyNode) : node;
  const strict = node.type === 'PropertyDefinition' || node.type === 'StaticBlock' || syntax.isStrict(code);
  const { kind, name, async, generator } = info;
  return JSON.stringify([kind, name, async, generator, strict, new Shaper(syntax, code).unit(node)]);
}

/**
 * Whether a unit is or stands in a function that is called where it stands. Such a function may hold module state, which
 * is known by its name: more edits than those that can be observed change what is said of it.
 */
export function isBelowImmediate({ nodes }: Syntax, { start, end }: FunctionInfo): boolean {
  return nodes.some(
    ({ node, key }) => key === 'callee' && /Function/.test(node.type) && node.start <= start && end <= node.end,
  );
}

const METHODS = ['method', 'getter', 'setter'];

/** The node of a unit, by its extent. */
function unitNode({ nodes }: Syntax, { kind, start, end }: FunctionInfo): AnyNode {
  const found = nodes.find(({ node }) => {
    if (node.end !== end) return false;
    if (METHODS.includes(kind)) return isMethod(node);
    if (kind === 'static-block') return node.type === 'StaticBlock';
    if (node.start !== start) return false;
    if (kind === 'field') return node.type === 'PropertyDefinition';
    return (
      /^Class(Decl|Expr)/.test(node.type) === (kind === 'class') &&
      /^(Class|Func|Arrow)\w+sion|^\w+Declaration/.test(node.type)
    );
  });
  if (!found) throw new Error(`no node for the ${kind} from ${start} to ${end}`);
  return found.node;
}

export function isMethod(node: AnyNode): boolean {
  if (node.type === 'MethodDefinition') return node.kind !== 'constructor';
  return node.type === 'Property' && (node.method || node.kind !== 'init');
}

class Shaper {
  readonly #syntax: Syntax;
  readonly #unit: AnyNode;
  readonly #numbers = new Map<Variable, number>();
  readonly #labels: string[] = [];

  constructor(syntax: Syntax, unit: AnyNode) {
    this.#syntax = syntax;
    this.#unit = unit;
  }

  unit(node: AnyNode): unknown {
    if (node.type === 'PropertyDefinition') return node.value && this.#shape(node.value);
    if (isMethod(node)) return this.#shape((node as { value: AnyNode }).value);
    // Who declares it knows its name by the variable.
    const named = node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration';
    return this.#record(node, named ? ['id'] : []);
  }

  #shape(node: AnyNode): unknown {
    if (node.type === 'Identifier') return this.#name(node);
    if (node.type === 'LabeledStatement') return this.#labelled(node.label.name, node.body);
    if (node.type === 'BreakStatement' || node.type === 'ContinueStatement')
      return [node.type, node.label ? this.#labels.lastIndexOf(node.label.name) : null];
    if (node.type === 'Literal' && typeof node.value === 'bigint') return ['bigint', String(node.value)];
    if (node.type === 'Literal' && node.regex) return node.regex;
    if (node.type === 'MethodDefinition' && node.kind !== 'constructor')
      return [this.#record(node, ['value']), node.value.async, node.value.generator, this.#taken(node.value)];
    return this.#record(node, []);
  }

  #record(node: AnyNode, without: readonly string[]): unknown {
    const drop = ['start', 'end', 'range', 'raw', 'shorthand', ...without];
    const entries = Object.entries(node).filter(([key]) => !drop.includes(key));
    const name = /^(Function|Class)/.test(node.type) && !without.includes('id') ? ownName(node) : namedAfter(node);
    return [name, ...entries.map(([key, value]) => [key, this.#part(node, key, value)])];
  }

  #part(node: AnyNode, key: string, value: unknown): unknown {
    if (typeof value === 'number') return Object.is(value, -0) ? '-0' : `n${value}`;
    if (isFixedName(node, key)) return fixedName(value as AnyNode);
    if (Array.isArray(value))
      return value.filter((v) => v?.type !== 'EmptyStatement').map((v) => (isNode(v) ? this.#shape(v) : v));
    return isNode(value) ? this.#shape(value) : value;
  }

  #labelled(name: string, body: AnyNode): unknown {
    this.#labels.push(name);
    const shape = this.#shape(body);
    this.#labels.pop();
    return ['label', shape];
  }

  #name(node: AnyNode & { name: string }): unknown {
    const variable = this.#syntax.variables.get(node);
    if (!variable) return ['free', node.name];
    if (variable.defs.length === 0) return ['implicit', variable.name];
    if (this.#syntax.isModuleLevel(variable)) return imported(variable) ?? ['module', node.name];
    return [this.#isOutside(variable) ? 'outer' : 'local', this.#number(variable)];
  }

  #number(variable: Variable): number {
    const number = this.#numbers.get(variable) ?? this.#numbers.size;
    this.#numbers.set(variable, number);
    return number;
  }

  #isOutside({ scope }: Variable): boolean {
    const { start, end } = scope.block as unknown as AnyNode;
    return start < this.#unit.start || end > this.#unit.end;
  }

  /** What a method takes from around it, in the order of its first mentions. */
  #taken(method: AnyNode): unknown[] {
    const taken = new Set<Variable>();
    const visit = (node: AnyNode): void => {
      const variable = node.type === 'Identifier' ? this.#syntax.variables.get(node) : undefined;
      if (variable && variable.defs.length > 0 && !this.#syntax.isModuleLevel(variable)) {
        const block = variable.scope.block as unknown as AnyNode;
        if (block.start < method.start || block.end > method.end) taken.add(variable);
      }
      for (const [, child] of childrenOf(node)) visit(child);
    };
    visit(method);
    return [...taken].map((variable) => this.#number(variable));
  }
}

function ownName(node: AnyNode): string | null {
  return (node as { id?: { name: string } | null }).id?.name ?? null;
}

/** The name that a function without one takes from what it is assigned to. */
function namedAfter(node: AnyNode): string | null {
  const [target, value] =
    node.type === 'VariableDeclarator'
      ? [node.id, node.init]
      : node.type === 'AssignmentPattern' || node.type === 'AssignmentExpression'
        ? [node.left, node.right]
        : [null, null];
  const isFunction = /^(Arrow)?Function|^Class/.test(value?.type ?? '');
  return isFunction && target?.type === 'Identifier' ? target.name : null;
}

/** Whether a name shows in the function that is assigned to it. */
export function namesFunction(node: AnyNode, parent: AnyNode): boolean {
  return node.type === 'Identifier' && namedAfter(parent) === node.name && node.start === parent.start;
}

/** A name that stands for itself: a member's, unless it is computed. */
export function isFixedName(node: AnyNode, key: string): boolean {
  if (node.type === 'MemberExpression') return key === 'property' && !node.computed;
  return key === 'key' && 'computed' in node && !node.computed;
}

function fixedName(node: AnyNode): string {
  if (node.type === 'PrivateIdentifier') return `#${node.name}`;
  return node.type === 'Literal' ? String(node.value) : (node as { name: string }).name;
}

function imported({ defs }: Variable): unknown {
  const definition = defs[0];
  if (definition?.type !== 'ImportBinding') return null;
  const { source } = definition.parent as unknown as { source: { value: string } };
  const specifier = definition.node as unknown as AnyNode;
  const name = specifier.type === 'ImportSpecifier' ? fixedName(specifier.imported as AnyNode) : specifier.type;
  return ['import', source.value, name];
}
