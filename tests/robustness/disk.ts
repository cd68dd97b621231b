/** A small disk of its own, where the machine lets a test mount one. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A mounted disk. It must be removed, or it stays. */
export interface Disk {
  readonly folder: string;
  makeReadOnly(): void;
  remove(): void;
}

/** Mounts a disk of that many kilobytes; undefined where that is not allowed. */
export function smallDisk(kilobytes: number): Disk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'rote-disk-'));
  const mount = (options: string) =>
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
  try {
    mount(`size=${kilobytes}k`);
  } catch {
    rmdirSync(folder);
    return undefined;
  }
  return {
    folder,
    makeReadOnly: () => mount('remount,ro'),
    remove: () => {
      execFileSync('/bin/umount', [folder], { stdio: 'ignore' });
      rmdirSync(folder);
    },
  };
}
