// Plain script without a package.json beside it (module syntax decides): the game of life and an elevator.
export function life(rows) {
  const alive = (y, x) => rows[y]?.[x] === '#';
  return rows.map((row, y) =>
    [...row]
      .map((cell, x) => {
        let around = 0;
        for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) if ((dy || dx) && alive(y + dy, x + dx)) around++;
        return around === 3 || (around === 2 && cell === '#') ? '#' : '.';
      })
      .join(''),
  );
}

function generations(rows, count) {
  const states = [rows];
  for (let i = 0; i < count; i++) states.push(life(states[i]));
  return states;
}

class Elevator {
  static floors = 6;
  #floor = 0;
  #calls = new Set();
  log = [];

  call(floor) {
    if (floor >= 0 && floor < Elevator.floors) this.#calls.add(floor);
    return this;
  }

  get idle() {
    return this.#calls.size === 0;
  }

  step() {
    const target = Math.min(...this.#calls);
    if (target === this.#floor) {
      this.#calls.delete(target);
      this.log.push(`open ${target}`);
    } else {
      this.#floor += Math.sign(target - this.#floor);
      this.log.push(`at ${this.#floor}`);
    }
  }
}

function ride(calls) {
  const elevator = new Elevator();
  for (const floor of calls) elevator.call(floor);
  for (let i = 0; i < 50 && !elevator.idle; i++) elevator.step();
  return elevator.log;
}

const glider = ['.#...', '..#..', '###..', '.....', '.....'];
console.log(generations(glider, 4).at(-1).join('\n'));
console.log(ride([3, 1, 9, 4]));
console.log(ride([]), typeof require, typeof module);
