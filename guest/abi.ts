/** Names and shapes that both sides of the wall know. No behaviour, no imports. */

/** Operations a guest can ask of the host through the one door, by number. Numbers are stable: the boot image holds them. */
export const OP = {
  // 1-99: the kernel of the runtime (owned by host/sandbox)
  failure: 1,
  loadScript: 2,
  resolve: 3,
  registerFailure: 4,
  loadText: 5,
  loadModule: 6,

  // 100-149: files, whole
  readFile: 100,
  readText: 101,
  writeFile: 102,
  appendFile: 103,
  stat: 104,
  exists: 105,
  readdir: 106,
  mkdir: 107,
  rm: 108,
  rmdir: 109,
  unlink: 110,
  rename: 111,
  copyFile: 112,
  access: 113,
  realpath: 114,
  readlink: 115,
  mkdtemp: 116,
  truncate: 117,
  chmod: 118,
  utimes: 119,
  symlink: 120,
  link: 121,
  // 150-199: open handles
  open: 150,
  read: 151,
  write: 152,
  close: 153,
  fstat: 154,
  ftruncate: 155,

  // 200-209: output
  output: 200,
  print: 201,
  tty: 202,
  consoleIndent: 203,
  readStdin: 204,
  readStdinPart: 205,
  // 210-219: environment
  envGet: 210,
  envKeys: 211,
  envSet: 212,
  envDelete: 213,
  // 220-249: the process
  argv: 220,
  cwd: 221,
  chdir: 222,
  exit: 223,
  fact: 224,
  bypass: 225,
  denied: 226,
  getProcess: 227,
  setProcess: 228,

  // 300-319: clock and randomness
  monotonic: 300,
  wallClock: 301,
  random: 310,
  randomBytes: 311,
  // 320-349: pure computations that the host does better; no dependency
  encode: 320,
  decode: 321,
  decodeText: 322,
  hash: 323,
  parseUrl: 324,
  changeUrl: 325,
  compressionOpen: 326,
  compressionPush: 327,
  compressionClose: 328,
  deriveKey: 329,
  // 330-339: words and numbers as people of some place write them
  international: 330,
  compareText: 331,
  // 350-359: the network
  fetchStart: 350,
  fetchAnswer: 351,
  fetchRead: 352,
  fetchCancel: 353,
  fetchAwait: 354,
  fetchWait: 355,
} as const;

/** What a failing operation answers with, as JSON: enough to build the error that node would throw. */
export interface FailureAnswer {
  readonly name: string;
  readonly message: string;
  /** Own enumerable properties in node's order, such as errno, code, syscall, path, dest. */
  readonly properties: readonly (readonly [string, string | number])[];
  /** The error that led to it. */
  readonly cause?: FailureAnswer;
}

/** What `fetchStart` is asked, as JSON; the bytes of the body come beside it. */
export interface FetchAsked {
  readonly method: string;
  readonly url: string;
  /** Those of the script, in order; the host adds what every request has. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly redirect: 'follow' | 'manual' | 'error';
}

/** The answer of `fetchStart`, as JSON. */
export interface FetchStarted {
  readonly id: number;
  /** It is answered in the turn after, as it is recorded; else when the answer comes. */
  readonly recorded: boolean;
}

/** The answer of `fetchAnswer`, as JSON: a response without its body. */
export interface FetchHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Of the last of all redirects. */
  readonly url: string;
  readonly redirected: boolean;
}

/** The answer of `fetchWait`, as JSON: which of the awaited have news, in the order of arrival, and how long that took. */
export interface FetchNews {
  readonly ids: readonly number[];
  readonly elapsedMs: number;
}

/** The answer of `stat`: every number as a decimal string, in the order of node's Stats. */
export type StatAnswer = Readonly<Record<StatField, string>>;
export type StatField =
  | 'dev'
  | 'mode'
  | 'nlink'
  | 'uid'
  | 'gid'
  | 'rdev'
  | 'blksize'
  | 'ino'
  | 'size'
  | 'blocks'
  | 'atimeNs'
  | 'mtimeNs'
  | 'ctimeNs'
  | 'birthtimeNs';

/** The answer of `readdir`: names in order, with node's `UV_DIRENT_*` type of each. */
export type ListingAnswer = readonly (readonly [name: string, type: number, folder: string])[];

/** The answer of `parseUrl` and `changeUrl`. */
export interface UrlAnswer {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}
