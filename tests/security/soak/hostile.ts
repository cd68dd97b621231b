/** Scripts that take what they can, and what a run of each must come to: its exit code and, if rote ended it, the fault. Data table. */

export interface Hostile {
  readonly script: string;
  readonly ends: string;
}

export const HOSTILE: readonly Hostile[] = [
  { script: 'const a = []; for (;;) a.push(new Uint8Array(1 << 20).fill(1));', ends: '3 memory-limit' },
  { script: 'const a = []; for (;;) a.push({ x: a.length });', ends: '3 memory-limit' },
  { script: 'const m = new Map(); for (let i = 0; ; i++) m.set(`k${i}`, i);', ends: '3 memory-limit' },
  { script: "let s = 'x'; for (;;) { s += s; s.charCodeAt(0); }", ends: '3 memory-limit' },
  {
    script:
      "import z from 'node:zlib'; const b = z.gzipSync(Buffer.alloc(4 << 20)); const a = []; for (;;) a.push(z.gunzipSync(b));",
    ends: '3 memory-limit',
  },
  { script: 'for (;;);', ends: '3 time-limit' },
  { script: "/^(([a-z])+.)+[A-Z]([a-z])+$/.test('a'.repeat(60));", ends: '3 time-limit' },
  { script: "const s = 'a'.repeat(1e6); for (;;) s.lastIndexOf('ab'.repeat(9));", ends: '3 time-limit' },
  { script: 'const f = () => queueMicrotask(f); f();', ends: '3 time-limit' },
  { script: "process.on('exit', () => { for (;;); });", ends: '3 time-limit' },
  { script: "for (;;) console.log('x'.repeat(1000));", ends: '3 output-limit' },
  {
    script: "import fs from 'node:fs'; for (let i = 0; ; i++) fs.writeFileSync(`out/f${i % 9}`, 'x');",
    ends: '3 write-limit',
  },
  { script: "import fs from 'node:fs'; for (;;) fs.openSync('package.json');", ends: '1' },
  { script: 'const f = () => f() + 1; f();', ends: '1' },
  { script: "throw new Error('no');", ends: '1' },
  { script: 'let 1 = 2;', ends: '1' },
  { script: 'Promise.reject(1); await new Promise(() => {});', ends: '1' },
  { script: "import fs from 'node:fs'; fs.readFileSync('/etc/passwd');", ends: '4 denied' },
  { script: "import('/proc/self/environ').catch(() => process.exit(7));", ends: '7' },
  { script: 'Object.prototype.then = (f) => f(1); Array.prototype.push = null; await {}; process.exit(8);', ends: '8' },
  { script: "constructor.constructor('return process')().exit(9);", ends: '9' },
  {
    script: 'for (const k of Object.getOwnPropertyNames(globalThis)) try { delete globalThis[k] } catch {}',
    ends: '0',
  },
];

/** What a run among them must answer. */
export const HONEST = `import fs from 'node:fs';
function sum(n) { let s = 0; for (let i = 0; i < n; i++) s += i % 7; return s; }
fs.writeFileSync('out/answer', String(sum(200_000 + Number(process.argv[2]))));
`;

/** The answer for an argument. */
export function honestAnswer(n: number): string {
  let s = 0;
  for (let i = 0; i < 200_000 + n; i++) s += i % 7;
  return String(s);
}
