import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFlags, runFlags } from '../../cli/flags.ts';
import { cacheDirOf, runExtras, runOptions } from '../../cli/run-options.ts';

const here = { cwd: '/work', env: {} };
const options = (words: string[], env = {}) => runOptions(parseFlags(words), { cwd: '/work', env });

describe('words after run', () => {
  it("gives rote the flags before the script and the script everything after it, even rote's own words", () => {
    const parsed = parseFlags(['--stats', '-A', 'a.ts', '--stats', '-x', '--', 'b']);
    expect(parsed.script).toBe('a.ts');
    expect(parsed.args).toEqual(['--stats', '-x', '--', 'b']);
    expect([...parsed.values.keys()]).toEqual(['stats', 'allow-all']);
  });

  it('takes a script that looks like a flag after --', () => {
    expect(parseFlags(['--stats', '--', '-odd.js', 'x'])).toMatchObject({ script: '-odd.js', args: ['x'] });
  });

  it('never takes the script for the value of a grant', () => {
    const parsed = parseFlags(['--allow-read', 'a.ts']);
    expect(parsed.script).toBe('a.ts');
    expect(parsed.values.get('allow-read')).toEqual([true]);
  });

  it('takes the value of any other flag from after = or from the next word', () => {
    expect(parseFlags(['--report', 'r.json', 'a.ts']).values.get('report')).toEqual(['r.json']);
    expect(parseFlags(['--report=r=1.json', 'a.ts']).values.get('report')).toEqual(['r=1.json']);
  });

  it.each([
    [['--sats', 'a.ts'], 'unknown flag --sats', 'did you mean --stats?'],
    [['--allow-raed=x', 'a.ts'], 'unknown flag --allow-raed', 'did you mean --allow-read?'],
    [['-x', 'a.ts'], 'unknown flag -x', "rote's flags are listed by: rote run --help"],
    [['--stats=yes', 'a.ts'], '--stats takes no value', undefined],
    [['--report'], '--report needs a value', '--report=<file>'],
    [['--report=', 'a.ts'], '--report needs a value', '--report=<file>'],
    [['--report', '--stats', 'a.ts'], '--report needs a value', '--report=<file>'],
    [['--allow-write=', 'a.ts'], '--allow-write needs a value', '--allow-write=<paths>'],
  ])('refuses %j', (words, message, hint) => {
    expect(() => parseFlags(words)).toThrow(expect.objectContaining({ code: 'usage', message, hint }));
  });

  it.each(['--dry', '--resume'])('does not know %s', (flag) => {
    expect(() => parseFlags([flag, 'a.ts'])).toThrow(`unknown flag ${flag}`);
  });

  it('has a help text for every flag', () => {
    for (const { help } of runFlags) expect(help).not.toBe('');
  });
});

describe('options of a run', () => {
  it('grants reading below the current directory and nothing else by default', () => {
    expect(options(['a.ts']).grants).toEqual({ read: ['/work'], write: [], env: [], net: [] });
  });

  it('grants everything for a flag without a value, and what is listed for one with a value', () => {
    const { grants } = options([
      '--allow-read',
      '--allow-write=out,/tmp/x',
      '--allow-write=more',
      '--allow-env=A,B',
      'a.ts',
    ]);
    expect(grants).toEqual({ read: true, write: ['/work/out', '/tmp/x', '/work/more'], env: ['A', 'B'], net: [] });
  });

  it('grants all powers with -A', () => {
    expect(options(['-A', 'a.ts']).grants).toEqual({ read: true, write: true, env: true, net: true });
  });

  it('takes the store from the flag, then the environment, then .rote', () => {
    expect(options(['--cache-dir', 'c', 'a.ts'], { ROTE_DIR: '/e' }).cacheDir).toBe('/work/c');
    expect(options(['a.ts'], { ROTE_DIR: '/e' }).cacheDir).toBe('/e');
    expect(options(['a.ts']).cacheDir).toBe('/work/.rote');
    expect(options(['--no-cache', 'a.ts']).cacheDir).toBeNull();
    expect(cacheDirOf(undefined, { cwd: '/x', env: { ROTE_DIR: '' } })).toBe('/x/.rote');
  });

  it('takes the smallest duration from the flag, then the environment, and leaves the default to the host', () => {
    expect(options(['--min-duration', '0', 'a.ts'], { ROTE_MIN_DURATION: '7' }).minDurationMs).toBe(0);
    expect(options(['a.ts'], { ROTE_MIN_DURATION: '7' }).minDurationMs).toBe(7);
    expect(options(['a.ts']).minDurationMs).toBeUndefined();
  });

  it.each([
    ['--memory-limit', 'much'],
    ['--memory-limit', '8'],
    ['--memory-limit', '9999'],
    ['--timeout', '0'],
    ['--timeout', 'Infinity'],
    ['--min-duration', '-1'],
  ])('refuses %s %s', (flag, value) => {
    expect(() => options([`${flag}=${value}`, 'a.ts'])).toThrow(`${flag} must be a number`);
  });

  it('makes the script absolute and leaves its arguments alone', () => {
    expect(options(['src/a.ts', './x', ''])).toMatchObject({ script: '/work/src/a.ts', args: ['./x', ''] });
  });

  it('says what a run needs when no script is given', () => {
    expect(() => options(['--stats'])).toThrow(expect.objectContaining({ code: 'usage', message: 'no script given' }));
  });

  it('resolves the files of the report and the trace', () => {
    const extras = runExtras(parseFlags(['--report', 'r.json', '--trace=t/x.json', '--stats', 'a.ts']), here);
    expect(extras).toEqual({ report: resolve('/work/r.json'), trace: '/work/t/x.json', stats: true });
  });
});
