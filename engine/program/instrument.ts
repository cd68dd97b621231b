/** Writes marks, frames and tags into a module's text. Every insertion stays on the line where it is made. */
import { type FunctionNode, forEachChild, isClass, isFunction, type Node, type NodeOf, type Program } from './ast.ts';
import type { Collected } from './collect.ts';
import { Edits } from './edits.ts';
import type { FillSite, Fills } from './fills.ts';
import { gatheredBy } from './gathered.ts';
import { Hooks, type Piece } from './hooks.ts';
import { keyName } from './naming.ts';
import type { Scopes } from './scopes.ts';
import type { InstrumentNames } from './table.ts';
import type { TableVariables } from './table-variables.ts';
import { afterToken, skipTrivia } from './trivia.ts';
import type { Unit } from './unit.ts';
import { WRAPPER_PARAMETERS } from './variables.ts';
import type { WrapDecision } from './wrap.ts';

export interface InstrumentInput {
  readonly program: Program;
  readonly text: string;
  readonly format: 'module' | 'commonjs';
  readonly collected: Collected;
  readonly scopes: Scopes;
  readonly decisions: ReadonlyMap<Unit, WrapDecision>;
  readonly fills: Fills;
  readonly tables: TableVariables;
  readonly names: InstrumentNames;
}

/** The instrumented code and where it was inserted into. */
export function instrument(input: InstrumentInput): { code: string; insertions: number[] } {
  return new Instrumenter(input).run();
}

class Instrumenter {
  readonly #input: InstrumentInput;
  readonly #hooks: Hooks;
  readonly #edits = new Edits();

  constructor(input: InstrumentInput) {
    this.#input = input;
    this.#hooks = new Hooks(input.names, input.collected.dollarNames);
  }

  run(): { code: string; insertions: number[] } {
    const { program, text, collected, format, tables } = this.#input;
    const commonjs = format === 'commonjs';
    const count = collected.units.length + tables.info.length + (tables.info.length > 0 ? 1 : 0);
    const cells = this.#hooks.cells(count);
    if (commonjs) this.#edits.insert(0, this.#hooks.wrapperOpening());
    const names = [...new Set([...WRAPPER_PARAMETERS, ...this.#scopeNames(collected.root)])];
    this.#intoBody(program.body, 0, commonjs ? `${cells}${this.#hooks.registerWrapper(names, count)};` : cells);
    for (const statement of program.body) this.#visit(statement, null);
    if (commonjs) this.#edits.insert(text.length, '\n})');
    // A hashbang is one only at the very start; as a comment it may follow the cells.
    return this.#edits.apply(text.startsWith('#!') ? `//${text.slice(2)}` : text);
  }

  /** `active` is the piece whose body is being visited: it owns the awaits, yields and returns. */
  #visit(node: Node, active: Piece | null): void {
    const { opens, closes } = this.#input.fills;
    const opening = opens.get(node);
    const closing = closes.get(node);
    const site = this.#input.tables.sites.get(node);
    const told = site
      ? this.#hooks.entry(site, this.#input.collected.units.length, this.#input.tables.info.length)
      : null;
    if (opening) this.#fill(node, opening);
    if (told) this.#edits.insert(node.start, told[0]);
    this.#plain(node, active);
    if (told) this.#edits.insert(node.end, told[1]);
    if (closing) this.#filled(node, closing);
  }

  /** What fills a variable is told before it runs, and then what it came to. */
  #fill(node: Node, site: FillSite): void {
    const begins = this.#hooks.fill(site);
    if (node.type === 'BlockStatement') this.#edits.insert(node.start + 1, `${begins};`);
    else this.#edits.insert(node.start, isStatement(node) ? `${begins};` : `${this.#hooks.filled(site)}(${begins},`);
  }

  #filled(node: Node, site: FillSite): void {
    const ends = `;${this.#hooks.filled(site)}${site.name});`;
    if (node.type === 'BlockStatement') this.#edits.insert(node.end - 1, ends);
    else this.#edits.insert(node.end, isStatement(node) ? ends : '))');
  }

  #plain(node: Node, active: Piece | null): void {
    if (isFunction(node)) {
      this.#function(node);
      return;
    }
    if (isClass(node)) this.#tag(this.#unit(node));
    switch (node.type) {
      case 'MethodDefinition':
        this.#method(node, active);
        break;
      case 'Property':
        if (node.method || node.kind !== 'init') this.#method(node, active);
        else this.#children(node, active);
        break;
      case 'PropertyDefinition':
        this.#field(node, active);
        break;
      case 'StaticBlock':
        this.#staticBlock(node);
        break;
      case 'AwaitExpression':
        this.#await(node, active);
        break;
      case 'YieldExpression':
        this.#yield(node, active);
        break;
      case 'ReturnStatement':
        this.#return(node, active);
        break;
      case 'TryStatement':
        this.#try(node, active);
        break;
      case 'LabeledStatement':
      case 'ForOfStatement':
        this.#loop(node, active);
        break;
      default:
        this.#children(node, active);
    }
  }

  #children(node: Node, active: Piece | null): void {
    forEachChild(node, (child) => this.#visit(child, active));
  }

  #method(node: NodeOf<'MethodDefinition'> | NodeOf<'Property'>, active: Piece | null): void {
    const unit = this.#unit(node.value);
    if (unit.kind !== 'class') this.#tag(unit);
    this.#visit(node.key, active);
    this.#visit(node.value, active);
  }

  #function(node: FunctionNode): void {
    const unit = this.#unit(node);
    if (unit.kind === 'function' || unit.kind === 'arrow') this.#tag(unit);
    const piece = this.#piece(unit);
    for (const parameter of node.params) this.#visit(parameter, piece);
    if (node.body.type === 'BlockStatement') this.#block(node.body, piece);
    else this.#expression(node, node.body, piece);
  }

  #block(body: NodeOf<'BlockStatement'>, piece: Piece): void {
    this.#intoBody(body.body, body.start + 1, this.#hooks.opening(piece));
    this.#children(body, piece);
    this.#edits.insert(body.end - 1, this.#hooks.closing(piece));
  }

  /** An arrow's expression stays one for a mark, and becomes the last statement of a block for a frame. */
  #expression(node: FunctionNode, body: Node, piece: Piece): void {
    const { text } = this.#input;
    const parameters = node.params.at(-1)?.end ?? node.start + (node.async ? 'async'.length : 0);
    const at = afterToken(text, parameters, '=>', '(),');
    const isMark = piece.decision.wrap === 'mark';
    const returned = piece.decision.wrap === 'async' ? this.#hooks.returned() : '';
    this.#edits.insert(
      at,
      isMark ? this.#hooks.openingExpression(piece) : `{${this.#hooks.opening(piece)}return ${returned}(`,
    );
    this.#visit(body, piece);
    this.#edits.insert(node.end, isMark ? ')' : `${returned ? '))' : ')'}${this.#hooks.closing(piece)}}`);
  }

  /** An anonymous function keeps the name that the field gives it by passing through a property of that name. */
  #field(node: NodeOf<'PropertyDefinition'>, active: Piece | null): void {
    this.#visit(node.key, active);
    if (!node.value) return;
    const unit = this.#unit(node);
    const name = isAnonymous(node.value) ? keyName(node) : '';
    if (name === null) {
      this.#visit(node.value, this.#piece(unit));
      return;
    }
    const holder = isAnonymous(node.value) ? JSON.stringify(name) : null;
    this.#edits.insert(node.value.start, `(${this.#hooks.markExpression(unit.id)},${holder ? `{[${holder}]:` : ''}`);
    this.#visit(node.value, this.#piece(unit));
    this.#edits.insert(node.value.end, holder ? `}[${holder}])` : ')');
  }

  #staticBlock(node: NodeOf<'StaticBlock'>): void {
    const unit = this.#unit(node);
    const piece = this.#piece(unit);
    this.#tag(unit);
    this.#edits.insert(unit.start + 1, this.#hooks.opening(piece));
    this.#children(node, piece);
  }

  #await(node: NodeOf<'AwaitExpression'>, active: Piece | null): void {
    if (active?.decision.wrap !== 'async') {
      this.#children(node, active);
      return;
    }
    this.#edits.insert(node.start, this.#hooks.resume());
    this.#edits.insert(node.start + 'await'.length, this.#hooks.suspend());
    this.#children(node, active);
    this.#edits.insert(node.end, '))');
  }

  #yield(node: NodeOf<'YieldExpression'>, active: Piece | null): void {
    this.#edits.insert(node.start, this.#hooks.afterYield());
    this.#children(node, active);
    this.#edits.insert(node.end, `,${active?.id ?? -1})`);
  }

  #return(node: NodeOf<'ReturnStatement'>, active: Piece | null): void {
    const { argument } = node;
    if (!argument || active?.decision.wrap !== 'async') {
      this.#children(node, active);
      return;
    }
    const sequence = argument.type === 'SequenceExpression';
    this.#edits.insert(argument.start, this.#hooks.returned() + (sequence ? '(' : ''));
    this.#visit(argument, active);
    this.#edits.insert(argument.end, sequence ? '))' : ')');
  }

  /** A rejected await comes back in the handler or the finalizer, not behind the await. */
  #try(node: NodeOf<'TryStatement'>, active: Piece | null): void {
    const follows = active?.decision.wrap === 'async';
    const { block, handler, finalizer } = node;
    this.#visit(block, active);
    const thrown = follows && awaits(block);
    if (handler) {
      if (handler.param) this.#visit(handler.param, active);
      if (thrown) this.#edits.insert(handler.body.start + 1, this.#hooks.resumed());
      this.#visit(handler.body, active);
    }
    if (!finalizer) return;
    if (thrown || (follows && handler && awaits(handler)))
      this.#edits.insert(finalizer.start + 1, this.#hooks.resumed());
    this.#visit(finalizer, active);
  }

  #loop(node: NodeOf<'LabeledStatement'> | NodeOf<'ForOfStatement'>, active: Piece | null): void {
    let loop: Node = node;
    while (loop.type === 'LabeledStatement') loop = loop.body;
    // The engine miscompiles a yield in the head of an ordinary loop; a generator is not followed anyway.
    if (loop.type === 'ForOfStatement' && loop.await && !yields(loop.left)) this.#forAwait(loop, node.start, active);
    else this.#children(node, active);
  }

  #forAwait(loop: NodeOf<'ForOfStatement'>, start: number, active: Piece | null): void {
    const { left, right, body } = loop;
    const follows = active?.decision.wrap === 'async';
    this.#edits.insert(start, this.#hooks.loopOpening(follows));
    this.#silence(skipTrivia(this.#input.text, loop.start + 'for'.length), 'await'.length);
    // Without parentheses, the name would begin a loop of another kind.
    const odd = left.type === 'Identifier' && left.name === 'async';
    if (odd) this.#edits.insert(left.start, '(');
    this.#visit(left, active);
    if (odd) this.#edits.insert(left.end, ')');
    const [before, after] = this.#hooks.loopSource();
    const sequence = right.type === 'SequenceExpression';
    this.#edits.insert(right.start, before + (sequence ? '(' : ''));
    this.#visit(right, active);
    this.#edits.insert(right.end, (sequence ? ')' : '') + after);
    this.#visit(body, active);
    this.#edits.insert(loop.end, this.#hooks.loopClosing(follows));
  }

  /** Makes a word a comment. */
  #silence(at: number, length: number): void {
    this.#edits.insert(at, '/*');
    this.#edits.insert(at + length, '*/');
  }

  /** At the start of a body, behind its directives. */
  #intoBody(body: readonly Node[], start: number, text: string): void {
    let last: Node | null = null;
    for (const node of body) {
      if (node.type !== 'ExpressionStatement' || node.directive === undefined) break;
      last = node;
    }
    if (last) this.#edits.insert(last.end, `;${text}`);
    else this.#edits.insert(start, text);
  }

  #tag(unit: Unit): void {
    if (unit.tagAt !== null) this.#edits.insert(unit.tagAt, this.#hooks.tag(unit.id));
  }

  #unit(node: Node): Unit {
    const unit = this.#input.collected.byNode.get(node);
    if (!unit) throw new Error(`no unit for ${node.type} at ${node.start}`);
    return unit;
  }

  #piece(unit: Unit): Piece {
    const decision = this.#input.decisions.get(unit);
    if (!decision) throw new Error(`no decision for ${unit.path}`);
    const passThis = unit.mentions.this || unit.mentions.superKeyword;
    const scopeNames = unit.registered ? this.#scopeNames(unit) : null;
    return { id: unit.id, decision, passThis, gathered: gatheredBy(unit), scopeNames };
  }

  #scopeNames(unit: Unit): string[] {
    const { variables } = this.#input.scopes.scopeOf(unit);
    return variables.filter(({ defs }) => defs.length > 0).map(({ name }) => name);
  }
}

function isStatement({ type }: Node): boolean {
  return type.endsWith('Statement') || type === 'VariableDeclaration' || type === 'ClassDeclaration';
}

function isAnonymous(node: Node): boolean {
  return node.type === 'ArrowFunctionExpression' || ((isFunction(node) || isClass(node)) && !node.id);
}

/** Whether a node awaits in its own activation. */
function awaits(node: Node): boolean {
  if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)) return true;
  if (isFunction(node)) return false;
  let found = false;
  forEachChild(node, (child) => {
    found ||= awaits(child);
  });
  return found;
}

/** Whether a pattern yields. */
function yields(node: Node): boolean {
  if (node.type === 'YieldExpression') return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= !('params' in child) && yields(child);
  });
  return found;
}
