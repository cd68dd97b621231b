/** The pieces of text that instrumentation inserts, with names that the source does not use. */

import type { FillSite } from './fills.ts';
import type { InstrumentNames } from './table.ts';
import type { TableSite } from './table-variables.ts';
import { WRAPPER_PARAMETERS } from './variables.ts';
import type { WrapDecision } from './wrap.ts';

/** What a function's pieces are made from. */
export interface Piece {
  readonly id: number;
  readonly decision: WrapDecision;
  /** Whether the hook must be given `this`. */
  readonly passThis: boolean;
  /** What holds the arguments beyond those declared, or all of them; null where the declared ones are all. */
  readonly gathered: string | null;
  /** Names of the scope to register, where the unit is one. */
  readonly scopeNames: readonly string[] | null;
}

export class Hooks {
  readonly #names: InstrumentNames;
  readonly #cell: string;
  readonly #value: string;
  readonly #context: string;
  readonly #count: string;
  readonly #error: string;
  readonly #loop: string;

  constructor(names: InstrumentNames, used: ReadonlySet<string>) {
    this.#names = unshadowed(names, used);
    this.#cell = cellPrefix(used);
    this.#value = freshName('$v', used);
    this.#context = freshName('$c', used);
    this.#count = freshName('$n', used);
    this.#error = freshName('$x', used);
    this.#loop = freshName('$i', used);
  }

  tag(id: number): string {
    return `/*${this.#names.tag}${id}*/`;
  }

  cells(count: number): string {
    const names = this.#cellNames(count);
    return count > 0 ? `var ${names.join()};` : '';
  }

  wrapperOpening(): string {
    return `(function(${WRAPPER_PARAMETERS.join()}){`;
  }

  #cellNames(count: number): string[] {
    return Array.from({ length: count }, (_, id) => this.#cell + id);
  }

  /** The wrapper's variables and the marks beside them, which are no part of a closure's value either. */
  registerWrapper(names: readonly string[], count: number): string {
    return this.register([...names, ...this.#cellNames(count)], -1);
  }

  register(names: readonly string[], id: number): string {
    return `${this.#names.scope}(()=>[${names.join()}],${id})`;
  }

  markExpression(id: number): string {
    return `${this.#cell}${id}!==${this.#names.epoch}&&${this.#names.mark}(${id})`;
  }

  /** Statements at the beginning of a body. */
  opening(piece: Piece): string {
    return this.#entry(piece) + (piece.scopeNames ? `${this.register(piece.scopeNames, piece.id)};` : '');
  }

  /** What closes a body that an opening has opened. */
  closing({ decision }: Piece): string {
    if (decision.wrap !== 'async') return '';
    const { threw, exit } = this.#names;
    return `}catch(${this.#error}){${threw}(${this.#context},${this.#error});throw ${this.#error}}finally{${exit}(${this.#context})}`;
  }

  /** The same as an expression before an arrow's expression. */
  openingExpression(piece: Piece): string {
    const parts = [this.markExpression(piece.id)];
    if (piece.scopeNames) parts.push(this.register(piece.scopeNames, piece.id));
    return `(${parts.join()},`;
  }

  returned(): string {
    return `${this.#names.returned}(${this.#context},`;
  }

  suspend(): string {
    return ` ${this.#names.suspend}(${this.#context},`;
  }

  resume(): string {
    return `${this.#names.resume}(${this.#context},`;
  }

  resumed(): string {
    return `${this.#names.resume}(${this.#context});`;
  }

  afterYield(): string {
    return `${this.#names.afterYield}(`;
  }

  /** `for await` in steps, before its labels (see guest/prelude/iterate.ts); `follows` where its awaits are followed. */
  loopOpening(follows: boolean): string {
    const loop = this.#loop;
    const next = this.#awaiting(`${loop}.next()`, follows);
    return `{const ${loop}=${this.#names.iterate}();try{for(;${loop}.fresh||!${loop}.left&&${loop}.more(${next});)`;
  }

  /** Around what the loop iterates over. */
  loopSource(): [before: string, after: string] {
    return [`${this.#loop}.fresh?${this.#loop}.start(`, `):${this.#loop}`];
  }

  loopClosing(follows: boolean): string {
    const loop = this.#loop;
    const error = this.#error;
    const back = follows ? this.resumed() : '';
    const answer = this.#awaiting(`${loop}.answer`, follows);
    const close = `if(${loop}.closing())try{${loop}.closed(${answer})}catch(${error}){${back}${loop}.unclosed(${error})}`;
    return `}catch(${error}){${back}throw ${loop}.failed(${error})}finally{${back}${close}}}`;
  }

  #awaiting(what: string, follows: boolean): string {
    return follows ? `${this.resume()}await${this.suspend()}${what}))` : `await ${what}`;
  }

  /** A region that fills a variable begins; the arrow is never called: it shows what the region can reach. */
  fill({ id, reach }: FillSite): string {
    return `${this.#names.fill}(${id}${reach.length > 0 ? `,()=>[${reach.join()}]` : ''})`;
  }

  filled({ id }: FillSite): string {
    return `${this.#names.filled}(${id},`;
  }

  /**
   * Around the key of an entry: it is told unless no open frame has to hear of that table any more. The tables' marks come
   * behind those of the functions, and then the variable that holds the key meanwhile; no code runs while it does.
   */
  entry({ id, name }: TableSite, functions: number, tables: number): [before: string, after: string] {
    const { epoch, entry } = this.#names;
    const key = this.#cell + (functions + tables);
    const mark = this.#cell + (functions + id);
    return [`(${key}=(`, `),${mark}!==${epoch}&&${entry}(${id},${key},${name}),${key})`];
  }

  #entry(piece: Piece): string {
    const { id, decision } = piece;
    if (decision.wrap === 'sync') return this.#sync(piece);
    if (decision.wrap === 'async') return this.#async(piece);
    const taint = decision.taint ? `${this.#names.taint}(${JSON.stringify(decision.taint)});` : '';
    return `${this.markExpression(id)};${taint}`;
  }

  #sync(piece: Piece): string {
    const { epoch, enter, none } = this.#names;
    const { id } = piece;
    const value = this.#value;
    const call = `${enter}(${given(piece)})`;
    return `if(${this.#cell}${id}!==${epoch}){const ${value}=${call};if(${value}!==${none})return ${value}}`;
  }

  /** A function that is no candidate is only followed: the hook never answers it. */
  #async(piece: Piece): string {
    const { asyncEnter, hops, hop, take } = this.#names;
    const { id, decision } = piece;
    const context = this.#context;
    if (decision.bypass !== null) return `const ${context}=${asyncEnter}(${id});try{`;
    const count = this.#count;
    const wait = `for(let ${count}=${hops}(${context});${count}!==0;${count}--)await ${hop}(${context});`;
    const enter = `const ${context}=${asyncEnter}(${given(piece)});`;
    return `${enter}if(${context}<0){${wait}return ${take}(${context})}try{`;
  }
}

/** What the hook of a call is given. */
function given({ id, passThis, gathered }: Piece): string {
  return [id, ...(passThis ? ['this'] : []), ...(gathered ? [gathered] : [])].join();
}

/** Hooks are lexical globals of the guest: a module that declares one of their names would hide it. */
export class ReservedName extends Error {}

function unshadowed(names: InstrumentNames, used: ReadonlySet<string>): InstrumentNames {
  for (const [key, name] of Object.entries(names))
    if (key !== 'tag' && used.has(name)) throw new ReservedName(`the name ${name} is reserved by the sandbox`);
  return names;
}

function cellPrefix(used: ReadonlySet<string>): string {
  let prefix = '$r';
  const clashes = (name: string): boolean => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length));
  while ([...used].some(clashes)) prefix += '_';
  return prefix;
}

function freshName(wanted: string, used: ReadonlySet<string>): string {
  return used.has(wanted) ? freshName(`${wanted}_`, used) : wanted;
}
