/** How a run is recorded, and what it is when it is made again, possibly elsewhere. */
import { expect, it } from 'vitest';
import { againOf, invocationOf } from '../../host/invocation.ts';
import type { WorkerTask } from '../../host/sandbox/task.ts';

const task: WorkerTask = {
  script: '/work/proj/src/main.ts',
  args: ['a', '../b'],
  cwd: '/work/proj',
  env: {},
  cacheDir: '/work/proj/.rote',
  refresh: false,
  minDurationMs: undefined,
  grants: { read: ['/work/proj', '/data', '/work/project'], write: ['/work/proj/out'], env: ['HOME'], net: [] },
  memoryLimitMB: 64,
  seed: '7',
  time: { startMs: 0, frozen: true },
  netSnapshot: '/work/proj/snap',
  startedAt: 'now',
};
const nothing = { input: false, network: false };
const { env: _, cacheDir: __, refresh: ___, startedAt: ____, ...kept } = task;

it('is the same again where nothing moved', () => {
  const record = JSON.parse(JSON.stringify(invocationOf(task, '/work/proj', '/work/proj/.rote', nothing)));
  expect(againOf('src/main.ts', record, '/work/proj/.rote')).toEqual(kept);
});

it('goes with a project that holds its store, but for what lies outside', () => {
  const record = invocationOf(task, '/work/proj', '/work/proj/.rote', nothing);
  expect(againOf('src/main.ts', record, '/else/.rote')).toMatchObject({
    script: '/else/src/main.ts',
    cwd: '/else',
    netSnapshot: '/else/snap',
    args: ['a', '../b'],
    grants: { read: ['/else', '/data', '/work/project'], write: ['/else/out'], env: ['HOME'], net: [] },
  });
});

it('stays where it was when the store is elsewhere', () => {
  const record = invocationOf({ ...task, grants: { ...task.grants, read: true } }, '/work/proj', '/var/rote', {
    input: true,
    network: true,
  });
  expect(record).toMatchObject({ root: '/work/proj', input: true, network: true, netSnapshot: 'snap' });
  expect(againOf('src/main.ts', record, '/tmp/rote')).toMatchObject({ script: task.script, grants: { read: true } });
});
