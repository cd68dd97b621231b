/** An offered call: what the conductor answers, and what it hears when a call that it framed has ended. */
import type { Frame } from './frame.ts';
import type { Segmented } from './stored-effects.ts';
import type { Trace } from './trace.ts';

/** What to do with an offered call. */
export type Offer =
  | { readonly kind: 'run' }
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'hit'; readonly value: number; readonly trace: Trace; readonly effects: readonly Segmented[] };

/** How a framed call ended. */
export interface Ending {
  readonly threw: boolean;
  /** Handle of the returned or thrown value. */
  readonly value: number;
}
