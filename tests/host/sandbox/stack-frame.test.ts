/** What a host function can tell of the code that called it. */
import { expect, it } from 'vitest';
import { Guest } from '../../../host/sandbox/guest.ts';
import { BYTECODE, FRAME, OBJECT, RT } from '../../../host/sandbox/layout.ts';
import { image, wasm } from './built.ts';

const PROBE = 99;

/** What `look` saw when a guest function called the host. */
function atCall<T>(code: string, look: (guest: Guest, frame: number) => T): T | undefined {
  let seen: T | undefined;
  const guest: Guest = new Guest({
    wasm,
    exportNames: image.description.exportNames,
    initialPages: image.description.pages,
    maxPages: 2048,
    powers: {
      now: () => 0,
      call: (_self, _argc, _argv, id) => {
        if (id === PROBE) seen = look(guest, guest.word(guest.rt + RT.stackFrame));
        return 0;
      },
      normalizeModule: () => 0,
      loadModule: () => 0,
      interrupt: () => false,
      outOfMemory: () => undefined,
      errorMade: () => undefined,
      internalError: () => undefined,
      readStack: () => '',
      unreadStack: () => ({ text: '', made: 0 }),
      rejected: () => undefined,
    },
  });
  guest.restore(image.bytes, image.description.position);
  guest.defineHostFunction('probe', PROBE);
  guest.free(guest.evaluate(code, 'probe.js', false));
  return seen;
}

const nameOf = (guest: Guest, fn: number): string =>
  guest.atomText(guest.word(guest.word(fn + OBJECT.payload) + BYTECODE.name));

it('the running function and its arguments', () => {
  const seen = atCall('function called(a, b, c) { probe(); } called(4, 5)', (guest, frame) => {
    const args = guest.word(frame + FRAME.args);
    const fn = guest.word(frame + FRAME.currentFunction);
    return {
      name: nameOf(guest, fn),
      args: [0, 1].map((i) => guest.number(args + 8 * i)),
      third: guest.tag(args + 16),
    };
  });
  expect(seen).toEqual({ name: 'called', args: [4, 5], third: 3 });
});

it('the frame below it', () => {
  const seen = atCall('function inner() { probe(); } function outer() { inner(); } outer()', (guest, frame) => {
    const below = guest.word(frame + FRAME.previous);
    return [frame, below].map((at) => nameOf(guest, guest.word(at + FRAME.currentFunction)));
  });
  expect(seen).toEqual(['inner', 'outer']);
});

it('the number of arguments given', () => {
  const seen = atCall('function called(a) { probe(); } called(1, 2, 3)', (guest, frame) =>
    guest.word(frame + FRAME.argCount),
  );
  expect(seen).toBe(3);
});
