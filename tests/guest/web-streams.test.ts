import { describe, it } from 'vitest';
import { sameAsNode } from './oracle.ts';

const module = { name: 'main.mjs' };
const TRIED = 'const tried = async (f) => { try { console.log(await f()) } catch (e) { console.log(e.name) } };';

describe('the streams of the web platform', () => {
  it('are read, written, piped and teed as in node', () =>
    sameAsNode(
      `
      ${TRIED}
      const source = () => { let n = 0; return new ReadableStream({ start(c) { console.log('start', c.desiredSize) }, pull(c) { console.log('pull', n); if (n < 3) c.enqueue('c' + n++); else c.close() }, cancel(why) { console.log('cancel', why?.name ?? why) } }, { highWaterMark: 2 }) };
      const sink = (name) => new WritableStream({ start() { console.log(name, 'start') }, async write(chunk) { await null; console.log(name, chunk) }, close() { console.log(name, 'close') }, abort(why) { console.log(name, 'abort', why.name) } });
      const given = () => ReadableStream.from(['x', 'y']); for await (const chunk of given()) console.log(chunk);
      for await (const chunk of new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2) }, cancel(why) { console.log('cancel', why) } })) { console.log(chunk); break; }
      const reader = source().getReader(); console.log(await reader.read(), await reader.read()); await reader.cancel('enough'); console.log(await reader.closed, await reader.read());
      await source().pipeTo(sink('a'));
      const upper = () => new TransformStream({ transform(chunk, c) { c.enqueue(chunk.toUpperCase()); c.enqueue('-') }, flush(c) { c.enqueue('end') } });
      console.log(await Array.fromAsync?.(source().pipeThrough(upper())) ?? await (async () => { const all = []; for await (const c of source().pipeThrough(upper())) all.push(c); return all })());
      const [left, right] = source().tee(); const all = async (s) => { const seen = []; for await (const c of s) seen.push(c); return seen.join() }; console.log(await Promise.all([all(left), all(right)]));
      const writer = sink('w').getWriter(); console.log(writer.desiredSize); const w1 = writer.write(1), w2 = writer.write(2); console.log(writer.desiredSize); await writer.ready; await Promise.all([w1, w2]); await writer.close();
      await tried(() => new ReadableStream({ pull() { throw new RangeError('bad') } }).getReader().read());
      await tried(() => source().pipeTo(new WritableStream({ write() { throw new SyntaxError('no') } })));
      await tried(() => source().pipeTo(sink('s'), { signal: AbortSignal.abort() }));
      await tried(() => { const s = source(); s.getReader(); return s.getReader() });
      await tried(() => new WritableStream().getWriter().constructor.name); await tried(() => new ReadableStreamDefaultController());
      console.log(await all(ReadableStream.from([1, 2])), await all(ReadableStream.from((async function* () { yield 1; yield 2 })())));
    `,
      module,
    ));

  it('keep their turns among promises and ticks', () =>
    sameAsNode(
      `
      const s = new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); c.close() } }); const r = s.getReader();
      r.read().then((x) => console.log('first', x.value)); Promise.resolve().then(() => console.log('promise')); process.nextTick(() => console.log('tick')); queueMicrotask(() => console.log('microtask')); setImmediate(() => console.log('immediate'));
      r.read().then((x) => console.log('second', x.value)); r.read().then((x) => console.log('third', x.done)); r.closed.then(() => console.log('closed'));
      const t = new TransformStream(); const w = t.writable.getWriter(); w.write('x').then(() => console.log('written')); w.close().then(() => console.log('closed w')); const tr = t.readable.getReader(); tr.read().then((x) => console.log('got', x)); tr.read().then((x) => console.log('got', x));
    `,
      module,
    ));

  it('carry bytes, with buffers of the reader’s own', () =>
    sameAsNode(
      `
      let n = 0; const bytes = () => new ReadableStream({ type: 'bytes', pull(c) { const view = c.byobRequest?.view; if (n++ > 4) { c.close(); c.byobRequest?.respond(0) } else if (view) { view[0] = n; c.byobRequest.respond(1) } else c.enqueue(new Uint8Array([n, n])) } });
      const r = bytes().getReader({ mode: 'byob' }); for (;;) { const { value, done } = await r.read(new Uint8Array(4)); console.log(value, done); if (done) break }
      n = 0; for await (const c of bytes()) console.log(c);
      const pack = async (s) => { const parts = []; for await (const c of s) parts.push(c); return Buffer.concat(parts) };
      const text = new Blob(['the quick brown fox '.repeat(500)]);
      for (const format of ['gzip', 'deflate']) console.log((await pack(text.stream().pipeThrough(new CompressionStream(format)).pipeThrough(new DecompressionStream(format)))).toString() === await text.text());
      const shown = []; for await (const c of new Blob(['a€', 'b']).stream().pipeThrough(new TextDecoderStream())) shown.push(c); console.log(shown.join('|'));
      const e = new TextEncoderStream(); const w = e.writable.getWriter(); w.write('a\\ud83d'); w.write('\\ude00b'); w.write('\\ud83d'); w.close(); for await (const c of e.readable) console.log(c);
      for (const make of [() => new CompressionStream('x'), () => new TextDecoderStream('nope')]) try { make() } catch (x) { console.log(x.name, x.code) }
    `,
      module,
    ));

  it('look as in node', () =>
    sameAsNode(
      `
      import * as web from 'node:stream/web'; console.log(Object.keys(web).sort(), Object.keys(web).filter((k) => k !== 'default').every((k) => web[k] === globalThis[k]));
      let c; const r = new ReadableStream({ start(x) { c = x } }), w = new WritableStream(), t = new TransformStream();
      for (const x of [r, w, t, c, [r], { w }, new TextDecoderStream(), new TextEncoderStream(), new CompressionStream('gzip'), new CountQueuingStrategy({ highWaterMark: 2 }), new ByteLengthQueuingStrategy({ highWaterMark: 3 }), r.getReader(), w.getWriter(), new ReadableStream({ type: 'bytes' })]) console.log(x, Object.keys(x), JSON.stringify(x), String(x));
      for (const C of [ReadableStream, WritableStream, TransformStream, CompressionStream, TextDecoderStream]) console.log(C.name, C.length, Object.getOwnPropertyNames(C.prototype), Object.keys(C.prototype), Object.getOwnPropertyNames(C));
    `,
      module,
    ));
});

describe('Blob and File', () => {
  it('are as in node', () =>
    sameAsNode(
      `
      import { Blob as B, File as F } from 'node:buffer'; console.log(B === Blob, F === File);
      const blob = new Blob(['hello ', new Uint8Array([119, 111]), new Blob(['rld']), new Uint16Array([65]).buffer]); console.log(blob, await blob.text(), await blob.slice(1, -1).text(), await blob.slice(-3).text(), await blob.slice(4, 8).text(), (await blob.arrayBuffer()).byteLength, blob.slice(1, 3, 'A/B').type, blob.slice(5, 2).size, blob.slice(0, 1e9).size);
      for await (const x of blob.stream()) console.log(x); let sizes = []; for await (const x of new Blob([new Uint8Array(150000)]).stream()) sizes.push(x.length); console.log(sizes.reduce((a, b) => a + b));
      const bytes = new Uint8Array([1, 2]); const kept = new Blob([bytes]); bytes[0] = 9; console.log(new Uint8Array(await kept.arrayBuffer())[0]);
      for (const f of [() => new Blob('x'), () => new Blob([1, {}, null]).size, () => new Blob(['a\\r\\nb'], { endings: 'native' }).size, () => new Blob(['a'], { type: 'TEXT/\\u00e9' }).type, () => new Blob(['a'], { type: 'TEXT/Plain' }).type, () => new File(), () => new File([]), () => new Blob(5), () => new Blob(['a'], 5), () => new Blob(undefined).size, () => new Blob(null), () => new Blob(new Set(['a'])).size, () => new Blob({}), () => new Blob(['a'], { endings: 'x' }), () => new Blob(new Uint8Array(3)).size, () => new File(['x'], 'n', { lastModified: 5, type: 'a/b' }), () => new File([], 5).name, () => typeof new File([], '').lastModified]) try { console.log(f()) } catch (e) { console.log(e.name, e.code, e.message) }
      for (const C of [Blob, File]) console.log(C.name, C.length, Object.keys(C.prototype), String(C.prototype)); console.log(new File([], 'a') instanceof Blob, JSON.stringify(blob), Object.keys(blob));
      blob.text().then(() => console.log('text')); setImmediate(() => console.log('immediate')); process.nextTick(() => console.log('tick')); Promise.resolve().then(() => console.log('promise'));
    `,
      module,
    ));
});
