/** The module diagnostics_channel: named channels, shared by all who ask for their names. */
import { OP } from '../abi.ts';
import { ask } from '../prelude/door.ts';
import { invalidType, validateFunction } from '../prelude/errors.ts';
import { addTick } from '../prelude/loop.ts';
import { frame } from '../prelude/memo.ts';
import { state } from '../prelude/state.ts';

type Name = string | symbol;
type Subscriber = (message: unknown, name: Name) => unknown;
type AnyFunction = (...args: never[]) => unknown;

class Channel {
  readonly name: Name;
  _subscribers: readonly Subscriber[] = [];

  constructor(name: Name) {
    this.name = name;
  }
  get hasSubscribers(): boolean {
    return this._subscribers.length > 0;
  }
  subscribe(subscriber: Subscriber): void {
    validateFunction(subscriber, 'subscription');
    this._subscribers = [...this._subscribers, subscriber];
  }
  unsubscribe(subscriber: Subscriber): boolean {
    const at = this._subscribers.indexOf(subscriber);
    if (at >= 0) this._subscribers = this._subscribers.toSpliced(at, 1);
    return at >= 0;
  }
  publish(message: unknown): void {
    for (const subscriber of this._subscribers) {
      try {
        subscriber(message, this.name);
      } catch (error) {
        addTick(() => {
          throw error;
        }, []);
      }
    }
  }
  runStores(message: unknown, fn: AnyFunction, self?: unknown, ...args: never[]): unknown {
    this.publish(message);
    return Reflect.apply(fn, self, args);
  }
}

function channel(name: unknown): Channel {
  if (typeof name !== 'string' && typeof name !== 'symbol')
    throw invalidType('channel', 'one of type string or symbol', name);
  if (frame.active()) ask(OP.bypass, 'shared-channel', 'asks for a channel by its name');
  const known = state.channels.get(name) as Channel | undefined;
  if (known) return known;
  const made = new Channel(name);
  state.channels.set(name, made);
  return made;
}

const events = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'] as const;
type Event = (typeof events)[number];
type Context = Record<string, unknown>;

class TracingChannel {
  readonly start: Channel;
  readonly end: Channel;
  readonly asyncStart: Channel;
  readonly asyncEnd: Channel;
  readonly error: Channel;

  constructor(given: string | Readonly<Record<Event, Channel>>) {
    const find = (event: Event): Channel =>
      typeof given === 'string' ? channel(`tracing:${given}:${event}`) : given[event];
    [this.start, this.end, this.asyncStart] = [find('start'), find('end'), find('asyncStart')];
    [this.asyncEnd, this.error] = [find('asyncEnd'), find('error')];
  }
  subscribe(handlers: Partial<Record<Event, Subscriber>>): void {
    for (const event of events) if (handlers[event]) this[event].subscribe(handlers[event]);
  }
  unsubscribe(handlers: Partial<Record<Event, Subscriber>>): boolean {
    return events.map((event) => !handlers[event] || this[event].unsubscribe(handlers[event])).every(Boolean);
  }
  traceSync(fn: AnyFunction, context: Context = {}, self?: unknown, ...args: never[]): unknown {
    this.start.publish(context);
    try {
      context['result'] = Reflect.apply(fn, self, args);
      return context['result'];
    } catch (error) {
      this.#failed(context, error);
      throw error;
    } finally {
      this.end.publish(context);
    }
  }
  tracePromise(fn: AnyFunction, context: Context = {}, self?: unknown, ...args: never[]): Promise<unknown> {
    const settled = (): void => {
      this.asyncStart.publish(context);
      this.asyncEnd.publish(context);
    };
    this.start.publish(context);
    try {
      const promise = Promise.resolve(Reflect.apply(fn, self, args));
      return promise.then(
        (result) => {
          context['result'] = result;
          settled();
          return result;
        },
        (error: unknown) => {
          this.#failed(context, error);
          settled();
          throw error;
        },
      );
    } catch (error) {
      this.#failed(context, error);
      throw error;
    } finally {
      this.end.publish(context);
    }
  }

  #failed(context: Context, error: unknown): void {
    context['error'] = error;
    this.error.publish(context);
  }
}

export const diagnosticsChannel = {
  channel,
  hasSubscribers: (name: Name): boolean => channel(name).hasSubscribers,
  subscribe: (name: Name, subscriber: Subscriber): void => channel(name).subscribe(subscriber),
  unsubscribe: (name: Name, subscriber: Subscriber): boolean => channel(name).unsubscribe(subscriber),
  tracingChannel: (given: string | Readonly<Record<Event, Channel>>): TracingChannel => new TracingChannel(given),
  Channel,
};
