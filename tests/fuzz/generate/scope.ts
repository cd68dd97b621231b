/** What a generated program has declared so far, and what code at some place may mention of it. */
import type { Declared, Given, Item, ModuleModel } from '../program.ts';
import { newId, num, type Part, type Ref, type Tree } from '../tree.ts';
import type { Draw } from './draw.ts';

/** Makes text for a place in a body. */
export type Make = (body: Body) => Part;

/** Something declared at the top of a module, and what can be done with it. */
export interface Entity {
  readonly id: number;
  readonly rank: number;
  readonly module: number;
  /** Expressions that are some number, or nearly. */
  readonly reads: readonly Make[];
  /** Expressions that are objects whose identity matters. */
  readonly values: readonly Make[];
  /** Statements that change it. */
  readonly writes: readonly Make[];
  /** How it is called with a number; the cost counts the calls below it. */
  readonly call?: { readonly make: Make; readonly cost: number };
  readonly asyncCall?: { readonly make: Make; readonly cost: number };
  /** Same kind, same use: an edit may exchange them. */
  readonly shape: string;
  /** Whether CommonJS can reach it, where no module of the program declares it. */
  readonly everywhere?: boolean;
  /** Never changes while a program runs: asynchronous calls can be stored only over such inputs. */
  readonly calm?: boolean;
}

/** Parts of the language and of the world that a program uses or leaves alone. */
export interface Features {
  readonly async: boolean;
  readonly files: boolean;
}

/** A place where code is generated: what it may mention and how much it may still call. */
export interface Body {
  readonly gen: Scope;
  readonly module: number;
  /** Only entities below this rank are mentioned, so that calls come to an end. */
  readonly rank: number;
  /** Names of local numbers and of local objects. */
  numbers: string[];
  objects: string[];
  /** How many times the place runs in one call of the function around it. */
  times: number;
  /** Calls made below one call of the function, so far. */
  cost: { spent: number };
  /** How likely a statement changes something outside. */
  readonly writes: number;
  readonly isAsync: boolean;
  /** Runs while its module is evaluated: what other modules declare may not be there yet. */
  readonly early: boolean;
  /** How many objects are around it that are not finished yet. */
  readonly nested: number;
  /** Mentions only what is calm. */
  readonly calm: boolean;
  locals: { next: number };
}

const MOST_CALLS = 60;

export class Scope {
  readonly draw: Draw;
  readonly modules: ModuleModel[];
  readonly features: Features;
  readonly items: Item[] = [];
  readonly entities: Entity[] = [];
  readonly given: Given[] = [];
  readonly files: Record<string, string> = {};
  readonly #names = new Set<string>();

  constructor(draw: Draw, modules: ModuleModel[], features: Features) {
    this.draw = draw;
    this.features = features;
    this.modules = modules;
  }

  /** A name in a module: the same one may stand in several modules. */
  declare(module: number, wish: string): Declared {
    let name = wish;
    for (let k = 2; this.#names.has(`${module} ${name}`); k++) name = `${wish}${k}`;
    this.#names.add(`${module} ${name}`);
    return { id: newId(), name };
  }

  /** A name that a package gives. */
  give(from: string, name: string): Ref {
    let found = this.given.find((g) => g.from === from && g.name === name);
    if (!found) {
      found = { id: newId(), name, from };
      this.given.push(found);
    }
    return { ref: found.id };
  }

  item(module: number, declares: readonly Declared[], tree: Tree, shape = ''): void {
    this.items.push({ id: newId(), module, declares, tree, shape });
  }

  add(entity: Omit<Entity, 'rank'>): Entity {
    const added = { ...entity, rank: this.entities.length };
    this.entities.push(added);
    return added;
  }

  /** A body at the top of a module or of a function there, which may mention all that is declared so far. */
  body(module: number, more: Partial<Body> = {}): Body {
    return {
      gen: this,
      module,
      rank: this.entities.length,
      numbers: [],
      objects: [],
      times: 1,
      cost: { spent: 0 },
      writes: 0,
      isAsync: false,
      early: false,
      nested: 0,
      calm: false,
      locals: { next: 1 },
      ...more,
    };
  }

  /** What code of a module can mention: CommonJS requires CommonJS alone. */
  visible({ module, rank, early, calm }: Body): Entity[] {
    const commonJs = this.modules[module]?.kind === 'cjs';
    const reachable = (e: Entity): boolean => !commonJs || (e.everywhere ?? this.modules[e.module]?.kind === 'cjs');
    const ready = (e: Entity): boolean => !early || e.module < 0 || e.module === module;
    return this.entities.filter((e) => e.rank < rank && reachable(e) && ready(e) && (!calm || e.calm === true));
  }

  /** What can still be called without the program growing out of hand. */
  callable(body: Body, kind: 'call' | 'asyncCall' = 'call'): Entity[] {
    return this.visible(body).filter((e) => {
      const call = e[kind];
      return call !== undefined && body.cost.spent + body.times * call.cost <= MOST_CALLS;
    });
  }

  /** A number of the program, small. */
  small(n = 6): Tree {
    return num(this.draw.int(n));
  }
}

/** A new local name. */
export function localName(body: Body, wish = 'v'): string {
  return `${wish}${body.locals.next++}`;
}
