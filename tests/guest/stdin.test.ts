/** Standard input as scripts see it: whole, in parts, as a stream, by lines, by questions; given, empty or at its end. */
import { describe, expect, it } from 'vitest';
import { inSandbox, sameAsNode } from './oracle.ts';

const PROGRAMS: Readonly<Record<string, string>> = {
  'is read whole': `const fs = require('fs'); console.log(fs.readFileSync(0, 'utf8').length, fs.readFileSync(0).length);`,
  'is read in parts': `const fs = require('fs'), b = Buffer.alloc(5); console.log(fs.readSync(0, b, 0, 5, null), b.toString(), fs.readSync(0, b), b.toString(), fs.readFileSync(0).length);`,
  'is a stream of data': `let n = 0; process.stdin.setEncoding('utf8'); process.stdin.on('data', (c) => { n += c.length; }).on('end', () => console.log('end', n)).on('close', () => console.log('close'));`,
  'is a stream to iterate': `(async () => { let n = 0; for await (const c of process.stdin) n += c.length; console.log(n); })();`,
  'is a readable stream': `let n = 0; process.stdin.on('readable', () => { for (let c; (c = process.stdin.read()) !== null; ) n += c.length; }).on('end', () => console.log('end', n));`,
  'can be left in the middle': `process.stdin.once('data', (c) => { console.log(c.length > 0); process.stdin.pause(); });`,
  'is piped on': `process.stdin.pipe(process.stdout);`,
  'comes by lines': `(async () => { const seen = []; for await (const line of require('readline').createInterface({ input: process.stdin, crlfDelay: Infinity })) seen.push(line.length); console.log(seen.join()); })();`,
  'answers questions': `const rl = require('readline').createInterface({ input: process.stdin, output: process.stdout, prompt: '? ' }); rl.prompt(); rl.question('name: ', (a) => { console.log('hi ' + a); rl.close(); }); rl.on('close', () => console.log('closed'));`,
  'answers awaited questions': `(async () => { const rl = require('readline/promises').createInterface({ input: process.stdin }); console.log('hi', await rl.question('name: ')); rl.close(); })();`,
  'is no terminal': `console.log(process.stdin.isTTY, process.stdin.fd, process.stdout.isTTY, Object.getOwnPropertyDescriptor(process, 'stdin').set);`,
};
const many = Array.from({ length: 9000 }, (_, i) => `line ${i}`).join('\n');

describe.each(Object.entries(PROGRAMS))('standard input %s', (_name, program) => {
  it.each([
    ['given', 'one\ntwo\r\nthree'],
    ['long', many],
    ['empty', ''],
  ])('%s', (_given, stdin) => sameAsNode(program, { stdin }));
});

// A child's input is a socket here, which node cannot open by a path; a shell's pipe it can.
it('standard input is read by its path', async () => {
  const program = `console.log(require('fs').readFileSync('/dev/stdin', 'utf8'));`;
  expect((await inSandbox(program, { stdin: 'words' }, [])).stdout).toBe('words\n');
});
