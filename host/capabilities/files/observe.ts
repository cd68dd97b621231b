/** Asks the facts about files again, to check a trace: nothing is recorded and nothing changes. */
import type { Dependency } from '../../../engine/trace.ts';
import { fingerprint } from '../fingerprint.ts';
import { accessAt, entriesOf, kindAt, listingFingerprint, statFingerprint } from './facts.ts';
import type { FileRoom } from './room.ts';

/** The present fingerprint; `refused` when present grants would refuse the fact, `absent` when there is nothing to read. */
export function observeFile(room: FileRoom, d: Dependency): string | undefined {
  if (d.kind === 'grant' && (d.scope === 'read' || d.scope === 'write'))
    return room.paths.observeGrant(d.scope, d.name);
  const ask = questions[d.kind];
  if (!ask) return undefined;
  if (!room.paths.mayRead(d.name)) return 'refused';
  const path = room.paths.fromName(d.name);
  try {
    return ask(room, path, d);
  } catch {
    return kindAt(room.files, path, d.scope !== 'link');
  }
}

type Question = (room: FileRoom, path: string, d: Dependency) => string;

const questions: Partial<Record<Dependency['kind'], Question>> = {
  file: (room, path, d) => room.contents.present(path, d),
  kind: (room, path, d) => kindAt(room.files, path, d.scope !== 'link'),
  stat: (room, path, d) =>
    d.scope?.startsWith('access:')
      ? accessAt(room.files, path, Number(d.scope.slice('access:'.length)))
      : statFingerprint(room.files, path, d.scope !== 'link'),
  listing: (room, path, d) => {
    const entries = entriesOf(room.files, path, (name) => room.paths.hides(path, name));
    return listingFingerprint(entries, d.scope === 'types');
  },
  link: (room, path, d) => {
    if (d.scope?.startsWith('leads')) return room.paths.leads(d.name, d.scope === 'leads');
    return fingerprint(d.scope === 'real' ? room.files.realpathSync.native(path) : room.files.readlinkSync(path));
  },
};
