/**
 * Recorded responses, in a folder that people can read: of each request a JSON file with what was asked and answered, and
 * beside it the body as it came. What a run has once read of it, or recorded, stays the same for that run.
 */
import { constants } from 'node:fs';
import { join } from 'node:path';
import { HostFailure } from '../capability.ts';
import type { FilePower } from '../files/power.ts';
import { fingerprint } from '../fingerprint.ts';
import type { NetHead, NetRequest } from './power.ts';
import { entryName, type RecordedRequest, recordedRequest, shownUrl } from './recorded-request.ts';

/** A recorded response. */
export interface Entry {
  readonly name: string;
  readonly head: NetHead;
  readonly body: Uint8Array;
  readonly fingerprint: string;
}

/** What the file of an entry says of the response. Addresses are those behind redirects: the first is the request's. */
type RecordedResponse = Pick<NetHead, 'status' | 'statusText' | 'headers'> & { readonly redirects: readonly string[] };

interface EntryFile {
  readonly version: typeof VERSION;
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

/** Where recorded responses are. */
export interface SnapshotOptions {
  readonly folder: string;
  readonly files: FilePower;
  /** False: what is not there is not recorded. */
  readonly writes: boolean;
  /** Larger bodies are not read. */
  readonly mostBytes: number;
}

const VERSION = 1;
const NAME = /^[a-z0-9-]+$/;

export class Snapshot {
  readonly #options: SnapshotOptions;
  readonly #known = new Map<string, Omit<Entry, 'head'> & { readonly response: RecordedResponse }>();

  constructor(options: SnapshotOptions) {
    this.#options = options;
  }

  nameOf(request: NetRequest): string {
    return entryName(recordedRequest(request));
  }

  /** The entry of a request, or null; throws for one that is damaged. */
  find(request: NetRequest): Entry | null {
    const known = this.#entry(this.nameOf(request));
    if (known === null) return null;
    const { response, ...entry } = known;
    return { ...entry, head: headOf(response, request.url) };
  }

  /** Asks again, only to check: addresses that led to the response behind the first, and the fingerprint. */
  observe(name: string): { readonly redirects: readonly string[]; readonly fingerprint: string } | null {
    try {
      const known = NAME.test(name) ? this.#entry(name) : null;
      return known && { redirects: known.response.redirects, fingerprint: known.fingerprint };
    } catch (error) {
      if (error instanceof HostFailure) return null;
      throw error;
    }
  }

  /** Keeps a response that has come. */
  record(request: NetRequest, head: NetHead, body: Uint8Array): Entry {
    const recorded = recordedRequest(request);
    const name = entryName(recorded);
    const { status, statusText, headers, hops } = head;
    const response = { status, statusText, headers, redirects: hops.slice(1) };
    if (this.#options.writes) this.#write(name, { version: VERSION, request: recorded, response }, body);
    const entry = { name, body, fingerprint: fingerprintOf(response, body) };
    this.#known.set(name, { ...entry, response });
    return { ...entry, head };
  }

  #entry(name: string) {
    const known = this.#known.get(name);
    if (known) return known;
    const text = this.#read(`${name}.json`);
    if (text === null) return null;
    const body = this.#read(`${name}.body`);
    const response = responseIn(text);
    if (response === null || body === null) throw damaged(join(this.#options.folder, `${name}.json`));
    const entry = { name, body, response, fingerprint: fingerprintOf(response, body) };
    this.#known.set(name, entry);
    return entry;
  }

  /** The body first: an entry whose JSON is there is whole. */
  #write(name: string, entry: EntryFile, body: Uint8Array): void {
    const { files, folder } = this.#options;
    files.mkdirSync(folder, { recursive: true });
    this.#replace(`${name}.body`, body);
    this.#replace(`${name}.json`, `${JSON.stringify(entry, null, 2)}\n`);
  }

  #replace(name: string, content: string | Uint8Array): void {
    const { files, folder } = this.#options;
    const temporary = join(folder, `${name}.${process.pid}.tmp`);
    files.writeFileSync(temporary, content, { flag: 'wx' });
    files.renameSync(temporary, join(folder, name));
  }

  /** No link is followed: what is recorded lies in the folder itself. */
  #read(name: string): Uint8Array | null {
    const { files, folder, mostBytes } = this.#options;
    let fd: number;
    try {
      fd = files.openSync(join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    } catch (error) {
      if (isAbsent(error)) return null;
      throw damaged(join(folder, name));
    }
    try {
      const stat = files.fstatSync(fd);
      if (!stat.isFile() || stat.size > mostBytes) throw damaged(join(folder, name));
      return files.readFileSync(fd);
    } finally {
      files.closeSync(fd);
    }
  }
}

function isAbsent(error: unknown): boolean {
  return (error as { readonly code?: string }).code === 'ENOENT';
}

function fingerprintOf(response: RecordedResponse, body: Uint8Array): string {
  return fingerprint(`${JSON.stringify(response)}\n${fingerprint(body)}`);
}

function headOf({ redirects, ...response }: RecordedResponse, address: string): NetHead {
  const hops = [address, ...redirects];
  return { ...response, url: hops.at(-1) as string, redirected: redirects.length > 0, hops };
}

function damaged(path: string): HostFailure {
  return new HostFailure({
    name: 'Error',
    message: `the recorded answer cannot be read: ${path} (delete it to ask anew)`,
    properties: [['code', 'ERR_ROTE_SNAPSHOT']],
  });
}

function responseIn(text: Uint8Array): RecordedResponse | null {
  try {
    const { version, response } = JSON.parse(Buffer.from(text).toString('utf8')) as EntryFile;
    const { status, statusText, headers, redirects } = response;
    const isPair = (pair: unknown): boolean =>
      Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string');
    const isWhole =
      version === VERSION &&
      Number.isInteger(status) &&
      status >= 200 &&
      status <= 599 &&
      typeof statusText === 'string' &&
      Array.isArray(headers) &&
      headers.every(isPair) &&
      Array.isArray(redirects) &&
      redirects.every((url) => typeof url === 'string' && URL.canParse(url));
    return isWhole ? { status, statusText, headers, redirects } : null;
  } catch {
    return null;
  }
}

/** The words for a request in reasons and dependencies. */
export function shownRequest({ method, url }: NetRequest): string {
  return `${method} ${shownUrl(url)}`;
}
