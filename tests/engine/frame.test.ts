/** One open call: facts once, net effects in order, and what makes it unstorable. */
import { describe, expect, it } from 'vitest';
import { Frame } from '../../engine/frame.ts';
import { EngineBench } from './bench.ts';

function frame(mutable: string | null = null): Frame {
  const b = new EngineBench();
  b.mutable = mutable;
  return new Frame(b.fn('f'), 'key', b.view('x'), null, 2, 0, true, { jobs: 0, rejections: 0, limits: 0 });
}
const bytes = (text: string): Uint8Array => Buffer.from(text);
const file = (path: string, text: string, movedFrom?: string) =>
  ({ kind: 'file', path, bytes: bytes(text), mode: 0o644, ...(movedFrom ? { movedFrom } : {}) }) as const;
const told = (f: Frame): string[] =>
  f.effects().map(({ effect, after }) => {
    const at = after > 0 ? `@${after}` : '';
    if (effect.kind === 'directory' || effect.kind === 'kept') return `${effect.kind.slice(0, 3)} ${effect.path}${at}`;
    if (effect.kind === 'input') return 'input';
    if (effect.kind === 'file') return `file ${effect.path}=${Buffer.from(effect.bytes)}${at}`;
    if (effect.kind === 'draws') return `draws ${effect.stream}=${effect.position}${at}`;
    return `out${effect.kind === 'output' ? effect.fd : ''} ${Buffer.from(effect.bytes)}${at}`;
  });

describe('room', () => {
  const print = (text: string) => ({ kind: 'output', fd: 1, bytes: bytes(text) }) as const;
  it('is enough for what fits exactly', () => {
    const f = frame();
    f.room = 8;
    f.effect(print('1234'));
    f.effect(file('a', '5678'));
    expect([told(f), f.cause]).toEqual([['file a=5678', 'out1 1234'], null]);
  });
  it('that is too small refuses the call, which keeps nothing from then on', () => {
    const f = frame();
    f.room = 8;
    f.effect(print('1234'));
    f.effect(file('a', '56789'));
    f.effect({ kind: 'append', path: 'a', bytes: bytes('0') });
    f.effect(print('1'));
    expect([f.cause?.code, f.wrote('a'), told(f)]).toEqual(['large-effects', true, ['file a=', 'out1 ']]);
  });
  it('grows with what neighbouring writes need', () => {
    const f = frame();
    for (let i = 0; i < 100; i++) f.effect(print(`${i},`));
    f.effect({ kind: 'output', fd: 2, bytes: bytes('!') });
    f.effect(print('.'));
    expect(told(f)).toEqual([`out1 ${Array.from({ length: 100 }, (_, i) => `${i},`).join('')}`, 'out2 !', 'out1 .']);
  });
});

describe('facts', () => {
  it('stand once, in order', () => {
    const f = frame();
    for (const name of ['a', 'b', 'a']) f.depend({ kind: 'file', name, fingerprint: '1' });
    expect(f.dependencies.map((d) => d.name)).toEqual(['a', 'b']);
    expect(f.knows('file', '', 'a')).toBe(true);
  });
  it('of one name but other kinds or scopes are different ones', () => {
    const f = frame();
    f.depend({ kind: 'file', name: 'a', fingerprint: '1' });
    f.depend({ kind: 'stat', name: 'a', fingerprint: '2' });
    f.depend({ kind: 'variable', scope: 'm', name: 'a', fingerprint: '3' });
    f.depend({ kind: 'variable', scope: 'n', name: 'a', fingerprint: '4' });
    expect([f.dependencies.length, f.cause]).toEqual([4, null]);
  });
  it('that change while it runs refuse it', () => {
    const f = frame();
    f.depend({ kind: 'env', name: 'A', fingerprint: '1' });
    f.depend({ kind: 'env', name: 'A', fingerprint: '2' });
    expect(f.cause?.code).toBe('input-changed');
  });
  it('about files that it wrote are none', () => {
    const f = frame();
    f.effect(file('out', 'x'));
    for (const kind of ['file', 'stat', 'kind'] as const) f.depend({ kind, name: 'out', fingerprint: '1' });
    expect(f.dependencies).toEqual([]);
  });
  it('read before it wrote them stand', () => {
    const f = frame();
    f.depend({ kind: 'file', name: 'out', fingerprint: '1' });
    f.effect(file('out', 'x'));
    expect(f.dependencies.length).toBe(1);
  });
  it.each([['dir'], ['.'], ['']])('a listing of %j, where it wrote, refuses it', (name) => {
    const f = frame();
    f.effect(file('dir/out', 'x'));
    f.depend({ kind: 'listing', name, fingerprint: '1' });
    expect(f.cause?.code).toBe('own-listing');
  });
  it('a listing beside it does not', () => {
    const f = frame();
    f.effect(file('dir/out', 'x'));
    f.depend({ kind: 'listing', name: 'di', fingerprint: '1' });
    expect(f.cause).toBe(null);
  });
});

describe('effects', () => {
  it('are the net state of files, and output in order', () => {
    const f = frame();
    f.effect({ kind: 'output', fd: 1, bytes: bytes('a') });
    f.effect(file('one', '1'));
    f.effect({ kind: 'output', fd: 1, bytes: bytes('b') });
    f.effect({ kind: 'output', fd: 2, bytes: bytes('c') });
    f.effect({ kind: 'directory', path: 'd' });
    f.effect(file('one', '2'));
    f.effect({ kind: 'append', path: 'one', bytes: bytes('3') });
    f.effect({ kind: 'output', fd: 1, bytes: bytes('d') });
    expect(told(f)).toEqual(['dir d', 'file one=23', 'out1 ab', 'out2 c', 'out1 d']);
    expect(f.cause).toBe(null);
  });
  it('a file moved within the call is at its new place alone', () => {
    const f = frame();
    f.effect(file('temporary', 'x'));
    f.effect(file('final', 'x', 'temporary'));
    expect([told(f), f.cause]).toEqual([['file final=x'], null]);
  });
  it('a file moved from outside refuses it', () => {
    const f = frame();
    f.effect(file('final', 'x', 'theirs'));
    expect(f.cause?.code).toBe('rename');
  });
  it('appending to what it did not write refuses it', () => {
    const f = frame();
    f.effect({ kind: 'append', path: 'log', bytes: bytes('x') });
    expect(f.cause?.code).toBe('append');
  });
});

describe('a call that waits', () => {
  it('is refused when what it was given can change', () => {
    const f = frame('what it was given');
    f.suspendFirst();
    expect(f.cause).toEqual({ code: 'mutable-input', text: 'waits while others could change what it was given' });
  });
  it('tells how many hops came before each effect', () => {
    const f = frame();
    f.effect({ kind: 'output', fd: 1, bytes: bytes('a') });
    f.suspendFirst();
    f.hops?.push({ kind: 'tick' });
    f.effect({ kind: 'output', fd: 1, bytes: bytes('b') });
    f.effect(file('late', 'x'));
    expect(told(f)).toEqual(['file late=x@1', 'out1 a', 'out1 b@1']);
  });
  it('reads nothing from outside after waiting', () => {
    const f = frame();
    f.suspendFirst();
    f.depend({ kind: 'code', scope: 'm', name: 'g', fingerprint: '1' });
    expect(f.cause).toBe(null);
    f.depend({ kind: 'file', name: 'a', fingerprint: '1' });
    expect(f.cause?.code).toBe('late-input');
  });
  it('does not write a file again after waiting, nor append to it', () => {
    for (const again of [file('one', '2'), { kind: 'append', path: 'one', bytes: bytes('2') } as const]) {
      const f = frame();
      f.effect(file('one', '1'));
      f.suspendFirst();
      f.hops?.push({ kind: 'tick' });
      f.effect(again);
      expect(f.cause).not.toBe(null);
    }
  });
});
