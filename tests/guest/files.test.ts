import { describe, expect, it } from 'vitest';
import { inSandbox, sameAsNode } from './oracle.ts';

const files = { 'data/a.csv': 'id,name\n1,é\n2,b\r\n', 'data/b.json': '{"x":[1,2]}', 'data/sub/c.txt': 'c' };

describe('fs', () => {
  it('reads, writes, lists and removes as node does', () =>
    sameAsNode(
      `
      const fs = require('node:fs'), path = require('node:path');
      console.log(fs.readFileSync('data/a.csv', 'utf8'), fs.readFileSync('data/a.csv'), fs.readFileSync(Buffer.from('data/b.json'), { encoding: 'latin1' }));
      for (const e of ['hex', 'base64', 'base64url', 'utf16le', 'ascii', 'latin1']) console.log(fs.readFileSync('data/a.csv', e));
      console.log(fs.readdirSync('data'), fs.readdirSync('data', { recursive: true }), fs.readdirSync('data', { withFileTypes: true }).map((d) => [d.name, d.isFile(), d.isDirectory(), d.parentPath]));
      const s = fs.statSync('data/a.csv'); console.log(s.size, s.isFile(), s.isDirectory(), s.mtime instanceof Date, typeof s.mtimeMs, Object.keys(s), typeof fs.statSync('data', { bigint: true }).size);
      fs.mkdirSync('out/deep', { recursive: true }); fs.writeFileSync('out/x.txt', 'hé'); fs.appendFileSync('out/x.txt', Buffer.from('!')); fs.writeFileSync('out/y.bin', new Uint8Array([0, 255]), { mode: 0o600 });
      fs.copyFileSync('out/x.txt', 'out/deep/z.txt'); fs.renameSync('out/y.bin', 'out/w.bin'); console.log(fs.readdirSync('out', { recursive: true }).sort(), fs.readFileSync('out/x.txt', 'utf8'), fs.readFileSync('out/w.bin'));
      fs.symlinkSync('x.txt', 'out/link'); console.log(fs.readlinkSync('out/link'), fs.lstatSync('out/link').isSymbolicLink(), path.relative('.', fs.realpathSync('out/link')));
      const fd = fs.openSync('out/x.txt', 'r+'); const b = Buffer.alloc(4); console.log(fs.readSync(fd, b, 0, 4, 0), b, fs.writeSync(fd, 'Z', 0), fs.fstatSync(fd).size); fs.closeSync(fd); console.log(fs.readFileSync('out/x.txt', 'utf8'));
      fs.truncateSync('out/x.txt', 1); fs.utimesSync('out/x.txt', 1, 2); console.log(fs.statSync('out/x.txt').mtime, fs.readFileSync('out/x.txt', 'utf8')); fs.chmodSync('out/x.txt', 0o400); console.log((fs.statSync('out/x.txt').mode & 0o777).toString(8));
      fs.unlinkSync('out/link'); fs.rmSync('out', { recursive: true }); console.log(fs.existsSync('out'), fs.existsSync('data'), fs.statSync('out', { throwIfNoEntry: false }));
      const odd = [fs.openSync('.', 'r'), fs.openSync('data/a.csv', 'r'), fs.openSync('out.txt', 'w')], told = (f) => { try { return f() } catch (e) { return [e.message, e.code, e.errno, e.syscall, e.path] } };
      console.log(told(() => fs.readSync(odd[0], b)), told(() => fs.writeSync(odd[1], 'x')), told(() => fs.ftruncateSync(odd[1], 0)), told(() => fs.readSync(odd[2], b)));
      for (const f of ['readFileSync', 'statSync', 'readdirSync', 'mkdirSync', 'existsSync', 'unlinkSync', 'rmSync']) console.log(f, told(() => fs[f]('')));
      console.log(told(() => fs.writeFileSync('', 'x')));
      console.log(fs.rmSync('', { recursive: true, force: true }), fs.existsSync('data'));
      const { O_WRONLY, O_CREAT, O_APPEND, O_RDWR } = fs.constants; fs.writeFileSync('f', 'precious'); fs.closeSync(fs.openSync('f', O_WRONLY | O_CREAT));
      console.log(fs.readFileSync('f', 'utf8'), told(() => fs.openSync('absent', O_WRONLY | O_APPEND)), told(() => fs.chmodSync('f', 1e10))?.[1], told(() => fs.openSync('f', 'q'))?.[1]);
      const g = fs.openSync('f', O_RDWR | O_CREAT); console.log(fs.readSync(g, b), fs.writeSync(g, 'X', 0), fs.readFileSync('f', 'utf8')); fs.closeSync(g);
      fs.mkdirSync('in'); const made = fs.mkdtempSync('in/'); console.log(made.length, fs.readdirSync('in').length);
      console.log(fs.mkdtempSync('tmp-').length, fs.readFileSync(new URL('file://' + path.resolve('data/b.json')), 'utf8'));
    `,
      { files },
    ));

  it('fails as node does', () =>
    sameAsNode(
      `
      const fs = require('fs');
      const tries = [
        () => fs.readFileSync('none'), () => fs.readFileSync('data'), () => fs.readdirSync('none'), () => fs.readdirSync('data/a.csv'), () => fs.statSync('none'), () => fs.lstatSync('none/x'),
        () => fs.writeFileSync('none/x', ''), () => fs.writeFileSync('data', ''), () => fs.mkdirSync('data'), () => fs.mkdirSync('a/b'), () => fs.rmSync('none'), () => fs.rmSync('data'), () => fs.rmdirSync('data'), () => fs.unlinkSync('none'),
        () => fs.renameSync('none', 'x'), () => fs.copyFileSync('none', 'x'), () => fs.accessSync('none'), () => fs.readlinkSync('data'), () => fs.realpathSync('none'), () => fs.openSync('none'), () => fs.closeSync(99), () => fs.writeFileSync('data/a.csv', 'x', { flag: 'wx' }),
        () => fs.copyFileSync('data/a.csv', 'data/b.json', fs.constants.COPYFILE_EXCL), () => fs.readFileSync(), () => fs.readFileSync({}), () => fs.readFileSync('a\\0b'), () => fs.readFileSync('data', 'nope'), () => fs.writeFileSync('x', {}), () => fs.readFileSync('data/a.csv/x'), () => fs.mkdirSync('data/a.csv/y', { recursive: true }),
      ];
      for (const run of tries) { try { console.log('fine', run()); } catch (e) { const bare = (t) => t && t.replace(process.cwd(), '.'); console.log(e.name, e.code, bare(e.message), e.errno, e.syscall, bare(e.path), e.dest, e instanceof Error, Object.keys(e).filter((k) => k !== 'info')); } }
    `,
      { files },
    ));

  it('has promises and callbacks that settle in the order asked', () =>
    sameAsNode(
      `
      const fs = require('fs'), fsp = require('fs/promises');
      (async () => {
        console.log(await fsp.readFile('data/b.json', 'utf8'), (await fsp.stat('data/a.csv')).size, await fsp.readdir('data'));
        await fsp.mkdir('o/p', { recursive: true }); await fsp.writeFile('o/f', 'one'); await fsp.appendFile('o/f', ' two'); console.log(await fsp.readFile('o/f', { encoding: 'utf8' }));
        try { await fsp.readFile('none'); } catch (e) { console.log(e.code, e.message); } await fsp.access('none').catch((e) => console.log(e.syscall));
        const h = await fsp.open('o/f'); console.log((await h.readFile()).toString(), (await h.stat()).size); await h.close();
        console.log((await Promise.all(['data/a.csv', 'o/f', 'data/b.json'].map((f) => fsp.readFile(f)))).map((b) => b.length)); await fsp.rm('o', { recursive: true }); console.log(fs.existsSync('o'));
        fs.readFile('data/b.json', 'utf8', (e, t) => { console.log('cb', e, t); fs.stat('none', (e2, s) => console.log(e2.code, s)); });
      })();
    `,
      { files },
    ));

  it('streams, and reads lines', () =>
    sameAsNode(
      `
      const fs = require('fs'), readline = require('readline'), { Readable, Transform } = require('stream'), { pipeline } = require('stream/promises');
      (async () => {
        for await (const line of readline.createInterface({ input: fs.createReadStream('data/a.csv'), crlfDelay: Infinity })) console.log(JSON.stringify(line));
        for await (const chunk of fs.createReadStream('data/a.csv', { encoding: 'utf8', start: 1, end: 6 })) console.log(chunk);
        await pipeline(fs.createReadStream('data/b.json'), new Transform({ transform(c, e, done) { done(null, String(c).toUpperCase()); } }), fs.createWriteStream('up.txt')); console.log(fs.readFileSync('up.txt', 'utf8'));
        await pipeline(Readable.from(['a', 'b']), async function* (s) { for await (const x of s) yield x + '!'; }, async (s) => { for await (const x of s) console.log(x); });
        fs.createReadStream('none').on('error', (e) => console.log(e.code));
      })();
    `,
      { files },
    ));

  it('names the flag that a refused file needs', async () => {
    const { stdout } = await inSandbox(
      "const fs = require('fs'); for (const f of [() => fs.readFileSync('/etc/hostname'), () => fs.writeFileSync('x', '')]) try { f(); } catch (e) { console.log(e.code, e.message); }",
      {},
      [],
    );
    expect(stdout).toBe(
      "EACCES EACCES: permission denied, open '/etc/hostname' (rote: reading this needs --allow-read=/etc/hostname)\n" +
        "EACCES EACCES: permission denied, open 'x' (rote: writing this needs --allow-write=x)\n",
    );
  });

  it('opens directories as node does', () =>
    sameAsNode(`
      const fs = require('fs'); const told = (f) => { try { return f(); } catch (e) { return [e.name, e.code, e.message, e.syscall, e.path]; } };
      fs.mkdirSync('d/sub', { recursive: true }); fs.writeFileSync('d/a.txt', 'a'); fs.writeFileSync('d/sub/b', 'b');
      const d = fs.opendirSync('d'), names = []; for (let e; (e = d.readSync()); ) names.push(e.name, e.isDirectory(), e.path); console.log(names.sort(), d.path, d.readSync(), Object.keys(d), d.constructor.name); d.closeSync();
      console.log(told(() => d.readSync()), told(() => d.closeSync()), told(() => fs.opendirSync('none')), told(() => fs.opendirSync('d/a.txt')), fs.opendir.length, fs.opendirSync.length);
      (async () => {
        const all = []; for await (const e of await fs.promises.opendir('d')) all.push(e.name); for await (const e of fs.opendirSync('d', { recursive: true })) all.push(e.name); console.log(all.sort());
        const p = await fs.promises.opendir('d'); console.log(typeof (await p.read()).name, await p.close(), told(() => p.read()), await p.close().catch((e) => e.code), await fs.promises.opendir('none').catch((e) => e.message));
        fs.opendir('d', (e, dir) => dir.read((e2, entry) => { console.log(e, e2, typeof entry.name); dir.close((e3) => console.log(e3)); })); fs.opendir('none', (e) => console.log(e.message));
      })();
    `));
});
