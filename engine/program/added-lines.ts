/** Why a call of a function of the transform's own is never a candidate. */
export const ADDED_FUNCTION = 'was added by the transform';

/** Lines at the top that no line of the source became: they hold functions of the transform's own. */
export function addedLines(mappings: string | null): number {
  return mappings === null ? 0 : (/^;*/.exec(mappings)?.[0].length ?? 0);
}
