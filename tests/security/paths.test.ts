/** Out of the granted folders by way of paths: spellings, links, races, special files, the store. */
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Attack, family } from './attack.ts';

const FS = "import fs from 'node:fs';";
const READS =
  "const read = (path) => attempt(String(path).replaceAll('\\0', '^0'), () => fs.readFileSync(path, 'utf8'));";

const attacks: readonly Attack[] = [
  {
    name: 'dots, slashes and absolute paths',
    script: `${FS}${READS}
      for (const p of ['../outside/secret.txt', './../outside/secret.txt', 'x/../../outside/secret.txt', '@OUT@/secret.txt', '@IN@/../outside/secret.txt', '//@OUT@//secret.txt', '../outside/./secret.txt/', '/proc/self/cwd/../outside/secret.txt', '..\\\\outside\\\\secret.txt', '....//outside/secret.txt', '@IN@/secret.txt/../../outside/secret.txt']) read(p);`,
    prints:
      '../outside/secret.txt: EACCES\n./../outside/secret.txt: EACCES\nx/../../outside/secret.txt: EACCES\n@OUT@/secret.txt: EACCES\n@IN@/../outside/secret.txt: EACCES\n//@OUT@//secret.txt: EACCES\n../outside/./secret.txt/: EACCES\n/proc/self/cwd/../outside/secret.txt: EACCES\n..\\outside\\secret.txt: ENOENT\n....//outside/secret.txt: ENOENT\n@IN@/secret.txt/../../outside/secret.txt: EACCES',
  },
  {
    name: 'a folder whose name begins like the granted one',
    script: `${FS}${READS}
      for (const p of ['../inside-evil/secret.txt', '@IN@-evil/secret.txt', '@IN@/../inside-evil/secret.txt']) read(p);
      attempt('list', () => fs.readdirSync('@IN@-evil'));`,
    prints:
      '../inside-evil/secret.txt: EACCES\n@IN@-evil/secret.txt: EACCES\n@IN@/../inside-evil/secret.txt: EACCES\nlist: EACCES',
  },
  {
    name: 'NUL, lone surrogates, normalization and case',
    script: `${FS}${READS}
      for (const p of ['secret.txt\\0.png', '../outside/secret.txt\\0', '\\ud800', 'secret\\udc00.txt', 'SECRET.TXT', 'secret.txt ', 's\\u0065cret.txt', 'se\\u0301cret.txt', '\\u2024\\u2024/outside/secret.txt', '\\uff0e\\uff0e/outside/secret.txt', '%2e%2e/outside/secret.txt']) read(p);
      attempt('bytes', () => fs.readFileSync(Buffer.from([0x2e, 0x2e, 0x2f, 0xff])));
      attempt('write', () => fs.writeFileSync('a\\0b', 'x'));`,
    prints:
      'secret.txt^0.png: ERR_INVALID_ARG_VALUE\n../outside/secret.txt^0: ERR_INVALID_ARG_VALUE\n�: ENOENT\nsecret�.txt: ENOENT\nSECRET.TXT: ENOENT\nsecret.txt : ENOENT\nsecret.txt: mine\nsécret.txt: ENOENT\n․․/outside/secret.txt: ENOENT\n．．/outside/secret.txt: ENOENT\n%2e%2e/outside/secret.txt: ENOENT\nbytes: EACCES\nwrite: ERR_INVALID_ARG_VALUE',
  },
  {
    name: 'file URLs of every spelling',
    script: `${FS}
      for (const u of ['file://@OUT@/secret.txt', 'file:///%2e%2e/%2e%2e@OUT@/secret.txt', 'file://localhost@OUT@/secret.txt', 'file://evil@OUT@/secret.txt', 'file:@OUT@/secret.txt', 'file://@IN@/..%2foutside/secret.txt', 'file://@IN@/secret.txt%00', 'http://x/secret.txt', 'file://@IN@/%2e%2e/outside/secret.txt'])
        attempt(u, () => fs.readFileSync(new URL(u), 'utf8'));
      attempt('text', () => fs.readFileSync('file://@OUT@/secret.txt', 'utf8'));
      attempt('forged', () => fs.readFileSync(Object.assign(Object.create(URL.prototype), { href: 'file://@OUT@/secret.txt', protocol: 'file:', pathname: '@OUT@/secret.txt' }), 'utf8'));`,
    prints:
      'file://@OUT@/secret.txt: EACCES\nfile:///%2e%2e/%2e%2e@OUT@/secret.txt: EACCES\nfile://localhost@OUT@/secret.txt: EACCES\nfile://evil@OUT@/secret.txt: ERR_INVALID_FILE_URL_HOST\nfile:@OUT@/secret.txt: EACCES\nfile://@IN@/..%2foutside/secret.txt: ERR_INVALID_FILE_URL_PATH\nfile://@IN@/secret.txt%00: ERR_INVALID_ARG_VALUE\nhttp://x/secret.txt: ERR_INVALID_URL_SCHEME\nfile://@IN@/%2e%2e/outside/secret.txt: EACCES\ntext: ENOENT\nforged: TypeError',
  },
  {
    name: 'links that lead out',
    before: ({ inside, outside }) => {
      symlinkSync(join(outside, 'secret.txt'), join(inside, 'file'));
      symlinkSync(outside, join(inside, 'folder'));
      symlinkSync('file', join(inside, 'twice'));
      symlinkSync('../outside', join(inside, 'relative'));
      symlinkSync('loop', join(inside, 'loop'));
      symlinkSync('/', join(inside, 'root'));
    },
    script: `${FS}${READS}
      for (const p of ['file', 'folder/secret.txt', 'twice', 'relative/secret.txt', 'loop', 'root@OUT@/secret.txt', 'folder/../outside/secret.txt']) read(p);
      attempt('list', () => fs.readdirSync('folder'));
      attempt('stat', () => fs.statSync('file').size);
      attempt('real', () => fs.realpathSync('folder'));
      attempt('exists', () => fs.existsSync('folder/secret.txt'));
      attempt('access', () => fs.accessSync('file'));
      attempt('opendir', () => fs.opendirSync('folder'));
      attempt('open', () => fs.openSync('file'));
      attempt('copy', () => fs.copyFileSync('file', 'copy'));
      attempt('recursive', () => fs.readdirSync('.', { recursive: true }).filter((n) => n.startsWith('folder/')).length);`,
    prints:
      'file: EACCES\nfolder/secret.txt: EACCES\ntwice: EACCES\nrelative/secret.txt: EACCES\nloop: ELOOP\nroot@OUT@/secret.txt: EACCES\nfolder/../outside/secret.txt: ENOENT\nlist: EACCES\nstat: EACCES\nreal: EACCES\nexists: false\naccess: EACCES\nopendir: EACCES\nopen: EACCES\ncopy: EACCES\nrecursive: 0',
  },
  {
    name: 'writing through links that lead out',
    flags: ['--no-cache', '--allow-write=@IN@'],
    before: ({ inside, outside }) => {
      symlinkSync(join(outside, 'secret.txt'), join(inside, 'file'));
      symlinkSync(outside, join(inside, 'folder'));
      symlinkSync(join(outside, 'new.txt'), join(inside, 'dangling'));
    },
    script: `${FS}
      attempt('write', () => fs.writeFileSync('file', 'x'));
      attempt('append', () => fs.appendFileSync('folder/secret.txt', 'x'));
      attempt('new', () => fs.writeFileSync('dangling', 'x'));
      attempt('mkdir', () => fs.mkdirSync('folder/made'));
      attempt('rename', () => { fs.writeFileSync('w', 'x'); fs.renameSync('w', 'folder/w') });
      attempt('copy', () => fs.copyFileSync('secret.txt', 'folder/copy'));
      attempt('truncate', () => fs.truncateSync('file', 0));
      attempt('chmod', () => fs.chmodSync('file', 0o777));
      attempt('utimes', () => fs.utimesSync('file', 1, 1));
      attempt('unlink', () => fs.unlinkSync('folder/secret.txt'));
      attempt('rm', () => fs.rmSync('folder/', { recursive: true, force: true }));
      attempt('open', () => fs.openSync('file', 'w'));
      attempt('stream', () => { fs.createWriteStream('file').on('error', (e) => console.log('stream error', e.code)); return 'begun' });
      attempt('temp', () => fs.mkdtempSync('folder/t'));`,
    prints:
      'write: EACCES\nappend: EACCES\nnew: EACCES\nmkdir: EACCES\nrename: EACCES\ncopy: EACCES\ntruncate: EACCES\nchmod: EACCES\nutimes: EACCES\nunlink: EACCES\nrm: undefined\nopen: EACCES\nstream: begun\ntemp: ENOENT\nstream error EACCES',
  },
  {
    name: 'links made by the script',
    flags: ['--no-cache', '--allow-write=@IN@'],
    script: `${FS}
      attempt('symlink', () => fs.symlinkSync('@OUT@/secret.txt', 'link'));
      attempt('link', () => fs.linkSync('@OUT@/secret.txt', 'hard'));
      attempt('inner', () => fs.symlinkSync('secret.txt', 'fine'));
      attempt('read', () => fs.readFileSync('link', 'utf8'));
      attempt('rename', () => fs.renameSync('@OUT@/secret.txt', 'mine'));
      attempt('copy', () => fs.copyFileSync('@OUT@/secret.txt', 'mine'));
      attempt('cp', () => fs.cpSync('@OUT@', 'all', { recursive: true }));`,
    prints: 'symlink: EACCES\nlink: EACCES\ninner: undefined\nread: ENOENT\nrename: EACCES\ncopy: EACCES\ncp: EACCES',
  },
  {
    name: 'temporary folders beside the granted one',
    flags: ['--no-cache', '--allow-write=@IN@'],
    script: `${FS}
      attempt('inside', () => fs.mkdtempSync('@IN@/').length - '@IN@/'.length);
      attempt('beside', () => fs.mkdtempSync('@IN@')); attempt('above', () => fs.mkdtempSync('@IN@/../'));
      attempt('nothing', () => fs.rmSync('', { recursive: true, force: true })); attempt('all', () => fs.existsSync('attack.mjs'));`,
    prints: 'inside: 6\nbeside: EACCES\nabove: EACCES\nnothing: undefined\nall: true',
    after: ({ base }) => expect(readdirSync(base).sort()).toEqual(['inside', 'inside-evil', 'outside']),
  },
  {
    name: 'special files',
    before: ({ inside }) => execFileSync('mkfifo', [join(inside, 'fifo')]),
    script: `${FS}${READS}
      for (const p of ['/proc/self/environ', '/proc/self/maps', '/proc/self/fd/0', '/dev/stdin', '/dev/zero', '/dev/random', '/etc/passwd', '/proc/1/cmdline', '/sys/kernel', '/dev/tty', '/dev/fd/1']) read(p);
      attempt('fifo', () => fs.statSync('fifo').isFIFO());
      attempt('write', () => fs.writeFileSync('/dev/null', 'x'));
      attempt('proc', () => fs.readdirSync('/proc').length);`,
    prints:
      '/proc/self/environ: EACCES\n/proc/self/maps: EACCES\n/proc/self/fd/0: EACCES\n/dev/stdin: \n/dev/zero: EACCES\n/dev/random: EACCES\n/etc/passwd: EACCES\n/proc/1/cmdline: EACCES\n/sys/kernel: EACCES\n/dev/tty: EACCES\n/dev/fd/1: EACCES\nfifo: true\nwrite: EACCES\nproc: EACCES',
  },
  {
    name: 'devices below a granted root',
    flags: ['--no-cache', '--memory-limit', '64', '--allow-read=/dev,/proc'],
    script: `${FS}
      attempt('zero', () => fs.readFileSync('/dev/zero').length);
      attempt('environ', () => fs.readFileSync('/proc/self/environ', 'utf8').includes('SECRET'));
      attempt('mem', () => fs.readFileSync('/proc/self/mem').length);
      attempt('null', () => fs.readFileSync('/dev/null').length);`,
    prints: 'zero: ERR_FS_FILE_TOO_LARGE\nenviron: true\nmem: EIO\nnull: 0',
  },
  {
    name: 'hard links are files like any other',
    before: ({ inside, outside }) => {
      writeFileSync(join(outside, 'shared.txt'), 'shared by its owner');
      linkSync(join(outside, 'shared.txt'), join(inside, 'hard'));
    },
    script: `${FS}attempt('read', () => fs.readFileSync('hard', 'utf8'));`,
    prints: 'read: shared by its owner',
  },
  {
    name: 'what is there outside, told by errors',
    script: `${FS}
      const told = (p) => [() => fs.readFileSync(p), () => fs.statSync(p), () => fs.accessSync(p), () => fs.readdirSync(p), () => fs.realpathSync(p), () => fs.lstatSync(p), () => fs.readlinkSync(p), () => fs.opendirSync(p), () => fs.openSync(p)].map((f) => { try { f(); return 'ok' } catch (e) { return e.code } }).join();
      console.log(told('@OUT@/secret.txt') === told('@OUT@/none') && told('@OUT@/none') === told('@OUT@'));
      console.log(fs.existsSync('@OUT@/secret.txt'), fs.existsSync('@OUT@/none'), fs.existsSync('@OUT@'));`,
    prints: 'true\nfalse false false',
  },
  {
    name: 'the current directory moved out',
    script: `${FS}
      attempt('out', () => process.chdir('..')); attempt('abs', () => process.chdir('@OUT@')); attempt('cwd', () => process.cwd());
      attempt('read', () => fs.readFileSync('secret.txt', 'utf8'));`,
    prints: 'out: EACCES\nabs: EACCES\ncwd: @IN@\nread: mine',
  },
  {
    name: 'the store, which is not there',
    flags: ['--cache-dir', '.rote', '--min-duration', '0', '--allow-write=@IN@'],
    before: ({ inside }) => mkdirSync(join(inside, '.rote')),
    script: `${FS}
      attempt('list', () => fs.readdirSync('.').includes('.rote'));
      attempt('exists', () => fs.existsSync('.rote'));
      attempt('stat', () => fs.statSync('.rote'));
      attempt('read', () => fs.readdirSync('.rote'));
      attempt('write', () => fs.writeFileSync('.rote/forged', 'x'));
      attempt('mkdir', () => fs.mkdirSync('.rote/x', { recursive: true }));
      attempt('rename', () => { fs.writeFileSync('w', 'x'); fs.renameSync('w', '.rote/w') });
      attempt('over', () => fs.renameSync('secret.txt', '.rote'));
      attempt('rm', () => fs.rmSync('.rote', { recursive: true, force: true }));
      attempt('spelled', () => fs.readdirSync('./x/../.rote//'));
      attempt('glob', () => fs.readdirSync('.', { recursive: true }).some((n) => n.startsWith('.rote')));`,
    prints:
      'list: false\nexists: false\nstat: ENOENT\nread: ENOENT\nwrite: ENOENT\nmkdir: ENOENT\nrename: ENOENT\nover: ENOENT\nrm: ENOENT\nspelled: ENOENT\nglob: false',
  },
  {
    name: 'a store reached by a link',
    flags: ['--cache-dir', '.rote', '--min-duration', '0', '--allow-write=@IN@'],
    before: ({ inside }) => {
      mkdirSync(join(inside, '.rote'));
      symlinkSync('.rote', join(inside, 'alias'));
    },
    script: `${FS}
      attempt('list', () => fs.readdirSync('alias').length);
      attempt('write', () => fs.writeFileSync('alias/forged', 'x'));
      attempt('made', () => fs.symlinkSync('.rote', 'mine'));`,
    prints: 'list: ENOENT\nwrite: ENOENT\nmade: ENOENT',
  },
  {
    name: 'very long and very deep paths',
    script: `${FS}${READS}
      attempt('long', () => fs.readFileSync('a'.repeat(100_000)));
      attempt('deep', () => fs.readFileSync('a/'.repeat(50_000) + 'x'));
      attempt('dots', () => fs.readFileSync('../'.repeat(10_000) + '@OUT@/secret.txt'));
      attempt('slashes', () => fs.readFileSync('/'.repeat(100_000) + '@OUT@/secret.txt'));`,
    prints: 'long: ENAMETOOLONG\ndeep: ENAMETOOLONG\ndots: ENAMETOOLONG\nslashes: ENAMETOOLONG',
  },
];

family('paths', attacks);
