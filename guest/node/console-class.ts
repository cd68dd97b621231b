/** `console.Console`: a console of one's own, over streams that are given; everything of it is in the object itself. */
import { codedError } from '../prelude/errors.ts';
import { formatWithOptions, inspect } from '../prelude/inspect.ts';
import { defineProperty } from '../prelude/primordials.ts';
import { renderTable } from '../prelude/table.ts';
import { performance } from '../web/performance.ts';

interface Output {
  write(text: string): unknown;
}

interface Options {
  readonly stdout: Output;
  readonly stderr?: Output;
  readonly inspectOptions?: object;
  readonly groupIndentation?: number;
}

function optionsOf(given: Output | Options, stderr: Output | undefined): Options {
  const isStream = typeof (given as Partial<Output> | undefined)?.write === 'function';
  const options = isStream ? { stdout: given as Output, ...(stderr ? { stderr } : {}) } : (given as Options);
  if (typeof options?.stdout?.write !== 'function')
    throw codedError(TypeError, 'ERR_CONSOLE_WRITABLE_STREAM', 'Console expects a writable stream instance for stdout');
  return options;
}

export class Console {
  readonly #options: Options;
  readonly #counts = new Map<string, number>();
  readonly #starts = new Map<string, number>();
  #indent = '';

  constructor(given: Output | Options, stderr?: Output) {
    this.#options = optionsOf(given, stderr);
    // As in node, methods may be taken off and called by themselves.
    for (const name of Object.getOwnPropertyNames(Console.prototype)) {
      if (name === 'constructor') continue;
      const method = (this as unknown as Record<string, () => unknown>)[name] as () => unknown;
      defineProperty(this, name, { value: method.bind(this), writable: true, enumerable: true, configurable: true });
    }
  }

  #print(isError: boolean, text: string): void {
    const { stdout, stderr = stdout } = this.#options;
    const line = this.#indent === '' ? text : this.#indent + text.replaceAll('\n', `\n${this.#indent}`);
    (isError ? stderr : stdout).write(`${line}\n`);
  }
  #format(args: readonly unknown[]): string {
    return formatWithOptions(this.#options.inspectOptions ?? {}, ...args);
  }
  #elapsed(label: string): string | undefined {
    const start = this.#starts.get(label);
    return start === undefined ? undefined : `${label}: ${(performance.now() - start).toFixed(3)}ms`;
  }

  log(...args: unknown[]): void {
    this.#print(false, this.#format(args));
  }
  info(...args: unknown[]): void {
    this.log(...args);
  }
  debug(...args: unknown[]): void {
    this.log(...args);
  }
  dirxml(...args: unknown[]): void {
    this.log(...args);
  }
  warn(...args: unknown[]): void {
    this.#print(true, this.#format(args));
  }
  error(...args: unknown[]): void {
    this.warn(...args);
  }
  trace(...args: unknown[]): void {
    this.warn(`Trace${args.length > 0 ? ': ' : ''}${this.#format(args)}`);
  }
  dir(value: unknown, options?: object): void {
    this.#print(false, inspect(value, { customInspect: false, ...this.#options.inspectOptions, ...options }));
  }
  assert(condition: unknown, ...args: unknown[]): void {
    if (condition) return;
    const [first, ...rest] = args;
    this.warn(args.length === 0 ? 'Assertion failed' : `Assertion failed: ${first}`, ...rest);
  }
  count(label: unknown = 'default'): void {
    const count = (this.#counts.get(`${label}`) ?? 0) + 1;
    this.#counts.set(`${label}`, count);
    this.log(`${label}: ${count}`);
  }
  countReset(label: unknown = 'default'): void {
    this.#counts.delete(`${label}`);
  }
  group(...args: unknown[]): void {
    if (args.length > 0) this.log(...args);
    this.#indent += ' '.repeat(this.#options.groupIndentation ?? 2);
  }
  groupCollapsed(...args: unknown[]): void {
    this.group(...args);
  }
  groupEnd(): void {
    this.#indent = this.#indent.slice(this.#options.groupIndentation ?? 2);
  }
  time(label: unknown = 'default'): void {
    this.#starts.set(`${label}`, performance.now());
  }
  timeEnd(label: unknown = 'default'): void {
    const text = this.#elapsed(`${label}`);
    if (text !== undefined) this.log(text);
    this.#starts.delete(`${label}`);
  }
  timeLog(label: unknown = 'default', ...data: unknown[]): void {
    const text = this.#elapsed(`${label}`);
    if (text !== undefined) this.log(text, ...data);
  }
  table(data: unknown, columns?: readonly string[]): void {
    if (data === null || typeof data !== 'object') this.log(data);
    else this.#print(false, renderTable(data, columns));
  }
  clear(): void {}
}
