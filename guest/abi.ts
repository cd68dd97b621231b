/** Names and shapes that both sides of the wall know. No behaviour, no imports. */

/** Operations a guest can ask of the host through the one door, by number. */
export const OP = {
  // 1-99: the kernel of the runtime (owned by host/sandbox)
  failure: 1,
  loadScript: 2,
  resolve: 3,
  // 100-199: files
  // 200-299: process, environment, output
  // 300-399: clock, randomness
} as const;
