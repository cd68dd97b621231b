/** Code that is not the program's reached for what belongs to the sandbox: an error for that code, and no fault of ours. */
export class Misuse extends Error {
  constructor() {
    super('this belongs to the sandbox');
  }
}
