/** Event, CustomEvent and EventTarget, without a tree of targets. */
import { codedError } from '../prelude/errors.ts';
import { addTick } from '../prelude/loop.ts';

interface EventInit {
  readonly bubbles?: boolean;
  readonly cancelable?: boolean;
  readonly composed?: boolean;
  readonly detail?: unknown;
}

let dispatchOn: (event: Event, target: EventTarget | null) => void;
let isStopped: (event: Event) => boolean;

export class Event {
  readonly #type: string;
  readonly #init: EventInit;
  #target: EventTarget | null = null;
  #current: EventTarget | null = null;
  #prevented = false;
  #stopped = false;
  readonly timeStamp = 0;

  constructor(type: unknown, init: EventInit = {}) {
    if (type === undefined) throw codedError(TypeError, 'ERR_MISSING_ARGS', 'The "type" argument must be specified');
    this.#type = `${type}`;
    this.#init = init ?? {};
  }

  static {
    dispatchOn = (event, target) => {
      event.#current = target;
      if (target) event.#target = target;
    };
    isStopped = (event) => event.#stopped;
  }

  get type(): string {
    return this.#type;
  }
  get target(): EventTarget | null {
    return this.#target;
  }
  get currentTarget(): EventTarget | null {
    return this.#current;
  }
  get bubbles(): boolean {
    return this.#init.bubbles === true;
  }
  get cancelable(): boolean {
    return this.#init.cancelable === true;
  }
  get composed(): boolean {
    return this.#init.composed === true;
  }
  get defaultPrevented(): boolean {
    return this.#prevented;
  }
  preventDefault(): void {
    if (this.cancelable) this.#prevented = true;
  }
  stopPropagation(): void {}
  stopImmediatePropagation(): void {
    this.#stopped = true;
  }
}

export class CustomEvent extends Event {
  readonly #detail: unknown;

  constructor(type: unknown, init: EventInit = {}) {
    super(type, init);
    this.#detail = init?.detail ?? null;
  }
  get detail(): unknown {
    return this.#detail;
  }
}

type Handler = ((event: Event) => unknown) | { handleEvent(event: Event): unknown };

interface Registration {
  readonly type: string;
  readonly handler: Handler;
  readonly capture: boolean;
  readonly once: boolean;
}

type ListenerOptions = boolean | { readonly capture?: boolean; readonly once?: boolean; readonly signal?: EventTarget };

function captureOf(options: ListenerOptions | undefined): boolean {
  return typeof options === 'object' && options !== null ? options.capture === true : options === true;
}

export class EventTarget {
  #registrations: readonly Registration[] = [];

  addEventListener(type: string, handler: Handler | null, options?: ListenerOptions): void {
    if (!handler || this.#find(type, handler, captureOf(options))) return;
    const given = typeof options === 'object' && options !== null ? options : {};
    const registration = { type: `${type}`, handler, capture: captureOf(options), once: given.once === true };
    this.#registrations = [...this.#registrations, registration];
    given.signal?.addEventListener('abort', () => this.removeEventListener(type, handler, options));
  }
  removeEventListener(type: string, handler: Handler | null, options?: ListenerOptions): void {
    const found = handler && this.#find(type, handler, captureOf(options));
    if (found) this.#registrations = this.#registrations.filter((kept) => kept !== found);
  }
  dispatchEvent(event: Event): boolean {
    dispatchOn(event, this);
    for (const registration of this.#registrations.filter((found) => found.type === event.type)) {
      if (isStopped(event)) break;
      if (registration.once) this.removeEventListener(registration.type, registration.handler, registration.capture);
      this.#run(registration.handler, event);
    }
    dispatchOn(event, null);
    return !event.defaultPrevented;
  }

  #find(type: string, handler: Handler, capture: boolean): Registration | undefined {
    return this.#registrations.find((r) => r.type === `${type}` && r.handler === handler && r.capture === capture);
  }

  /** An error of a listener does not reach the dispatcher: it is uncaught. */
  #run(handler: Handler, event: Event): void {
    try {
      if (typeof handler === 'function') handler.call(this, event);
      else handler.handleEvent(event);
    } catch (error) {
      addTick(() => {
        throw error;
      }, []);
    }
  }
}
