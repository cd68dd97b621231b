/** What functions are beside their properties, on the tape: as something to be told apart, and as something to be made again. */
import { PART, VALUE } from '../../engine/value/tape.ts';
import { isGlobalVariable } from './closures.ts';
import type { HeapWalker, KnownCode } from './heap-walker.ts';
import { PRELUDE_FILE } from './hook-names.ts';
import { BYTECODE, FUNCTION, OBJECT, OBJECT_BIT } from './layout.ts';
import { NODE } from './numbering.ts';

/**
 * A function is where it stands in the program and, unless it is told by name, the cells it captured. Its code is no part of
 * it: what runs is marked, and what does not run shows only through its properties and its text, which is refused. A class
 * may run unmarked parts (fields, a constructor of the engine's own), so its code counts.
 */
export function writeFunction(walker: HeapWalker, address: number): void {
  const bytecode = walker.guest.word(address + OBJECT.payload);
  const code = walker.codes.code(bytecode);
  if (walker.mode === 'payload') return writeMade(walker, address, code);
  walker.tape.put(PART.code);
  if (code) {
    walker.tape.text(`${code.module}#${code.path}`);
    walker.tape.text(code.isClass ? code.identity : traitsOf(walker, address));
  } else if (walker.codes.isFieldsOf(bytecode)) {
    // Reached through its class alone, whose identity says what it does.
    walker.tape.text('fields');
  } else return walker.opaque('code made at run time');
  const home = walker.guest.word(address + FUNCTION.home);
  walker.referenceOrNull(home);
  const cells = walker.guest.word(address + FUNCTION.cells);
  const count = walker.guest.word(bytecode + BYTECODE.closureVarCount);
  for (let k = 0; k < count && cells !== 0; k++) {
    const cell = walker.guest.word(cells + 4 * k);
    if (cell === 0) walker.tape.put(VALUE.null);
    else if (!isGlobalVariable(walker.guest, bytecode, k) && !walker.codes.isNamedCell(cell))
      walker.reference(cell, NODE.cell);
  }
}

/** What shows of a function that never runs: whether `new` takes it. Its kind is its class. */
function traitsOf(walker: HeapWalker, address: number): string {
  return walker.guest.word(address + OBJECT.flags) & OBJECT_BIT.constructor ? 'constructor' : '';
}

/** A function that the call made comes back with the code at its place in the program, and the variables it captured. */
function writeMade(walker: HeapWalker, address: number, code: KnownCode | null): void {
  const { guest, tape } = walker;
  if (!code) {
    const bytecode = guest.word(address + OBJECT.payload);
    if (walker.codes.isFieldsOf(bytecode)) return walker.refuse('a class made during the call');
    const file = guest.atomText(guest.word(bytecode + BYTECODE.fileName));
    return walker.refuse(file === PRELUDE_FILE ? 'a function of the runtime' : 'code made at run time');
  }
  if (code.isClass) return walker.refuse('a class made during the call');
  if (code.maker === null) return walker.refuse('a function that was there before the call');
  walker.made.set(`${code.module}#${code.path}`, code);
  tape.put(PART.code);
  tape.text(code.module);
  tape.text(code.path);
  tape.put(traitsOf(walker, address) ? 1 : 0);
  walker.referenceOrNull(guest.word(address + FUNCTION.home));
  const captures = walker.codes.captured(code, address);
  if (!captures) return walker.refuse('a function whose variables cannot be told apart');
  tape.put(captures.length);
  for (const { name, cell, isActivation } of captures) {
    // Names of classes and of their private parts live as long as the class.
    if (!isActivation && walker.numbering.find(cell) === 0)
      walker.refuse('a function of a class that the call did not see');
    tape.text(name);
    walker.reference(cell, NODE.cell);
  }
}
