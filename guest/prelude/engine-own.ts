/** What the engine has by itself, before the prelude adds and replaces. */
import { reachable } from './exposed.ts';

export const engineOwn = reachable(globalThis);
