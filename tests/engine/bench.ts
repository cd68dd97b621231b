/** Powers for the conductor that a test sets by hand: heap, program, world, store and clock are plain data. */
import type { AuditChoice } from '../../engine/audit-choice.ts';
import { Memo } from '../../engine/memo.ts';
import type { Offer } from '../../engine/offer.ts';
import type { FillView, HeapView, ProgramFunction, Reach, RecordedEffect, StaticCode } from '../../engine/ports.ts';
import type { Dependency, Payload, Trace } from '../../engine/trace.ts';

export interface Settings {
  readonly minDurationMs?: number | undefined;
  readonly refresh?: boolean;
  readonly audit?: AuditChoice;
  readonly enabled?: boolean;
}

const nothing: Reach = { variables: [], bindings: [], tells: [] };

/** A conductor over data. Values are their own handles: the n-th value that was ever encoded is n. */
export class EngineBench {
  readonly memo: Memo;
  readonly variables = new Map<string, string>();
  readonly world = new Map<string, string>();
  readonly codes = new Map<string, string>();
  readonly traces: Trace[] = [];
  readonly replayed: RecordedEffect[] = [];
  readonly asked: string[] = [];
  readonly blobs = new Map<string, Uint8Array>();
  /** Views opened and not released. */
  open = 0;
  now = 0;
  /** How long it takes to open one. */
  openMs = 0;
  patched: string | null = null;
  patching: string | null = null;
  changed: string | null = null;
  refusedResult: string | null = null;
  /** Who made a function that the result holds. */
  maker: string | null = null;
  refusedEntry: string | null = null;
  refusedVariable: string | null = null;
  mutable: string | null = null;
  tally = { jobs: 0, rejections: 0, limits: 0 };

  constructor(settings: Settings = {}) {
    const { minDurationMs, refresh = false, audit = null, enabled = true } = { minDurationMs: 0, ...settings };
    this.memo = new Memo({
      program: {
        code: (module, path) => this.#code(module, path),
        binding: () => undefined,
        source: () => undefined,
        text: () => undefined,
        variableLine: () => 7,
        patchedBuiltin: () => this.patched,
        patchingPlace: () => this.patching,
      },
      world: {
        observe: (d) => this.#observe(d),
        mayWrite: () => true,
        holds: () => false,
        replay: (effect) => this.replayed.push(effect),
      },
      traces: {
        lookup: (key) => this.traces.filter((trace) => trace.key === key),
        latest: (module, path) => this.traces.findLast((t) => t.site.module === module && t.site.path === path),
        put: (trace) => this.traces.push(trace),
        payload: (bytes) => ({ inline: Buffer.from(bytes).toString('base64') }),
        bytes: (payload: Payload) => ('inline' in payload ? Buffer.from(payload.inline, 'base64') : undefined),
      },
      nowMs: () => this.now,
      wallMs: () => 1000,
      build: 'build',
      minDurationMs,
      mostEffectBytes: 2 ** 20,
      refresh,
      audit,
      enabled,
      patching: null,
      onEpoch: () => undefined,
      tally: () => this.tally,
    });
  }

  #code(module: string, path: string): { identity: string; line: number } | undefined {
    this.asked.push(`code ${path}`);
    const identity = this.codes.get(`${module}#${path}`);
    return identity === undefined ? undefined : { identity, line: 3 };
  }

  #observe({ kind, name }: Dependency): string | undefined {
    this.asked.push(`${kind} ${name}`);
    return this.world.get(`${kind} ${name}`);
  }

  fn(path: string, identity = path): ProgramFunction {
    this.codes.set(`m#${path}`, identity);
    return { site: { module: 'm', path, line: 1, column: 1 }, name: path, identity, bypass: null };
  }

  #made(): StaticCode[] {
    return this.maker === null ? [] : [{ module: 'm', path: 'made', identity: 'made', maker: this.maker }];
  }

  view(args: string): HeapView {
    this.open += 1;
    this.now += this.openMs;
    const seen = (text: string, refused: string | null) => ({ fingerprint: text, refused, statics: [] });
    const bench = this;
    return {
      entry: seen(args, this.refusedEntry),
      observe: (_scope, name) => {
        this.asked.push(`variable ${name}`);
        const value = this.variables.get(name);
        return value === undefined ? null : seen(value, this.refusedVariable);
      },
      observeEntry: () => null,
      changed: () => this.changed,
      callers: () => null,
      get mutable() {
        return bench.mutable;
      },
      encode: (value) =>
        this.refusedResult
          ? { refused: this.refusedResult }
          : { tape: Uint8Array.of(value), statics: this.#made(), shown: [] },
      decode: (tape) => (tape[0] === undefined ? null : { value: tape[0], write: () => undefined }),
      fills: noFills,
      mark: () => 0,
      reset: () => undefined,
      release: () => {
        this.open -= 1;
      },
    };
  }

  /** A dependency as a capability would tell it to all open frames. */
  read(kind: Dependency['kind'], name: string): void {
    const fingerprint = this.world.get(`${kind} ${name}`) ?? 'none';
    this.memo.each((frame) => frame.depend({ kind, name, fingerprint }));
  }

  effect(effect: RecordedEffect): void {
    this.memo.each((frame) => frame.effect(effect));
  }

  print(text: string): void {
    this.effect({ kind: 'output', fd: 1, bytes: Buffer.from(text) });
  }

  /** Offers a call and runs its body as the hooks do. */
  call(
    fn: ProgramFunction,
    args: string,
    body: () => number = () => 1,
    reach: Reach = nothing,
  ): { verdict: Offer['kind']; value: number } {
    this.memo.mark(fn, () => reach);
    const offer = this.memo.offer(fn, () => this.view(args));
    if (offer.kind === 'hit') return { verdict: 'hit', value: offer.value };
    if (offer.kind === 'run') return { verdict: 'run', value: body() };
    this.memo.mark(fn, () => reach);
    const value = body();
    this.memo.enter(offer.frame.parent);
    this.memo.close(offer.frame, { threw: false, value });
    return { verdict: 'frame', value };
  }

  /** The reasons told for a function, without counts. */
  reasons(path: string): string[] {
    const reports = this.memo.statistics.functions().filter((f) => f.name === path);
    return reports.flatMap((report) => report.reasons).map((r) => `${r.verdict} ${r.code}: ${r.text}`);
  }
}

/** A body that does these things and returns 1. */
export const doing =
  (...actions: (() => unknown)[]) =>
  (): number => {
    for (const action of actions) action();
    return 1;
  };

export const variables = (...names: string[]): Reach => ({
  variables: names.map((name) => ({ scope: 'm', name })),
  bindings: [],
  tells: [],
});

const noFills: FillView = {
  begin: () => undefined,
  expect: () => undefined,
  end: () => undefined,
  tell: () => undefined,
  giveUp: () => undefined,
  has: () => false,
  follow: () => false,
  presume: () => undefined,
};
