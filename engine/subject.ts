/** What a dependency is, in words a person understands. */
import type { Dependency } from './trace.ts';

export function subject({ kind, scope, name }: Dependency): string {
  return WHOLE[kind] ?? `${NOUN[kind] ?? kind} ${name || scope}`;
}

const NOUN: Readonly<Record<string, string>> = {
  entry: 'what is kept as',
  stat: 'size or times of',
  kind: 'presence of',
  listing: 'listing of',
  link: 'link',
  env: 'environment variable',
  resolve: 'resolution of',
  grant: 'the grant of',
  module: 'module',
  lines: 'the text, which a stored stack shows, of',
  process: 'the process property',
  random: 'seed or position of the random stream of',
  net: 'the recorded answer to',
};

/** Things of which there is one: their names say nothing to a person. */
const WHOLE: Readonly<Record<string, string>> = {
  argv: "the script's arguments",
  cwd: 'the working directory',
  console: 'the indentation of the console',
  tty: 'the terminal',
  clock: 'the clock',
  stdin: 'standard input',
  callers: 'the place that it is called from, which a stack shows,',
};
