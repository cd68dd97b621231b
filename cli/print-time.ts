/** Moments as a person reads them. JSON keeps the full ISO text. */

/** Date and time to the second, in UTC: the same text whoever asks. */
export function formatTime(ms: number): string {
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return 'unknown time';
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
