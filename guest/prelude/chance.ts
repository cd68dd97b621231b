/** Math.random, drawn from the host. */
import { OP } from '../abi.ts';
import { ask } from './door.ts';

export function installChance(): void {
  const math = {
    random(): number {
      return ask(OP.random) as number;
    },
  };
  Object.defineProperty(Math, 'random', { value: math.random, writable: true, enumerable: false, configurable: true });
}
