/** The names of the methods that give resources back (`using`), which the engine does not have: node's own symbols. */
export function installDisposal(): void {
  for (const name of ['dispose', 'asyncDispose'])
    if (!Object.hasOwn(Symbol, name)) Object.defineProperty(Symbol, name, { value: Symbol(`nodejs.${name}`) });
}
