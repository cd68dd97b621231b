import { describe, expect, it } from 'vitest';
import { inSandbox, sameAsNode } from './oracle.ts';

const TRIED = 'const t = (f) => { try { return f() } catch (e) { return [e.name, e.code, e.message] } };';

describe('crypto', () => {
  it('digests as node does, also as a stream', () =>
    sameAsNode(
      `
      import crypto from 'node:crypto'; import { pipeline } from 'node:stream/promises'; import fs from 'node:fs'; import { Readable } from 'node:stream'; ${TRIED}
      for (const name of crypto.getHashes()) console.log(name, t(() => crypto.createHash(name).update('abc').update(new Uint8Array([1])).digest('hex')), t(() => crypto.createHmac(name, 'key').update('abc').digest('base64')));
      const h = crypto.createHash('sha1'); h.update('a'); const copy = h.copy(); h.digest(); console.log(copy.update('b').digest('hex'), t(() => h.digest()), t(() => h.update('x')), t(() => h.copy()));
      const m = crypto.createHmac('sha1', 'k'); m.update('a'); m.digest(); console.log(t(() => m.digest('hex')), t(() => m.update('x')), t(() => crypto.createHash()), t(() => crypto.createHmac('sha1')), t(() => crypto.createHmac('nope', 'x')));
      console.log(t(() => crypto.createHash('shake128', { outputLength: 8 }).digest('hex')), t(() => crypto.createHash('sha1').update(5)), crypto.createHash('md5').constructor === crypto.Hash, crypto.createHmac('md5', 'a').constructor.name, crypto.hash('sha1', 'x'));
      fs.writeFileSync('a.txt', 'content'); const s = crypto.createHash('sha256'); await pipeline(fs.createReadStream('a.txt'), s); console.log(s.digest?.call === undefined, s.read()?.toString('hex'));
      const piped = Readable.from(['x', 'y']).pipe(crypto.createHash('md5').setEncoding('hex')); for await (const c of piped) console.log(c);
    `,
      { name: 'main.mjs' },
    ));

  it('derives keys, fills with chance and compares', () =>
    sameAsNode(`
      const crypto = require('crypto'); ${TRIED}
      console.log(crypto.pbkdf2Sync('p', 'salt', 10, 20, 'sha256').toString('hex'), crypto.scryptSync('p', 'salt', 20, { N: 16 }).toString('hex'), Buffer.from(crypto.hkdfSync('sha512', 'key', 'salt', 'info', 20)).toString('hex'));
      crypto.pbkdf2('p', Buffer.from('s'), 1, 5, 'sha1', (e, k) => { console.log(e, k); crypto.scrypt('p', 's', 5, (e, k) => { console.log(e, k); crypto.hkdf('sha1', 'k', 's', '', 4, (e, k) => { console.log(e, k); crypto.randomFill(Buffer.alloc(4), (e, b) => { console.log(e, b.length); crypto.randomInt(5, (e, n) => console.log(e, n < 5)) }) }) }) });
      console.log(t(() => crypto.pbkdf2Sync('p', 's', 0, 5, 'sha1')), t(() => crypto.pbkdf2Sync('p', 's', 1, 5, 'nope')), t(() => crypto.pbkdf2Sync('p', 's', 1, 5)), t(() => crypto.scryptSync('p', 's', 5, { N: 3 })), t(() => crypto.scryptSync('p', 's', 5, { N: 2 ** 20 })), t(() => crypto.hkdfSync('sha1', 'k', 's', 'i', 99999)), t(() => crypto.pbkdf2Sync('p', 's', 1, -1, 'sha1')), t(() => crypto.scrypt('p', 's', 1)));
      console.log(t(() => crypto.timingSafeEqual(Buffer.from('a'), 'a')), t(() => crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('ab'))), crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('a')), t(() => crypto.randomInt(5, 2)), t(() => crypto.randomInt('a')), t(() => crypto.randomBytes(-1)), t(() => crypto.getRandomValues(new Float32Array(2))), t(() => crypto.getRandomValues(new Uint8Array(65537))), crypto.randomFillSync(Buffer.alloc(3), 1).length, t(() => crypto.randomFillSync(Buffer.alloc(3), 5)[1]));
    `));

  it('refuses to derive what no deadline could interrupt', async () => {
    const { stdout } = await inSandbox(`
      const crypto = require('crypto');
      for (const f of [() => crypto.pbkdf2Sync('p', 's', 2e9, 32, 'sha512'), () => crypto.scryptSync('p', 's', 32, { N: 2 ** 24, maxmem: 2 ** 40 })]) try { f() } catch (e) { console.log(e.code) }`);
    expect(stdout).toBe('ERR_ROTE_TOO_MUCH_WORK\nERR_ROTE_TOO_MUCH_WORK\n');
  });
});
