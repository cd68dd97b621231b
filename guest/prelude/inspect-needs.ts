/** Globals that the bundled formatter expects when it loads and the engine does not have; `removeNeeds` takes them away again. */
import { createObject } from './primordials.ts';

const scope = globalThis as unknown as Record<string, unknown>;
const missing = ['Atomics', 'URL'].filter((name) => !(name in scope));
for (const name of missing) scope[name] = createObject(null);

export function removeNeeds(): void {
  for (const name of missing) delete scope[name];
}
