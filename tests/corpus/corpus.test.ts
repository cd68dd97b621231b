import { beforeAll, describe, expect, test } from 'vitest';
import { playStory } from './play.ts';
import { requireBuild } from './programs.ts';
import { readStory, realisticNames, smallNames } from './story.ts';

/** Lets so many stories play at once; each is a chain of processes. */
function turnstile(places: number): <T>(enter: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (enter) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await enter();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

const inTurn = turnstile(2);
const minutes = 60_000;

describe.concurrent('the corpus gives what node gives, cold and warm, and runs again only what an edit touches', () => {
  beforeAll(requireBuild);

  test.for([...realisticNames(), ...smallNames()])('%s', { timeout: 10 * minutes }, async (name, { task }) => {
    const { differences, share } = await inTurn(() => playStory(readStory(name), { size: 'small', minDuration: 0 }));
    task.meta.storable = share;
    expect(differences, differences.join('\n')).toEqual([]);
  });
});
