/** Objects of node's and the web's platform: what a call makes of them comes back whole, or the call is not stored. */
import { type Case, script } from './case.ts';
import { suite } from './suite.ts';

const fs = `import fs from 'node:fs';`;

const cases: readonly Case[] = [
  {
    name: 'blobs made in a call',
    files: script(`
      function make(x) { return new Blob(['a', x, new Uint8Array([1, 2])], { type: 'Text/X' }) }
      function named(x) { return new File([make(x)], 'n', { lastModified: 5 }) }
      const b = make('b'), f = named('c'); console.log(b, f, f instanceof Blob, await b.text(), await f.slice(1).text(), b.slice(0, 1).size);
      async function length(b) { return (await b.text()).length } console.log(await length(b), await length(b));`),
    bypass: { make: 'opaque-result', named: 'opaque-result' },
    changes: [{ name: 'text', edit: { 'main.mjs': [`'a', x`, `'A', x`] }, ran: ['make', 'named'] }],
  },
  {
    name: 'streams of the web made in a call and left open',
    files: script(`
      function open(x) { return new ReadableStream({ start(c) { c.enqueue(x); c.close() } }) }
      async function all(s) { const seen = []; for await (const x of s) seen.push(x); return seen }
      console.log(await all(open(1)), await all(open(1)));`),
    bypass: { open: 'promise-callbacks' },
  },
  {
    name: 'a stream of the web read within a call',
    files: {
      ...script(`
      ${fs}
      const part = (n) => fs.readFileSync('a.txt', 'utf8').slice(n, n + 1);
      const source = (max, n = 0) => new ReadableStream({ pull(c) { if (n < max) c.enqueue(part(n++)); else c.close() } });
      async function all(max) { const seen = []; for await (const x of source(max)) { console.log(x); seen.push(x) } return seen.join() }
      async function doubled(max) {
        const seen = [];
        for await (const x of source(max).pipeThrough(new TransformStream({ transform(x, c) { c.enqueue(x + x) } }))) seen.push(x);
        return seen.join();
      }
      console.log(await all(2)); console.log(await doubled(2));`),
      'a.txt': 'xyz',
    },
    hits: ['all'],
    bypass: { doubled: 'left-running' },
    changes: [{ name: 'content', write: { 'a.txt': 'uvw' }, ran: ['all'] }],
  },
  {
    name: 'streams of the web read by calls side by side',
    files: {
      ...script(`
      ${fs}
      async function all(max) {
        let n = 0; const seen = [];
        const source = new ReadableStream({ pull(c) { if (n < max) c.enqueue(fs.readFileSync('a.txt', 'utf8').slice(n++, n)); else c.close() } });
        for await (const x of source) seen.push(x);
        return seen.join();
      }
      console.log(await Promise.all([all(2), all(3)]));`),
      'a.txt': 'xyz',
    },
    bypass: { all: 'promise-callbacks' },
    changes: [{ name: 'content', write: { 'a.txt': 'uvw' } }],
  },
  {
    name: 'streams of node read by calls side by side',
    files: {
      ...script(`
      ${fs}
      import { Readable, Transform } from 'node:stream';
      import { pipeline } from 'node:stream/promises';
      const part = (n) => fs.readFileSync('a.txt', 'utf8').slice(n, n + 1);
      const source = (max, n = 0) => new Readable({ objectMode: true, read() { this.push(n < max ? part(n++) : null) } });
      async function read(max) { const seen = []; for await (const x of source(max)) seen.push(x); return seen.join() }
      async function later(max) { let n = 0; const seen = []; for await (const x of Readable.from((async function* () { while (n < max) yield await part(n++) })())) seen.push(x); return seen.join() }
      async function piped(max) { const seen = []; await pipeline(source(max), async function* (s) { for await (const x of s) yield x + part(0) }, async (s) => { for await (const x of s) seen.push(x) }); return seen.join() }
      async function mapped(max) { return (await source(max).map((x) => x + part(1)).toArray()).join() }
      async function listened(max) { const seen = []; await new Promise((done) => source(max).on('data', (x) => seen.push(x)).on('end', done)); return seen.join() }
      console.log(await Promise.all([read(2), later(2), piped(2), mapped(2), listened(2)]));
      console.log(await read(3), await later(3), await piped(3), await mapped(3), await listened(3));`),
      'a.txt': 'xyz',
    },
    changes: [
      { name: 'content', write: { 'a.txt': 'uvw' } },
      { name: 'end', write: { 'a.txt': 'xyw' } },
    ],
  },
];

suite('platform', cases);
