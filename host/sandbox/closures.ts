/** How functions came by the variables that they captured. */
import { BYTECODE, CLOSURE } from './layout.ts';
import type { GuestMemory } from './memory.ts';

/** Whether a captured variable is one of the global scope: the engine gives functions a cell for those too. */
export function isGlobalVariable(guest: GuestMemory, bytecode: number, index: number): boolean {
  const type = (guest.u8[guest.word(bytecode + BYTECODE.closureVars) + 8 * index] as number) & CLOSURE.typeMask;
  return type >= CLOSURE.firstGlobal && type <= CLOSURE.lastGlobal;
}
