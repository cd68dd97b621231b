/**
 * A new name for a run, in the form of a random UUID. It tells runs apart and keeps no secret: node's own generator
 * would bring all its cryptography into runs that need none.
 */
export function newRunId(): string {
  const digits = (count: number): string =>
    Array.from({ length: count }, () => Math.trunc(Math.random() * 16).toString(16)).join('');
  const variant = '89ab'[Math.trunc(Math.random() * 4)];
  return `${digits(8)}-${digits(4)}-4${digits(3)}-${variant}${digits(3)}-${digits(12)}`;
}
