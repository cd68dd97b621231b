import { describe, it } from 'vitest';
import { sameAsNode } from './oracle.ts';

const module = { name: 'main.mjs' };
const IMPORTS = `
  import { Readable, Writable, Transform, Duplex, PassThrough, Stream } from 'node:stream'; import { pipeline, finished } from 'node:stream/promises';
  import { text, json, buffer, arrayBuffer, blob } from 'node:stream/consumers'; import fs from 'node:fs'; const log = (...a) => console.log(...a);`;

describe('the streams of node', () => {
  it('transform, end and close in the order of node', () =>
    sameAsNode(
      `${IMPORTS}
      const t = new Transform({ objectMode: true, transform(c, e, d) { d(null, c + 1) }, flush(d) { this.push('end'); d() } });
      for (const n of ['data', 'end', 'finish', 'close', 'pause', 'resume', 'pipe']) t.on(n, (c) => log(n, c?.constructor === Object ? '' : c)); t.write(1); t.end(2); await finished(t);
      const rd = new Readable({ read() {} }); rd.push('abc'); rd.push(null); rd.on('readable', () => { let c; while ((c = rd.read(2)) !== null) log('r', String(c)) }); await finished(rd);
      const w = new Writable({ highWaterMark: 3, write(c, e, d) { log('write', String(c), e); setImmediate(d) }, final(d) { log('final'); d() } }); w.on('drain', () => log('drain')); log(w.write('ab'), w.write('cd'), w.writableLength); w.cork(); w.write('x'); w.write('y'); w.uncork(); w.end('z', () => log('ended')); process.nextTick(() => log('tick')); await finished(w);
      const v = new Writable({ writev(chunks, d) { log(chunks.map((c) => String(c.chunk))); d() } }); v.cork(); v.write('1'); v.write('2'); v.uncork(); v.end();
      const u = new Writable({ write(c, e, d) { d() } }); u.end(); u.on('error', (e) => log(e.code)); u.write('x'); try { new Writable().write(null) } catch (e) { log(e.name, e.code) }
      const old = Readable.from(['a', 'b']); old.setEncoding('utf8'); old.on('data', (c) => log('old', c)); old.pause(); log(old.isPaused()); setTimeout(() => old.resume(), 5); await finished(old);
      log(Readable.from([1]).constructor === Readable, new Readable() instanceof Stream, Duplex.from(Readable.from([1])) instanceof Duplex, Object.keys(Stream).sort(), Readable.prototype.map.name);
    `,
      module,
    ));

  it('are built into pipelines, with generators, helpers and errors', () =>
    sameAsNode(
      `${IMPORTS}
      log(await Readable.from([1, 2, 3, 4]).filter((x) => x % 2).map(async (x) => x * 2).toArray(), await Readable.from([5, 6]).reduce((a, b) => a + b), await Readable.from([1, 2, 3]).take(2).toArray(), await Readable.from([1, 2, 3]).drop(2).toArray(), await Readable.from([1, 2]).flatMap((x) => [x, x]).toArray(), await Readable.from([1, 2]).some((x) => x > 1), await Readable.from([1, 2]).find((x) => x > 1));
      await pipeline(Readable.from(['a', 'b']), async function* (s) { for await (const c of s) yield c.toUpperCase() }, new Writable({ decodeStrings: false, write(c, e, d) { log('w', c); d() } }));
      log(await pipeline(Readable.from(['a', 'b']), async (s) => { let n = 0; for await (const c of s) n += c.length; return n }));
      await pipeline(Readable.from(['x']), new Transform({ transform(c, e, d) { d(new Error('boom')) } }), new PassThrough()).catch((e) => log(e.message));
      await pipeline(fs.createReadStream('/none'), new PassThrough()).catch((e) => log(e.code)); const ac = new AbortController(); setTimeout(() => ac.abort(), 1); await pipeline(new Readable({ read() {} }), new PassThrough(), { signal: ac.signal }).catch((e) => log(e.name, e.code));
      const cut = new Readable({ read() {} }); setImmediate(() => cut.destroy()); await finished(cut).catch((e) => log(e.code)); for await (const c of Readable.from([1, 2, 3])) { log(c); if (c === 2) break }
      log(await text(Readable.from(['a', 'b'])), await json(Readable.from(['{"a":', '1}'])), await buffer(Readable.from([Buffer.from('zz')])), (await arrayBuffer(Readable.from([Buffer.from('zz')]))).byteLength, await (await blob(Readable.from(['b']))).text());
      await pipeline(Readable.from(['to stdout\\n']), process.stdout, { end: false }); log('after'); Readable.from(['piped\\n']).pipe(process.stdout).on('unpipe', () => log('unpiped')); process.stdout.on('error', () => {}); await null; log(process.stdout.writable, process.stdout.writableEnded, process.stdout instanceof Writable, typeof process.stdout.once, process.stdout.writableLength);
    `,
      module,
    ));

  it('read and write files', () =>
    sameAsNode(
      `${IMPORTS}
      const ws = fs.createWriteStream('o.txt'); for (const n of ['open', 'ready', 'finish', 'close', 'drain']) ws.on(n, () => log('ws', n)); ws.write('x'.repeat(100000)); ws.end('tail'); await finished(ws);
      const rs = fs.createReadStream('o.txt', { encoding: 'utf8', highWaterMark: 40000 }); for (const n of ['open', 'ready', 'end', 'close']) rs.on(n, () => log('rs', n)); rs.on('data', (c) => log('rs data', c.length)); await finished(rs); log(rs.bytesRead, ws.bytesWritten, rs.path, rs.readableEnded, rs.destroyed);
      log(await text(fs.createReadStream('o.txt', { start: 99999, end: 100001 }))); await pipeline(fs.createReadStream('o.txt'), fs.createWriteStream('p.txt')); log(fs.statSync('p.txt').size); fs.createReadStream('none').on('error', (e) => log(e.code)); fs.createWriteStream('no/such').on('error', (e) => log(e.code));
    `,
      module,
    ));

  it('become streams of the web, and the other way', () =>
    sameAsNode(
      `${IMPORTS}
      for await (const c of Readable.fromWeb(Readable.toWeb(Readable.from(['p', 'q'])))) log(c);
      const w = Writable.toWeb(new Writable({ objectMode: true, highWaterMark: 1, write(c, e, d) { log('tw', c); setImmediate(d) } })).getWriter(); w.write(1); w.write(2); await w.close(); log('closed');
      const got = []; await pipeline(Readable.from(['1', '2']), Writable.fromWeb(new WritableStream({ write(c) { got.push(c) } }))); log(got);
      const { readable, writable } = Duplex.toWeb(new PassThrough()); const dw = writable.getWriter(); dw.write(Buffer.from('x')); dw.close(); for await (const c of readable) log(c);
      const d = Duplex.fromWeb(new TransformStream({ transform(c, k) { k.enqueue(String(c).toUpperCase()) } }), { encoding: 'utf8', objectMode: true }); d.end('up'); for await (const c of d) log(c);
      const bad = Readable.toWeb(new Readable({ read() { this.destroy(new RangeError('r')) } })); await bad.getReader().read().catch((e) => log(e.name)); const cancelled = Readable.from([1, 2]); await Readable.toWeb(cancelled).cancel(); log(cancelled.destroyed); await Readable.fromWeb(new ReadableStream({ start(c) { c.error(new SyntaxError('s')) } })).toArray().catch((e) => log(e.name));
    `,
      module,
    ));
});
