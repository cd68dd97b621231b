import { expect, it } from 'vitest';
import { hasLargeStack, type StackFacts, stackFacts } from '../../host/stack.ts';
import { STACK_KB, V8_FLAGS } from '../../host/v8-flags.ts';

const limits = (soft: string): string =>
  [
    'Limit                     Soft Limit           Hard Limit           Units     ',
    'Max data size             unlimited            unlimited            bytes     ',
    `Max stack size            ${soft.padEnd(20)} unlimited            bytes     `,
    '',
  ].join('\n');
const usual: StackFacts = { flags: V8_FLAGS, limits: limits(String(8 << 20)), startBytes: 4000 };

it('the guest runs on the main thread only where V8 may use a large stack and the system grants it', () => {
  expect(hasLargeStack(usual)).toBe(true);
  expect(hasLargeStack({ ...usual, limits: limits('unlimited') })).toBe(true);
  expect(hasLargeStack({ ...usual, limits: limits(String(7 << 20)) })).toBe(false);
  expect(hasLargeStack({ ...usual, limits: undefined })).toBe(false);
  expect(hasLargeStack({ ...usual, limits: '' })).toBe(false);
  expect(hasLargeStack({ ...usual, flags: [] })).toBe(false);
  expect(hasLargeStack({ ...usual, flags: [`--stack-size=${2 * STACK_KB}`] })).toBe(false);
});

it('an environment of a megabyte lies on the same stack', () => {
  expect(hasLargeStack({ ...usual, startBytes: 500_000 })).toBe(true);
  expect(hasLargeStack({ ...usual, startBytes: 1_000_000 })).toBe(false);
  expect(hasLargeStack({ ...usual, limits: limits(String(16 << 20)), startBytes: 2_000_000 })).toBe(true);
});

it('asks the process itself', () => {
  const { flags, limits: text, startBytes } = stackFacts();
  expect(flags).toBe(process.execArgv);
  expect(startBytes).toBeGreaterThan((process.env['PATH'] ?? '').length);
  if (process.platform === 'linux') expect(text).toContain('Max stack size');
});
