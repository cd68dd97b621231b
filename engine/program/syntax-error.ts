import type { Position } from './table.ts';

/** The module is not a program; the position is in the original source. */
export class ProgramSyntaxError extends Error {
  override readonly name = 'ProgramSyntaxError';
  readonly module: string;
  readonly line: number;
  readonly column: number;

  constructor(module: string, message: string, position: Position) {
    super(message);
    this.module = module;
    this.line = position.line;
    this.column = position.column;
  }
}
