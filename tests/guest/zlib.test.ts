import { expect, it } from 'vitest';
import { inSandbox, sameAsNode } from './oracle.ts';

it('zlib packs and unpacks as node does, at once, by callback and as streams, with its errors', () =>
  sameAsNode(
    `
      import * as zlib from 'node:zlib';
      import { promisify } from 'node:util';
      import { pipeline } from 'node:stream/promises';
      import { createReadStream, createWriteStream, readFileSync, writeFileSync } from 'node:fs';
      import { Readable } from 'node:stream';
      const text = 'the quick brown fox jumps over the lazy dog; '.repeat(3000);
      const t = (name, f) => { try { console.log(name, f()) } catch (e) { console.log(name, e.name, e.code, e.errno, e.message, Object.keys(e).join()) } };
      for (const k of ['gzip', 'deflate', 'deflateRaw']) {
        const back = { gzip: 'gunzip', deflate: 'inflate', deflateRaw: 'inflateRaw' }[k];
        for (const o of [undefined, { level: 1 }, { level: 9, memLevel: 9 }, { strategy: 2 }, { windowBits: 9 }, { level: 0 }])
          t(k, () => zlib[back + 'Sync'](zlib[k + 'Sync'](text, o), o?.windowBits ? { windowBits: 15 } : undefined).toString() === text);
      }
      t('bad', () => zlib.gunzipSync('abc'));
      t('bad', () => zlib.gunzipSync(5));
      t('bad', () => zlib.gzipSync('x', { level: 77 }));
      t('bad', () => zlib.gzipSync('x', { level: 'a' }));
      t('bad', () => zlib.gunzipSync(zlib.gzipSync('x'.repeat(1000)), { maxOutputLength: 10 }));
      t('bad', () => zlib.inflateSync(Buffer.alloc(0)));
      t('bad', () => zlib.gunzip('x'));
      t('bad', () => zlib.unzipSync(Buffer.from('nope')));
      t('bad', () => zlib.createGunzip({ chunkSize: 1 }));
      t('cut', () => zlib.gunzipSync(zlib.gzipSync(text).subarray(0, 60)));
      t('cut', () => zlib.gunzipSync(zlib.gzipSync(text).subarray(0, 60), { finishFlush: zlib.constants.Z_SYNC_FLUSH }).length > 0);
      t('dict', () => zlib.inflateSync(zlib.deflateSync('abc abc', { dictionary: Buffer.from('abc') }), { dictionary: 'abc' }).toString());
      t('nodict', () => zlib.inflateSync(zlib.deflateSync('abc', { dictionary: Buffer.from('abc') })));
      t('baddict', () => zlib.inflateSync(zlib.deflateSync('abc', { dictionary: Buffer.from('abc') }), { dictionary: 'xyz' }));
      t('unzip', () => zlib.unzipSync(zlib.deflateSync('abc')) + '' + zlib.unzipSync(zlib.gzipSync('abc')));
      t('two', () => zlib.gunzipSync(Buffer.concat([zlib.gzipSync('a'), zlib.gzipSync('b')])) + '');
      t('trailing', () => zlib.gunzipSync(Buffer.concat([zlib.gzipSync('a'), Buffer.from([0, 0, 0])])) + '');
      t('junk', () => zlib.inflateSync(Buffer.concat([zlib.deflateSync('a'), Buffer.from('zzz')])) + '');
      t('crc', () => [zlib.crc32('hello'), zlib.crc32('world', zlib.crc32('hello '))].join());
      t('codes', () => [zlib.codes.Z_OK, zlib.codes[0], zlib.codes['-3'], zlib.constants.Z_BEST_SPEED, Object.isFrozen(zlib.constants)].join());
      t('names', () => [zlib.gzip.name, zlib.gzipSync.name, zlib.Gzip.name, zlib.createGzip().constructor.name, zlib.Gunzip.length].join());
      console.log((await promisify(zlib.gunzip)(await promisify(zlib.gzip)(text))).length);
      await promisify(zlib.gunzip)(Buffer.from('nope nope nope')).catch((e) => console.log(e.code, e.message));
      writeFileSync('a.gz', zlib.gzipSync(text));
      await pipeline(createReadStream('a.gz'), zlib.createGunzip(), createWriteStream('a.txt'));
      console.log(readFileSync('a.txt', 'utf8') === text);
      let n = 0; for await (const c of Readable.from([text, 'more']).pipe(zlib.createGzip()).pipe(zlib.createGunzip())) n += c.length;
      console.log(n);
      createReadStream('main.mjs').pipe(zlib.createGunzip()).on('error', (e) => console.log('error', e.code, e.errno));
    `,
    { name: 'main.mjs' },
  ));

it('what is inflated grows in the memory of the script', async () => {
  const { exitCode, stderr } = await inSandbox(
    `
      const zlib = require('zlib');
      const part = zlib.gzipSync(Buffer.alloc(20_000_000));
      zlib.gunzipSync(Buffer.concat(Array.from({ length: 20 }, () => part)));
    `,
    {},
    ['--memory-limit', '128'],
  );
  expect([exitCode, stderr]).toEqual([3, expect.stringContaining('--memory-limit')]);
});
