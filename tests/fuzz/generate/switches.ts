/**
 * What the generator leaves out while a known divergence waits to be mended, by name: rows of the state table and parts of
 * the world. Data table.
 */
const OFF: ReadonlySet<string> = new Set<string>([]);

/** Whether a shape of this name may be drawn. */
export function isOn(name: string): boolean {
  return !OFF.has(name);
}
