/** A script that takes all the memory it can get: the whole process stays below the limit and 64 MB. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bothWays, PATH, roteCommand, type Way } from '../start.ts';
import { scratch } from './scratch.ts';

const LIMIT_MB = 256;
const BESIDE_MB = 64;

const bombs = {
  bytes: 'const all = []; for (;;) all.push(new Uint8Array(1 << 20).fill(1));',
  objects: 'const all = []; for (;;) all.push({ x: all.length, y: `k${all.length}` });',
  text: "const all = []; for (;;) all.push('x'.repeat(1 << 20) + all.length);",
  'a text that doubles': "let text = 'x'; for (;;) { text += text; text.charCodeAt(0); }",
};
const here = scratch(Object.fromEntries(Object.entries(bombs).map(([name, text]) => [`${name}.mjs`, text])));

/** The most that the process held while it ran, as the kernel counts it. */
function peakMB(
  words: readonly string[],
  way: Way,
): Promise<{ readonly peak: number; readonly exitCode: number | null }> {
  const [program, rest] = roteCommand(words, way);
  const child = spawn(program, rest, { cwd: here.folder, env: { PATH }, stdio: 'ignore' });
  let peak = 0;
  const look = setInterval(() => {
    const kb = /^VmHWM:\s+(\d+)/m.exec(statusOf(child.pid))?.[1];
    peak = Math.max(peak, Number(kb ?? 0) / 1024);
  }, 5);
  return new Promise((resolve) => {
    child.on('exit', (exitCode) => {
      clearInterval(look);
      resolve({ peak, exitCode });
    });
  });
}

function statusOf(pid: number | undefined): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

describe.runIf(process.platform === 'linux').each(bothWays)('a memory bomb, started by %s', (way) => {
  it.each(Object.keys(bombs))('of %s', async (name) => {
    const { peak, exitCode } = await peakMB(['run', '--memory-limit', String(LIMIT_MB), `${name}.mjs`], way);
    expect(exitCode).toBe(3);
    expect(peak).toBeGreaterThan(LIMIT_MB / 2);
    expect(peak).toBeLessThan(LIMIT_MB + BESIDE_MB);
  });
});
