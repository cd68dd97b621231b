/**
 * Node's event loop without real time, as the contract has it: timers by (due, sequence), answers of files in the order
 * asked, immediates; idle time is skipped. The callbacks run under node itself, with its own microtasks and ticks between.
 */

type Callback = (...args: unknown[]) => unknown;

interface Timer {
  due: number;
  sequence: number;
  readonly delay: number;
  readonly repeat: boolean;
  readonly run: () => void;
  referenced: boolean;
}

interface Immediate {
  readonly run: () => void;
  active: boolean;
}

const LONGEST = 2 ** 31 - 1;

export class VirtualLoop {
  #now = 0;
  #started = false;
  #sequence = 0;
  #phase: 'timers' | 'answers' | 'immediates' = 'timers';
  #timers: Timer[] = [];
  readonly #answers: (() => void)[] = [];
  #ready = 0;
  #immediates: Immediate[] = [];
  #immediatesNow: Immediate[] = [];

  /** The functions that a program calls. */
  readonly globals = {
    setTimeout: (fn: Callback, delay?: number, ...args: unknown[]) => this.#add(fn, delay, args, false),
    setInterval: (fn: Callback, delay?: number, ...args: unknown[]) => this.#add(fn, delay, args, true),
    clearTimeout: (timer: unknown) => this.#cancel(timer),
    clearInterval: (timer: unknown) => this.#cancel(timer),
    setImmediate: (fn: Callback, ...args: unknown[]) => {
      const entry = { run: () => fn(...args), active: true };
      this.#immediates.push(entry);
      return entry;
    },
    clearImmediate: (entry: Immediate | undefined) => {
      if (entry) entry.active = false;
    },
  };

  /** Queues an answer of the world, which is known already. */
  answer(settle: () => void): void {
    this.#answers.push(settle);
  }

  /** The next callback to run, or null when nothing keeps the program alive. */
  next(): (() => void) | null {
    if (!this.#started) {
      this.#started = true;
      this.#now += 1;
    }
    while (this.#alive()) {
      const callback = this.#take();
      if (callback) return callback;
      this.#advance();
    }
    return null;
  }

  #add(fn: Callback, delay: number | undefined, args: readonly unknown[], repeat: boolean): object {
    const ms = Math.trunc(Number(delay ?? 1));
    const usable = ms >= 1 && ms <= LONGEST ? ms : 1;
    const timer: Timer = { due: 0, sequence: 0, delay: usable, repeat, run: () => fn(...args), referenced: true };
    this.#insert(timer);
    const handle = {
      timer,
      ref: () => {
        timer.referenced = true;
        return handle;
      },
      unref: () => {
        timer.referenced = false;
        return handle;
      },
    };
    return handle;
  }

  #insert(timer: Timer): void {
    timer.due = this.#now + timer.delay;
    timer.sequence = this.#sequence++;
    this.#timers.push(timer);
    this.#timers.sort((a, b) => a.due - b.due || a.sequence - b.sequence);
  }

  #cancel(handle: unknown): void {
    const timer = (handle as { timer?: Timer } | undefined)?.timer;
    this.#timers = this.#timers.filter((t) => t !== timer);
    if (timer) timer.sequence = LONGEST;
  }

  #alive(): boolean {
    return (
      this.#timers.some((t) => t.referenced) ||
      this.#answers.length > 0 ||
      this.#immediates.some((i) => i.active) ||
      this.#immediatesNow.some((i) => i.active)
    );
  }

  #take(): (() => void) | null {
    if (this.#phase === 'timers') return this.#takeTimer();
    if (this.#phase === 'immediates') {
      const entry = this.#immediatesNow.shift();
      return entry ? () => entry.active && entry.run() : null;
    }
    if (this.#ready === 0) return null;
    this.#ready -= 1;
    return this.#answers.shift() ?? null;
  }

  #takeTimer(): (() => void) | null {
    const timer = this.#timers[0];
    if (!timer || timer.due > this.#now) return null;
    this.#timers.shift();
    if (!timer.repeat) return timer.run;
    return () => {
      try {
        timer.run();
      } finally {
        if (timer.sequence !== LONGEST) this.#insert(timer);
      }
    };
  }

  #advance(): void {
    if (this.#phase === 'timers') {
      this.#phase = 'answers';
    } else if (this.#phase === 'answers') {
      this.#phase = 'immediates';
      this.#immediatesNow = this.#immediates;
      this.#immediates = [];
    } else {
      this.#phase = 'timers';
      this.#ready = this.#answers.length;
      const first = this.#timers[0];
      if (this.#ready === 0 && !this.#immediates.some((i) => i.active) && first)
        this.#now = Math.max(this.#now, first.due);
    }
  }
}
