/** The network as the island is given it: requests go out, and news of them come back one by one. */
import type { FailureAnswer, FetchAsked, FetchHead } from '../../../guest/abi.ts';
import { HostFailure } from '../capability.ts';

/** A request to be sent: checked, and with what every request has. */
export interface NetRequest extends FetchAsked {
  readonly body: Uint8Array | null;
}

/** A response, and the addresses that led to it by redirects, its own included. */
export interface NetHead extends FetchHead {
  readonly hops: readonly string[];
}

/** What there is to hear of a request: its head once, then pieces of the body, then its end; or that it failed. */
export type NetNews =
  | { readonly kind: 'head'; readonly head: NetHead }
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly failure: FailureAnswer };

export interface NetPower {
  /** Sends a request; answers its number, which no other of this power has. */
  start(request: NetRequest): number;
  /** The next news of any request, in the order of arrival; null when none came within that time. */
  next(waitMs: number): { readonly id: number; readonly news: NetNews } | null;
  /** So many bytes of the body were taken by the script: as many more may come. */
  taken(id: number, bytes: number): void;
  /** Nothing more is wanted of it. */
  cancel(id: number): void;
}

/** For scripts that are given none. */
export const noNetwork: NetPower = {
  start: () => {
    throw new HostFailure({ name: 'Error', message: 'the network is not asked here', properties: [] });
  },
  next: () => null,
  taken: () => undefined,
  cancel: () => undefined,
};
