import { describe, expect, it } from 'vitest';
import { inSandbox, sameAsNode } from './oracle.ts';

describe('the event loop', () => {
  it('orders ticks, microtasks, timers and immediates as node does', () =>
    sameAsNode(`
      const say = (text) => () => console.log(text);
      setTimeout(say('timeout'), 0); setImmediate(say('immediate')); process.nextTick(say('tick')); Promise.resolve().then(say('micro')); queueMicrotask(say('queued'));
      process.nextTick(() => { say('tick 2')(); Promise.resolve().then(say('micro of tick')); process.nextTick(say('tick of tick')); });
      Promise.resolve().then(() => process.nextTick(say('tick of micro'))).then(say('micro 2'));
      setTimeout(() => { say('first timer')(); process.nextTick(say('tick of timer')); Promise.resolve().then(say('micro of timer')); }, 1);
      setTimeout(say('second timer'), 1);
      setImmediate(() => { say('outer immediate')(); setImmediate(say('inner immediate')); setTimeout(() => { setTimeout(say('0 of timer'), 0); setImmediate(say('immediate of timer')); }, 60); });
      console.log('main');
    `));

  it('orders awaits, async iteration and races as node does', () =>
    sameAsNode(`
      const sleep = (ms, v) => new Promise((done) => setTimeout(done, ms, v));
      (async () => { console.log(await Promise.all([sleep(90, 'a'), sleep(10, 'b')]), await Promise.race([sleep(400, 'slow'), sleep(20, 'fast')]), await Promise.any([Promise.reject(1), sleep(5, 'any')])); })();
      (async () => { for await (const x of (async function* () { yield 1; await sleep(45); yield 2; })()) console.log('item', x); })();
      (async () => { try { await Promise.reject(new Error('no')); } catch (e) { console.log(e.message); } finally { console.log('finally'); } })();
      console.log('sync');
    `));

  it('runs, clears and refreshes timers as node does', async () => {
    const { stdout } = await inSandbox(`
      let n = 0; const every = setInterval(() => { console.log('every', ++n); if (n === 3) clearInterval(every); }, 10);
      clearTimeout(setTimeout(() => console.log('never'), 1)); clearImmediate(setImmediate(() => console.log('never')));
      const late = setTimeout((...args) => console.log('late', args), 50, 1, 2); console.log(late.hasRef(), typeof +late, late.unref() === late); late.ref();
      setTimeout(() => console.log('unreferenced'), 1e6).unref(); clearTimeout(undefined); clearTimeout(12345);
      const again = setTimeout(() => console.log('again'), 30); setTimeout(() => again.refresh(), 20); setTimeout(() => console.log('between'), 40);
      for (const bad of [-1, NaN, 2 ** 40, '3', undefined]) setTimeout(() => console.log('bad', String(bad)), bad);
      try { setTimeout('code'); } catch (e) { console.log(e.code, e.message); }
    `);
    expect(stdout.split('\n')).toEqual([
      'true number true',
      'ERR_INVALID_ARG_TYPE The "callback" argument must be of type function. Received type string (\'code\')',
      'bad -1',
      'bad NaN',
      'bad 1099511627776',
      'bad undefined',
      'bad 3',
      'every 1',
      'every 2',
      'every 3',
      'between',
      'late [ 1, 2 ]',
      'again',
      '',
    ]);
  });

  it('never sleeps, and the clock shows the time that it skipped', async () => {
    const { stdout } = await inSandbox(`
      const start = Date.now();
      setTimeout(() => console.log(Date.now() - start >= 3_600_000, performance.now() >= 3_600_000), 3_600_000);
    `);
    expect(stdout).toBe('true true\n');
  });

  it('lets exit handlers speak, and takes the exit code from where node takes it', async () => {
    await sameAsNode(
      "process.on('exit', (c) => console.log('exit', c)); process.exitCode = 3; setTimeout(() => console.log('t'), 1);",
    );
    await sameAsNode(
      "process.on('exit', (c) => { console.log('exit', c); process.exitCode = 9; }); process.exit(4); console.log('never');",
    );
    await sameAsNode(
      "process.once('beforeExit', () => { console.log('before'); setTimeout(() => console.log('more'), 1); });",
    );
    await sameAsNode("try { process.exit(2); } catch { console.log('caught'); } finally { console.log('finally'); }");
  });

  it('hands uncaught errors to their listeners', async () => {
    await sameAsNode(
      "process.on('uncaughtException', (e, o) => console.log(e.message, o)); setTimeout(() => { throw new Error('x'); }, 1); setTimeout(() => console.log('on'), 5);",
    );
    await sameAsNode("setTimeout(() => { throw new Error('x'); }, 1); setTimeout(() => console.log('never'), 5);");
    await sameAsNode(
      "process.on('unhandledRejection', (e) => console.log('unhandled', e.message)); Promise.reject(new Error('r')); setTimeout(() => console.log('on'), 5);",
    );
  });
});
