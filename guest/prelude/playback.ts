/** How a recorded asynchronous call comes back: through the same hops of the loop as when it ran. */
import { addAnswer, addTimer } from './loop.ts';
import { hopOf, waitHop } from './memo.ts';
import { NativePromise } from './primordials.ts';

/** Assigned here, called by instrumented code on the way back of a recorded call. */
declare let $rote_hop: (token: number) => unknown;

const TICK = 0;
const ANSWER = -1;

/** The next thing that a call being played back waits for. */
function nextHop(token: number): unknown {
  const kind = hopOf(token);
  const awaited =
    kind === TICK
      ? undefined
      : new NativePromise((resolve) => {
          if (kind === ANSWER) addAnswer(() => resolve(undefined));
          else addTimer(resolve, kind, [], false, undefined);
        });
  waitHop(token);
  return awaited;
}

/** Makes the playback known to instrumented code. */
export function installPlayback(): void {
  $rote_hop = nextHop;
}
