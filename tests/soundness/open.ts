/**
 * Divergences that are known and not mended yet, by case: their findings are told with the run and do not fail it.
 * Data table. A case that is mended has to leave the list.
 */
export const OPEN: ReadonlySet<string> = new Set([
  'a builtin patched by another module while a hit waits',
  'a builtin patched by a name that nobody can read while a hit waits',
]);
