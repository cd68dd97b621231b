// A command of its own: options from argv, defaults from the environment, an exit code that says what was found.
import { argv, env } from 'node:process';

function parseArguments(words) {
  const options = { _: [] };
  for (let i = 0; i < words.length; i++) {
    const match = /^--([\w-]+)(?:=(.*))?$/s.exec(words[i]);
    if (!match) options._.push(words[i]);
    else if (match[2] !== undefined) options[match[1]] = match[2];
    else if (words[i + 1] !== undefined && !words[i + 1].startsWith('--')) options[match[1]] = words[++i];
    else options[match[1]] = true;
  }
  return options;
}

function search(words, pattern) {
  const wanted = new RegExp(pattern, env.IGNORE_CASE === '1' ? 'i' : '');
  return words.filter((word) => wanted.test(word));
}

function settings() {
  const { GREETING: greeting = 'hello', MISSING: missing } = env;
  return { greeting, missing, has: 'MISSING' in env };
}

const options = parseArguments(argv.slice(2));
console.log(options);
const found = search(options._, options.pattern ?? '.');
console.log(found, settings());
console.log(typeof process.pid, process.argv.length, process.argv[1].endsWith('main.mjs'));
if (options.verbose) console.error('%d of %d words', found.length, options._.length);
process.exitCode = found.length === 0 ? 3 : 0;
