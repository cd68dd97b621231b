/** The module os: the same answers on every machine, so that results do not depend on where they were made. */
import { OP } from '../abi.ts';
import { ask } from '../prelude/door.ts';

const signals = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 };
const gigabyte = 2 ** 30;
const memory = 8 * gigabyte;

export const os = {
  EOL: '\n',
  devNull: '/dev/null',
  arch: (): unknown => ask(OP.fact, 'arch'),
  platform: (): unknown => ask(OP.fact, 'platform'),
  type: (): string => 'Linux',
  release: (): string => '0.0.0',
  version: (): string => '',
  machine: (): string => 'x86_64',
  endianness: (): string => 'LE',
  hostname: (): string => 'sandbox',
  homedir: (): string => '/',
  tmpdir: (): string => '/tmp',
  uptime: (): number => 0,
  loadavg: (): number[] => [0, 0, 0],
  totalmem: (): number => memory,
  freemem: (): number => memory,
  availableParallelism: (): number => 1,
  cpus: (): object[] => [{ model: 'sandbox', speed: 0, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } }],
  networkInterfaces: (): object => ({}),
  userInfo: (): object => ({ uid: 0, gid: 0, username: 'sandbox', homedir: '/', shell: null }),
  constants: { signals },
};
