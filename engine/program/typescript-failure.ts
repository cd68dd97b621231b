/** The TypeScript is not a program; `offset` counts UTF-16 units of what was written. */
export class TypeScriptFailure extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
