/**
 * The island of the network. An answer that comes live is volatile; one that is recorded is a fact: which response belongs
 * to which request, as long as the grants cover all places that led to it.
 */
import type { Dependency } from '../../../engine/trace.ts';
import { type FetchHead, type FetchNews, type FetchStarted, OP } from '../../../guest/abi.ts';
import { number } from '../arguments.ts';
import { type Capability, HostFailure, type Recorder } from '../capability.ts';
import type { Grant } from '../grants.ts';
import { requestOf } from './asked.ts';
import { checkedPlace } from './checks.ts';
import { asFetchFailure } from './failures.ts';
import { coversHost, placeOf, shownPlace } from './hosts.ts';
import { Live } from './live.ts';
import type { NetPower, NetRequest } from './power.ts';
import { Recordings, type Sent } from './recordings.ts';
import { type Entry, Snapshot, type SnapshotOptions, shownRequest } from './snapshot.ts';

export interface NetOptions {
  readonly grant: Grant;
  readonly power: NetPower;
  /** Undefined: every answer is live. */
  readonly snapshot: SnapshotOptions | undefined;
}

/** A request whose answer is, or becomes, a recorded one. */
interface Replayed {
  readonly request: NetRequest;
  entry: Entry | null;
  /** Null: the entry was there. */
  readonly sent: Sent | null;
}

export function netCapability({ grant, power, snapshot: kept }: NetOptions): Capability {
  const live = new Live(power, kept?.mostBytes ?? Number.POSITIVE_INFINITY);
  const snapshot = kept && new Snapshot(kept);
  const recordings = snapshot && new Recordings(live, snapshot);
  const replayed = new Map<number, Replayed>();
  /** What is recorded has numbers below zero: the network has the others. */
  let last = 0;

  const start = (request: NetRequest, recorder: Recorder): FetchStarted => {
    checkGrant(request.url, grant, recorder);
    if (!snapshot) {
      recorder.bypass('volatile', `asks the network: ${shownRequest(request)}`);
      return { id: live.start(request), recorded: false };
    }
    const entry = findEntry(snapshot, request, recorder);
    for (const hop of entry?.head.hops ?? []) checkGrant(hop, grant, recorder);
    const sent = entry ? null : (recordings as Recordings).begin(request);
    if (sent) recorder.acts();
    last += 1;
    replayed.set(-last, { request, entry, sent });
    return { id: -last, recorded: true };
  };

  /** The recorded answer; one that is being recorded is waited for. */
  const answered = (one: Replayed, recorder: Recorder): Entry => {
    const { request } = one;
    one.entry ??= volatileIfFails(recorder, request, () => (recordings as Recordings).entry(request, one.sent as Sent));
    const { name, fingerprint } = one.entry;
    recorder.dependency({ kind: 'net', scope: name, name: shownRequest(request), fingerprint });
    return one.entry;
  };

  return {
    ops: {
      [OP.fetchStart]: ([json, body], recorder) =>
        asFetchFailure('fetch failed', () => JSON.stringify(start(requestOf(json, body), recorder))),
      [OP.fetchAnswer]: ([given], recorder) => {
        const id = number(given);
        const one = replayed.get(id);
        if (!one) recorder.volatile('hears from the network');
        const head = asFetchFailure('fetch failed', () => (one ? answered(one, recorder).head : live.head(id)));
        const { status, statusText, headers, url, redirected } = head;
        return JSON.stringify({ status, statusText, headers, url, redirected } satisfies FetchHead);
      },
      [OP.fetchRead]: ([given], recorder) => {
        const id = number(given);
        const one = replayed.get(id);
        if (!one) {
          recorder.volatile('hears from the network');
          return asFetchFailure('terminated', () => live.read(id));
        }
        replayed.delete(id);
        return one.entry?.body;
      },
      [OP.fetchCancel]: ([given]) => {
        live.cancel(number(given));
        return undefined;
      },
      [OP.fetchAwait]: ([given], recorder) => {
        recorder.volatile('hears from the network');
        live.await(number(given));
        return undefined;
      },
      [OP.fetchWait]: ([waitMs]) => JSON.stringify(live.arrived(number(waitMs)) satisfies FetchNews),
    },
    observe(d) {
      if (d.kind === 'grant' && d.scope === 'net') return coversWord(grant, d.name) ? 'granted' : 'refused';
      return d.kind === 'net' ? (snapshot ? observed(d, snapshot, grant) : 'live') : undefined;
    },
  };
}

/** A damaged entry is nothing to store a call with. */
function findEntry(snapshot: Snapshot, request: NetRequest, recorder: Recorder): Entry | null {
  return volatileIfFails(recorder, request, () => snapshot.find(request));
}

function volatileIfFails<T>(recorder: Recorder, request: NetRequest, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof HostFailure) recorder.bypass('volatile', `asks the network: ${shownRequest(request)}`);
    throw error;
  }
}

/** A refusal hangs on the grants. */
function checkGrant(address: string, grant: Grant, recorder: Recorder): void {
  const url = new URL(address);
  try {
    checkedPlace(url, grant);
  } catch (error) {
    if (!coversHost(grant, placeOf(url)))
      recorder.dependency({ kind: 'grant', scope: 'net', name: shownPlace(placeOf(url)), fingerprint: 'refused' });
    throw error;
  }
}

function coversWord(grant: Grant, place: string): boolean {
  const url = `http://${place}/`;
  return URL.canParse(url) && coversHost(grant, placeOf(new URL(url)));
}

function observed(d: Dependency, snapshot: Snapshot, grant: Grant): string {
  const found = snapshot.observe(d.scope ?? '');
  if (!found) return 'absent';
  const first = d.name.slice(d.name.indexOf(' ') + 1);
  const isGranted = [first, ...found.redirects].every(
    (url) => URL.canParse(url) && coversHost(grant, placeOf(new URL(url))),
  );
  return isGranted ? found.fingerprint : 'refused';
}
