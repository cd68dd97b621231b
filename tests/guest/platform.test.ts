import { describe, expect, it } from 'vitest';
import { inSandbox, sameAsNode } from './oracle.ts';

const module = { name: 'main.mjs' };

describe('smaller parts of the platform', () => {
  it('channels, events, bytes as text and files as blobs', () =>
    sameAsNode(
      `
      import dc from 'node:diagnostics_channel'; import events, { once, addAbortListener } from 'node:events'; import buffer from 'node:buffer'; import tty from 'node:tty'; import fs from 'node:fs';
      const c = dc.channel('x'); console.log(c.hasSubscribers, dc.hasSubscribers('x'), dc.channel('x') === c, c.name); const f = (m, n) => console.log(m, n); c.subscribe(f); dc.subscribe('x', f); c.publish({ a: 1 }); console.log(dc.unsubscribe('x', f), c.hasSubscribers, c.unsubscribe(f), c.unsubscribe(f)); try { dc.channel(5) } catch (e) { console.log(e.code, e.message) }
      const t = dc.tracingChannel('job'); t.subscribe({ start: (m) => console.log('start', m), end: (m) => console.log('end', Object.keys(m)), error: (m) => console.log('error', m.error.message), asyncEnd: (m) => console.log('asyncEnd', m) }); console.log(t.traceSync((a) => a + 1, { id: 1 }, null, 2)); try { t.traceSync(() => { throw new Error('no') }, {}) } catch (e) { console.log(e.message) } console.log(await t.tracePromise(async () => 5, { p: 1 }));
      const e = new events(); setTimeout(() => e.emit('y', 1, 2)); console.log(await once(e, 'y')); const et = new EventTarget(); setTimeout(() => et.dispatchEvent(new Event('z'))); console.log((await once(et, 'z'))[0].type); const ac = new AbortController(); setTimeout(() => ac.abort()); await once(e, 'never', { signal: ac.signal }).catch((x) => console.log(x.name, x.code)); await once(e, 'never', { signal: ac.signal }).catch((x) => console.log(x.name));
      addAbortListener(ac.signal, () => console.log('late')); console.log(events.getMaxListeners(e), events.setMaxListeners(5, e), e.getMaxListeners());
      console.log(buffer.isUtf8(Buffer.from('é')), buffer.isUtf8(new Uint8Array([255])), buffer.isAscii(Buffer.from('é')), buffer.transcode(Buffer.from('€é'), 'utf8', 'latin1'), buffer.INSPECT_MAX_BYTES, tty.isatty(5), tty.isatty('a'));
      fs.writeFileSync('blob.txt', 'content'); const b = await fs.openAsBlob('blob.txt', { type: 'a/b' }); console.log(b, await b.text());
    `,
      module,
    ));

  it("consoles of one's own, lines of handles and of streams, events until a signal", () =>
    sameAsNode(
      `
      import fs from 'node:fs'; import { styleText } from 'node:util'; import * as perf from 'node:perf_hooks'; fs.writeFileSync('l.txt', 'a\\nb\\r\\nc'); for await (const l of (await fs.promises.open('l.txt')).readLines()) console.log('L', l); console.log(styleText('red', 'x'), typeof perf.PerformanceObserver);
      import { Console } from 'node:console'; import { Writable } from 'node:stream'; import readline from 'node:readline/promises'; import { Readable } from 'node:stream'; import { EventEmitter, on } from 'node:events';
      const lines = []; const c = new Console({ stdout: new Writable({ write(x, e, d) { lines.push(String(x)); d() } }) }); c.log('hi %d', 5); c.table([{ a: 1 }]); c.error('e'); console.log(lines);
      const rl = readline.createInterface({ input: Readable.from(['yes\\nno\\n']) }); for await (const l of rl) console.log('l', l);
      const e = new EventEmitter(); setTimeout(() => { e.emit('x', 1); e.emit('x', 2); e.emit('end') }); const ac = new AbortController(); e.on('end', () => ac.abort()); try { for await (const [v] of on(e, 'x', { signal: ac.signal })) console.log(v) } catch (x) { console.log(x.name) }
    `,
      module,
    ));

  it('texts are decoded piece by piece', () =>
    sameAsNode(`
      for (const enc of ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']) for (const fatal of [false, true]) { const d = new TextDecoder(enc, { fatal }); const bytes = [0xef, 0xbb, 0xbf, 0xe2, 0x82, 0xac, 0x80, 0xd8, 0x3d, 0xde, 0x00, 0x41, 0xff]; let out = ''; try { for (const b of bytes) out += JSON.stringify(d.decode(new Uint8Array([b]), { stream: true })); out += JSON.stringify(d.decode()); } catch (e) { out += e.code } console.log(enc, fatal, out, d.decode(new Uint8Array([65, 0]), { stream: true }), d.decode()) }
    `));

  it('files and folders are copied', () =>
    sameAsNode(
      `
      import fs from 'node:fs'; import path from 'node:path';
      const t = (f) => { try { return f() } catch (e) { return [e.name, e.code, e.message.replaceAll(process.cwd(), '.'), e.errno, e.syscall, Object.keys(e)] } };
      fs.mkdirSync('cpt/a/b', { recursive: true }); fs.writeFileSync('cpt/a/x.txt', 'x'); fs.writeFileSync('cpt/a/b/y.txt', 'y'); fs.symlinkSync('x.txt', 'cpt/a/l');
      const tree = (d) => fs.readdirSync(d, { recursive: true, withFileTypes: true }).map((e) => path.join(e.parentPath ?? e.path, e.name) + (e.isSymbolicLink() ? ' -> ' + path.basename(fs.readlinkSync(path.join(e.parentPath ?? e.path, e.name))) : '')).sort();
      console.log(t(() => fs.cpSync('cpt/a', 'cpt/c', { recursive: true })), tree('cpt/c'));
      console.log(t(() => fs.cpSync('cpt/a', 'cpt/d')), t(() => fs.cpSync('cpt/a/x.txt', 'cpt/deep/er/z.txt')), fs.readFileSync('cpt/deep/er/z.txt', 'utf8'));
      console.log(t(() => fs.cpSync('cpt/a', 'cpt/a/b', { recursive: true })), t(() => fs.cpSync('cpt/a', 'cpt/a', { recursive: true })), t(() => fs.cpSync('cpt/a', 'cpt/a/x.txt', { recursive: true })), t(() => fs.cpSync('cpt/a/x.txt', 'cpt/c')), t(() => fs.cpSync('cpt/none', 'cpt/q')), t(() => fs.cpSync('cpt/a/x.txt', 'cpt/a/x.txt')));
      fs.writeFileSync('cpt/c/x.txt', 'old'); console.log(t(() => fs.cpSync('cpt/a/x.txt', 'cpt/c/x.txt', { force: false })), fs.readFileSync('cpt/c/x.txt', 'utf8'), t(() => fs.cpSync('cpt/a/x.txt', 'cpt/c/x.txt', { force: false, errorOnExist: true })));
      console.log(t(() => fs.cpSync('cpt/a', 'cpt/f', { recursive: true, filter: (s) => !s.endsWith('b') })), tree('cpt/f'));
      await fs.promises.cp('cpt/a', 'cpt/g', { recursive: true, filter: async (s) => !s.endsWith('l') }); console.log(tree('cpt/g')); fs.cp('cpt/a', 'cpt/h', { recursive: true }, (e) => console.log(e, tree('cpt/h')));
      await fs.promises.cp('cpt/a', 'cpt/d').catch((e) => console.log(e.name, e.code, e.message.replaceAll(process.cwd(), '.')));
    `,
      module,
    ));

  it('what is refused says so where it is used', async () => {
    const { stdout, exitCode } = await inSandbox(
      `
      import { test } from 'node:test'; import vm from 'node:vm'; import { Worker } from 'node:worker_threads'; import { spawnSync } from 'node:child_process'; import net from 'node:net'; import http from 'node:http'; import { WASI } from 'node:wasi'; import domain from 'node:domain'; import repl from 'node:repl'; import fs from 'node:fs';
      for (const use of [() => test('x', () => {}), () => vm.runInNewContext('1'), () => new Worker('x'), () => spawnSync('ls'), () => net.connect(1), () => http.get('http://x'), () => new WASI(), () => domain.create(), () => repl.start(), () => fs.watch('.')]) try { use(); console.log('used') } catch (e) { console.log(e.code) }
      console.log(typeof WebAssembly, typeof Atomics, typeof MessageChannel, typeof BroadcastChannel, typeof crypto.subtle, typeof navigator);`,
      module,
    );
    expect([stdout, exitCode]).toEqual([
      `${'ERR_ROTE_DENIED\n'.repeat(10)}${Array(6).fill('undefined').join(' ')}\n`,
      0,
    ]);
  });
});
