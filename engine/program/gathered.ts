/** Functions that take more arguments than they declare: by a rest parameter, or as `arguments`. */
import type { Node } from './ast.ts';
import type { Unit } from './unit.ts';

/** The variable that holds what a function was given beyond its plain parameters; null where there is none to be had. */
export function gatheredBy(unit: Unit): string | null {
  if (unit.mentions.arguments) return unit.kind === 'arrow' ? null : 'arguments';
  const rest = restOf(unit);
  return rest?.type === 'Identifier' ? rest.name : null;
}

/** Why what a function was given cannot be had; null when it can. */
export function ungathered(unit: Unit): string | null {
  if (unit.mentions.arguments) return unit.kind === 'arrow' ? 'mentions the arguments of another function' : null;
  const rest = restOf(unit);
  if (!rest) return null;
  if (rest.type !== 'Identifier') return 'takes its rest parameter apart';
  return declaresFunction(unit, rest.name) ? 'declares a function by the name of its rest parameter' : null;
}

function restOf({ code }: Unit): Node | null {
  const last = code?.params.at(-1);
  return last?.type === 'RestElement' ? last.argument : null;
}

/** Such a function takes the place of the parameter before any code runs. */
function declaresFunction({ code }: Unit, name: string): boolean {
  if (code?.body.type !== 'BlockStatement') return false;
  return code.body.body.some((item) => item.type === 'FunctionDeclaration' && item.id.name === name);
}
