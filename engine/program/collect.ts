/** One walk over the syntax tree that finds every unit, names it, and notes what it mentions and does. */
import {
  type ClassNode,
  type FunctionNode,
  forEachChild,
  isClass,
  isFunction,
  type Node,
  type NodeOf,
  type Program,
} from './ast.ts';
import { classExtent, functionExtent, methodExtent, staticBlockExtent } from './extent.ts';
import { immediateFunctions, staysImmediate } from './immediate.ts';
import {
  assignmentHint,
  calledHint,
  type Hint,
  isPrototypeSetter,
  joinPath,
  memberHint,
  Paths,
  targetHint,
} from './naming.ts';
import { note } from './notes.ts';
import { moduleUnit, type Opening, openUnit } from './open-unit.ts';
import { handUp, type Unit } from './unit.ts';

export interface Collected {
  readonly root: Unit;
  readonly units: readonly Unit[];
  /** By the node that runs: for a class the class and its explicit constructor. */
  readonly byNode: ReadonlyMap<Node, Unit>;
  /** Identifiers that stand as the callee of a plain call. */
  readonly callees: ReadonlySet<Node>;
  /** Names that begin with a dollar, which inserted code must not capture. */
  readonly dollarNames: ReadonlySet<string>;
}

/** Where a node stands: the unit around it, the unit that runs it, whether that is once while the module evaluates. */
interface Place {
  readonly unit: Unit;
  readonly active: Unit;
  readonly once: boolean;
}

export function collect(program: Program, text: string, strict: boolean): Collected {
  return new Collector(text).run(program, strict);
}

class Collector {
  readonly #text: string;
  readonly #units: Unit[] = [];
  readonly #byNode = new Map<Node, Unit>();
  readonly #callees = new Set<Node>();
  readonly #dollarNames = new Set<string>();
  readonly #immediate = new Set<Node>();
  readonly #paths = new Paths();
  /** Of anonymous functions that are called where they stand. */
  readonly #calledHints = new Map<Node, Hint>();

  constructor(text: string) {
    this.#text = text;
  }

  run(program: Program, strict: boolean): Collected {
    const root = moduleUnit(program, strict);
    this.#byNode.set(program, root);
    for (const statement of program.body) this.#visit(statement, { unit: root, active: root, once: true }, null);
    return {
      root,
      units: this.#units,
      byNode: this.#byNode,
      callees: this.#callees,
      dollarNames: this.#dollarNames,
    };
  }

  #visit(node: Node, place: Place, hint: Hint | null): void {
    if (isFunction(node)) {
      this.#function(node, place, hint);
      return;
    }
    note(node, place.unit, place.active);
    if (isClass(node)) {
      this.#class(node, place, hint);
      return;
    }
    if (node.type === 'Identifier') this.#name(node);
    if (node.type === 'CallExpression') this.#call(node, place);
    this.#children(node, place.once && !staysImmediate(node) ? { ...place, once: false } : place, hint);
  }

  #name(node: NodeOf<'Identifier'>): void {
    if (node.name.startsWith('$')) this.#dollarNames.add(node.name);
  }

  #call(node: NodeOf<'CallExpression'>, place: Place): void {
    if (node.callee.type === 'Identifier' && !node.optional) this.#callees.add(node.callee);
    this.#hintCalled(node, calledHint(node, null, place.unit.path));
    if (place.once) for (const called of immediateFunctions(node)) this.#immediate.add(called);
  }

  #hintCalled(call: Node, hint: Hint | null): void {
    if (hint && call.type === 'CallExpression' && !this.#calledHints.has(call.callee))
      this.#calledHints.set(call.callee, hint);
  }

  /** Children, each with the name that its place would give to a function. */
  #children(node: Node, place: Place, hint: Hint | null): void {
    switch (node.type) {
      case 'VariableDeclarator':
        this.#visit(node.id, place, null);
        if (node.init) {
          this.#hintCalled(node.init, calledHint(node.init, node.id, place.unit.path));
          this.#visit(node.init, place, targetHint(node.id, place.unit.path));
        }
        break;
      case 'AssignmentExpression':
      case 'AssignmentPattern':
        this.#visit(node.left, place, null);
        this.#visit(node.right, place, assignmentHint(node, place.unit.path));
        break;
      case 'ExportDefaultDeclaration':
        this.#visit(node.declaration, place, { name: 'default', path: 'default' });
        break;
      case 'ObjectExpression':
        for (const property of node.properties) this.#property(property, place, hint);
        break;
      default:
        forEachChild(node, (child) => this.#visit(child, place, null));
    }
  }

  #property(node: Node, place: Place, holder: Hint | null): void {
    if (node.type !== 'Property') {
      this.#visit(node, place, null);
      return;
    }
    const hint = memberHint(node, holder ? `${holder.path}.` : joinPath(place.unit.path, ' ').slice(0, -1));
    if (node.method || node.kind !== 'init') {
      this.#method(node, place, hint);
      return;
    }
    this.#visit(node.key, place, null);
    this.#visit(node.value, place, isPrototypeSetter(node) ? null : hint);
  }

  #function(node: FunctionNode, place: Place, hint: Hint | null): void {
    const kind = node.type === 'ArrowFunctionExpression' ? 'arrow' : 'function';
    const extent = functionExtent(this.#text, node);
    const unit = this.#open({ kind, node, code: node, extent, ...this.#called(node, place, hint) }, place);
    if (node.id) this.#name(node.id);
    this.#run(node, unit);
  }

  /** Methods of classes and objects; the key is evaluated by whoever makes the class or object. */
  #method(node: NodeOf<'MethodDefinition'> | NodeOf<'Property'>, place: Place, hint: Hint): void {
    const code = node.value as FunctionNode;
    const kind = node.kind === 'get' ? 'getter' : node.kind === 'set' ? 'setter' : 'method';
    const unit = this.#open({ kind, node, code, extent: methodExtent(this.#text, node), ...hint }, place);
    this.#visit(node.key, place, null);
    this.#run(code, unit);
  }

  #run(code: FunctionNode, unit: Unit): void {
    this.#byNode.set(code, unit);
    const place = { unit, active: unit, once: false };
    for (const parameter of code.params) this.#visit(parameter, place, null);
    this.#visit(code.body, { ...place, once: unit.immediate }, null);
    handUp(unit);
  }

  #class(node: ClassNode, place: Place, hint: Hint | null): void {
    const extent = classExtent(node);
    const unit = this.#open({ kind: 'class', node, code: null, extent, ...this.#called(node, place, hint) }, place);
    this.#byNode.set(node, unit);
    if (node.id) this.#name(node.id);
    const inside = { unit, active: place.active, once: false };
    if (node.superClass) this.#visit(node.superClass, inside, null);
    for (const member of node.body.body) this.#member(member, inside);
    handUp(unit);
  }

  #member(node: NodeOf<'ClassBody'>['body'][number], place: Place): void {
    if (node.type === 'StaticBlock') {
      this.#staticBlock(node, place);
      return;
    }
    const hint = memberHint(node, `${place.unit.path}.`);
    if (node.type === 'PropertyDefinition') {
      this.#field(node, place, hint);
      return;
    }
    if (node.kind !== 'constructor') {
      this.#method(node, place, hint);
      return;
    }
    place.unit.code = node.value as FunctionNode;
    this.#run(place.unit.code, place.unit);
  }

  /** A field's initialiser runs like a method of the class; a function in it has the field's own path. */
  #field(node: NodeOf<'PropertyDefinition'>, place: Place, hint: Hint): void {
    if (!node.value) {
      this.#visit(node.key, place, null);
      return;
    }
    const extent = { start: node.start, end: node.end, tagAt: null };
    const unit = this.#open({ kind: 'field', node, code: null, extent, ...hint, path: `${hint.path} =` }, place);
    this.#byNode.set(node, unit);
    // The scope of an initialiser is known by its value, unless that is a unit of its own.
    if (!isFunction(node.value) && !isClass(node.value)) this.#byNode.set(node.value, unit);
    this.#visit(node.key, place, null);
    this.#visit(node.value, { unit, active: unit, once: false }, hint);
    handUp(unit);
  }

  #staticBlock(node: NodeOf<'StaticBlock'>, place: Place): void {
    const called = { name: '', path: `${place.unit.path}.static {}` };
    const extent = staticBlockExtent(this.#text, node);
    const unit = this.#open({ kind: 'static-block', node, code: null, extent, ...called }, place);
    this.#byNode.set(node, unit);
    for (const statement of node.body) this.#visit(statement, { unit, active: unit, once: false }, null);
    handUp(unit);
  }

  /** Its own name first, then the name its place gives, then its number among its nameless siblings. */
  #called(node: FunctionNode | ClassNode, place: Place, hint: Hint | null): Hint {
    if (node.id) return { name: node.id.name, path: joinPath(place.unit.path, node.id.name) };
    const given = hint ?? this.#calledHints.get(node);
    if (given) return given;
    place.unit.anonymousChildren += 1;
    return { name: '', path: joinPath(place.unit.path, String(place.unit.anonymousChildren)) };
  }

  #open(given: Omit<Opening, 'parent' | 'outer' | 'immediate'>, place: Place): Unit {
    const immediate = given.code !== null && this.#immediate.has(given.code);
    const path = this.#paths.claim(given.path);
    const unit = openUnit({ ...given, path, parent: place.unit, outer: place.active, immediate }, this.#units.length);
    this.#units.push(unit);
    return unit;
  }
}
