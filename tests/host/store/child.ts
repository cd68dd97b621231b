/**
 * A process of its own that uses a store: `<command> <dir> <tag> [count]`.
 * `write`: that many traces with a blob each, or endlessly; prints each key once it is acknowledged. `merge`: merges.
 */
import { writeSync } from 'node:fs';
import { merge } from '../../../host/store/merge.ts';
import { nodePower } from '../../../host/store/power.ts';
import { openRunStore } from '../../../host/store/run-store.ts';

const [command, dir = '', tag = '', count = 'Infinity'] = process.argv.slice(2);
const power = nodePower((fault) => writeSync(2, `${fault.message}\n`));

function write(): void {
  const store = openRunStore(dir, power);
  for (let at = 0; at < Number(count); at++) {
    const name = `${tag}-${at}`;
    const blob = store.putBlob(Buffer.from(name.repeat(500)));
    store.putTrace({
      key: `key-${name}`,
      site: { module: `${tag}.ts`, path: 'f', line: 1, column: 1 },
      identity: 'identity',
      dependencies: [],
      value: { blob, bytes: name.length * 500 },
      effects: [],
      costMs: 60,
      id: `id-${name}`,
      createdMs: at,
    });
    writeSync(1, `${name}\n`);
  }
  store.close();
}

if (command === 'write') write();
else if (command === 'merge') writeSync(1, `${JSON.stringify(await merge(dir, power, 20_000))}\n`);
else throw new Error(`unknown command ${command}`);
