/** Which outer names each unit mentions, and whether it mentions any that belongs to an activation around it. */
import type { Collected } from './collect.ts';
import type { Mention, Scopes } from './scopes.ts';
import type { Unit } from './unit.ts';

export interface Uses {
  /** Module state, imports and globals by name: `call` when every mention is the callee of a plain call. */
  readonly names: Map<string, 'call' | 'value'>;
  /** Whether it depends on variables of an enclosing activation. */
  captures: boolean;
}

/** A unit uses what is mentioned in it or in a unit inside, unless the variable is its own. */
export function usesOf(collected: Collected, scopes: Scopes): ReadonlyMap<Unit, Uses> {
  const uses = new Map<Unit, Uses>(collected.units.map((unit) => [unit, { names: new Map(), captures: false }]));
  for (const mention of scopes.mentions) {
    const kind = collected.callees.has(mention.node) ? 'call' : 'value';
    const owner = ownerOf(mention, scopes);
    for (let unit: Unit | null = mention.unit; unit && unit !== owner; unit = unit.parent) {
      const entry = uses.get(unit);
      if (entry) add(entry, mention, kind, scopes);
    }
  }
  return uses;
}

function ownerOf({ variable }: Mention, scopes: Scopes): Unit | null {
  return variable ? scopes.ownerOf(variable) : null;
}

function add(uses: Uses, { name, variable }: Mention, kind: 'call' | 'value', scopes: Scopes): void {
  if (variable?.defs.length === 0) return;
  if (variable && !scopes.isModuleState(variable)) {
    uses.captures = true;
    return;
  }
  if (!variable && scopes.leakingNames.has(name)) uses.captures = true;
  uses.names.set(name, uses.names.get(name) === 'value' ? 'value' : kind);
}

/** Whether nothing but module state reaches the unit from outside: no captured variables, `this` or private names. */
export function isStatic(unit: Unit, uses: Uses): boolean {
  return !uses.captures && !sharesActivation(unit) && !sharesClass(unit);
}

/** An arrow shares `this` and its kin with the function around it. */
function sharesActivation(unit: Unit): boolean {
  const { this: self, arguments: list, newTarget, superKeyword } = unit.mentions;
  return unit.kind === 'arrow' && (self || list || newTarget || superKeyword);
}

/** A member of a class that is made anew per activation may name that class's private members. */
function sharesClass(unit: Unit): boolean {
  for (let around = unit.parent; around; around = around.parent) {
    if (around.kind === 'class' && around.outer?.registered === false) return true;
  }
  return false;
}
