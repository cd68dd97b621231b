import { count } from './counter.mjs';

export const loadedAfter = `count was ${count}`;
export default function cube(n) {
  return n ** 3;
}
