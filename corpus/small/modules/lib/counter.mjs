export let count = 0;

export function increment(by = 1) {
  count += by;
  return count;
}

function clear() {
  count = 0;
}

export { clear as reset };
export default (name) => `hello ${name}, ${count}`;
