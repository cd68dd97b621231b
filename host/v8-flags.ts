/**
 * V8's flags under which the bin starts node (scripts/build.mjs writes its first line), and the name of code that V8
 * keeps for us: V8 takes such code under the very same flags only, so there is some for a process that the bin started
 * and some for one that was started without flags. They cannot be set later: a running isolate's neighbours rely on them.
 */

/**
 * The part of the main thread's stack that V8 may use. Systems grant 8 MB as a rule. With the guest's own limit the
 * hungriest shape of recursion, which is nested parentheses in `eval`, takes 6.
 */
export const STACK_KB = 7000;

/** As they are spelled on node's command line. */
export const V8_FLAGS: readonly string[] = [
  `--stack-size=${STACK_KB}`,
  // As much as the guest's worker has.
  '--max-old-space-size=4096',
  // Room for all that a short run makes, so that none of it is collected; by itself V8 begins with one.
  '--min-semi-space-size=4',
  // Leaves the hashes of V8's start-up snapshot as they were built, which saves an eighth of node's start. They are then no
  // secret; but the process runs one script, and the tables of the script's own engine are not hashed in secret either.
  '--no-rehash-snapshot',
  // Lets code name V8's own functions: one of them takes in the engine's compiled code.
  '--allow-natives-syntax',
];

/** Whether the process, or the one that this thread belongs to, has the flags. */
export const hasFlags = V8_FLAGS.every((flag) => process.execArgv.includes(flag));

/** The end of the names of kept code that this process can take. */
export const codeEnding = `${process.version}-${process.arch}-${hasFlags ? 'bin' : 'plain'}.code`;
