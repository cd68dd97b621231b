/** The conductor over powers that are plain data: lookup, verification, recording, and who owns what happened. */
import { describe, expect, it } from 'vitest';
import { doing, EngineBench, variables } from './bench.ts';

const takes = (b: EngineBench, ms: number): (() => number) =>
  doing(() => {
    b.now += ms;
  });

describe('a call', () => {
  it('is new, then a hit with the stored value', () => {
    const b = new EngineBench();
    const f = b.fn('f');
    expect(b.call(f, 'x', () => 42)).toEqual({ verdict: 'frame', value: 42 });
    expect(b.call(f, 'x', () => 0)).toEqual({ verdict: 'hit', value: 42 });
    expect(b.reasons('f')).toEqual(['miss new: not stored before']);
    expect(b.memo.statistics.verdicts).toEqual({ hit: 1, miss: 1, bypass: 0 });
  });
  it('with other arguments, or other code, is another key', () => {
    const b = new EngineBench();
    b.call(b.fn('f'), 'x');
    expect(b.call(b.fn('f'), 'y').verdict).toBe('frame');
    expect(b.call(b.fn('f', 'edited'), 'x').verdict).toBe('frame');
    expect(b.reasons('f')).toContain('miss code-changed: its own code changed (m:1)');
  });
  it('releases every view it opened', () => {
    const b = new EngineBench();
    const f = b.fn('f');
    for (const args of ['x', 'x', 'y']) b.call(f, args);
    b.refusedEntry = 'a Proxy';
    b.call(f, 'z');
    expect(b.open).toBe(0);
  });
});

describe('verification', () => {
  it('goes through the facts in the order in which they were observed, and stops at the first difference', () => {
    const b = new EngineBench();
    const f = b.fn('f');
    for (const name of ['a', 'b', 'c']) b.world.set(`file ${name}`, '1');
    const body = (): number => {
      for (const name of ['a', 'b', 'c']) b.read('file', name);
      return 1;
    };
    b.call(f, 'x', body);
    b.world.set('file b', '2');
    b.asked.length = 0;
    expect(b.call(f, 'x', body).verdict).toBe('frame');
    expect(b.asked).toEqual(['code f', 'file a', 'file b']);
    expect(b.reasons('f')).toContain('miss dependency-changed: file b changed');
  });

  it.each([
    ['file', 'data.csv', 'dependency-changed: file data.csv changed'],
    ['env', 'HOME', 'dependency-changed: environment variable HOME changed'],
    ['listing', 'src', 'dependency-changed: listing of src changed'],
    ['kind', 'none', 'dependency-changed: presence of none changed'],
    ['cwd', '.', 'dependency-changed: the working directory changed'],
  ] as const)('a changed %s %s is told as such', (kind, name, words) => {
    const b = new EngineBench();
    const f = b.fn('f');
    b.world.set(`${kind} ${name}`, '1');
    const body = (): number => {
      b.read(kind, name);
      return 1;
    };
    b.call(f, 'x', body);
    b.world.set(`${kind} ${name}`, '2');
    b.call(f, 'x', body);
    expect(b.reasons('f')).toContain(`miss ${words}`);
  });

  it('a changed variable and a changed callee are told by name and line', () => {
    const b = new EngineBench();
    const f = b.fn('f');
    const g = b.fn('g');
    b.variables.set('v', '1');
    const body = (): number => {
      b.memo.mark(g, () => variables('v'));
      return 1;
    };
    b.call(f, 'x', body);
    b.variables.set('v', '2');
    b.call(f, 'x', body);
    expect(b.reasons('f')).toContain('miss variable-changed: variable v changed (m:7)');
    b.variables.set('v', '1');
    b.fn('g', 'edited');
    b.call(f, 'x', body);
    expect(b.reasons('f')).toContain('miss code-changed: function g changed (m:3)');
  });

  it('going from A to B and back to A are all hits the second time', () => {
    const b = new EngineBench();
    const f = b.fn('f');
    const run = (content: string): string => {
      b.world.set('file a', content);
      return b.call(
        f,
        'x',
        doing(() => b.read('file', 'a')),
      ).verdict;
    };
    expect(['A', 'B', 'A', 'B', 'A'].map(run)).toEqual(['frame', 'frame', 'hit', 'hit', 'hit']);
    expect(new Set(b.traces.map((t) => t.key)).size).toBe(1);
  });

  it('traces of one key may observe different things', () => {
    const b = new EngineBench();
    const f = b.fn('f');
    for (const [name, value] of [
      ['mode', 'fast'],
      ['fast', '1'],
      ['slow', '2'],
    ])
      b.world.set(`file ${name}`, value as string);
    const body = (): number => {
      b.read('file', 'mode');
      b.read('file', b.world.get('file mode') as string);
      return (b.world.get('file mode') as string).length;
    };
    b.call(f, 'x', body);
    b.world.set('file mode', 'slow');
    b.call(f, 'x', body);
    b.world.set('file fast', 'changed');
    expect(b.call(f, 'x', body).verdict).toBe('hit');
    b.world.set('file mode', 'fast');
    expect(b.call(f, 'x', body).verdict).toBe('frame');
  });
});

describe('what a callee did belongs to its callers', () => {
  it('facts and output of a callee that ran', () => {
    const b = new EngineBench();
    const [outer, inner] = [b.fn('outer'), b.fn('inner')];
    b.world.set('file a', '1');
    const inside = doing(
      () => b.read('file', 'a'),
      () => b.print('in'),
    );
    const body = (): number => b.call(inner, 'i', inside).value;
    b.call(outer, 'x', body);
    expect(b.call(outer, 'x', body).verdict).toBe('hit');
    expect(b.replayed.map((e) => (e.kind === 'output' ? Buffer.from(e.bytes).toString() : e.kind))).toEqual(['in']);
    b.world.set('file a', '2');
    expect(b.call(outer, 'x', body).verdict).toBe('frame');
  });

  it('facts and output of a callee that was a hit', () => {
    const b = new EngineBench();
    const [outer, inner] = [b.fn('outer'), b.fn('inner')];
    b.world.set('file a', '1');
    b.variables.set('v', '1');
    const inside = doing(
      () => b.read('file', 'a'),
      () => b.print('in'),
    );
    b.call(inner, 'i', inside, variables('v'));
    const body = (): number => b.call(inner, 'i', inside, variables('v')).value;
    b.call(outer, 'x', body);
    const trace = b.traces.at(-1);
    expect(trace?.site.path).toBe('outer');
    expect(trace?.dependencies.map((d) => `${d.kind} ${d.name}`)).toEqual([
      'code outer',
      'code inner',
      'variable v',
      'file a',
    ]);
    expect(trace?.effects.length).toBe(1);
  });

  it('a reason against storing', () => {
    const b = new EngineBench();
    const [outer, inner] = [b.fn('outer'), b.fn('inner')];
    b.call(
      outer,
      'x',
      () =>
        b.call(
          inner,
          'i',
          doing(() => b.memo.refuse('volatile', 'reads the clock')),
        ).value,
    );
    expect(b.traces).toEqual([]);
    for (const path of ['outer', 'inner']) expect(b.reasons(path)).toContain('bypass volatile: reads the clock');
  });

  it('but not what the caller did before and after', () => {
    const b = new EngineBench();
    const [outer, inner] = [b.fn('outer'), b.fn('inner')];
    for (const name of ['before', 'after']) b.world.set(`file ${name}`, '1');
    b.call(outer, 'x', () => {
      b.read('file', 'before');
      const { value } = b.call(inner, 'i');
      b.read('file', 'after');
      return value;
    });
    expect(b.traces[0]?.dependencies.map((d) => d.name)).toEqual(['inner']);
  });
});

describe('what is not stored, and why', () => {
  const cases: readonly (readonly [string, (b: EngineBench) => void, string])[] = [
    [
      'what it was given is opaque',
      (b) => {
        b.refusedEntry = 'a Proxy';
      },
      'opaque-argument: is given a Proxy',
    ],
    [
      'builtins were changed before',
      (b) => {
        b.patched = 'Math';
      },
      'patched-builtins: builtins were changed: Math',
    ],
    [
      'its result cannot come back',
      (b) => {
        b.refusedResult = 'a promise';
      },
      'opaque-result: returns a promise',
    ],
    [
      'a function in its result was made by one that did not run in it',
      (b) => {
        b.maker = 'elsewhere';
      },
      'opaque-result: returns a function that was there before the call',
    ],
    [
      'it changes what it was given in a way that cannot be made again',
      (b) => {
        b.changed = 'what it was given';
        b.refusedResult = 'a generator';
      },
      'changes-state: changes what it was given, which cannot be made again: a generator',
    ],
    [
      'a variable holds what is opaque',
      (b) => {
        b.refusedVariable = 'a generator';
      },
      'opaque-variable: uses v, which holds a generator',
    ],
  ];
  it.each(cases)('%s', (_name, prepare, reason) => {
    const b = new EngineBench();
    b.variables.set('v', '1');
    prepare(b);
    const f = b.fn('f');
    for (let i = 0; i < 2; i++) expect(b.call(f, 'x', () => 5, variables('v')).verdict).not.toBe('hit');
    expect(b.traces).toEqual([]);
    expect(b.reasons('f')).toContain(`bypass ${reason}`);
    expect(b.memo.statistics.verdicts).toEqual({ hit: 0, miss: 0, bypass: 2 });
  });

  const during: readonly (readonly [string, (b: EngineBench) => void, string])[] = [
    [
      'an input changed while it ran',
      (b) => {
        b.read('file', 'a');
        b.world.set('file a', '2');
        b.read('file', 'a');
      },
      'input-changed: file a changed while the call ran',
    ],
    [
      'it changes builtins',
      (b) => {
        b.patched = 'Array';
      },
      'changes-state: changes Array',
    ],
    [
      'it leaves jobs',
      (b) => {
        b.tally = { ...b.tally, jobs: 1 };
      },
      'left-running: left timers or asynchronous calls running',
    ],
    [
      'it leaves a rejection',
      (b) => {
        b.tally = { ...b.tally, rejections: 1 };
      },
      'left-running: left timers or asynchronous calls running',
    ],
    [
      'a limit is reached meanwhile',
      (b) => {
        b.tally = { ...b.tally, limits: 1 };
      },
      'limit: a limit of the sandbox was reached meanwhile',
    ],
    [
      'it leaves timers',
      (b) => {
        b.memo.each((frame) => {
          frame.pending += 1;
        });
      },
      'left-running: left timers or asynchronous calls running',
    ],
    [
      'it appends to a file from outside',
      (b) => b.effect({ kind: 'append', path: 'log', bytes: Buffer.from('x') }),
      'append: appends to log',
    ],
  ];
  it.each(during)('%s', (_name, happen, reason) => {
    const b = new EngineBench();
    b.world.set('file a', '1');
    b.call(
      b.fn('f'),
      'x',
      doing(() => happen(b)),
    );
    expect(b.traces).toEqual([]);
    expect(b.reasons('f')).toContain(`bypass ${reason}`);
  });

  it('the first reason stands', () => {
    const b = new EngineBench();
    b.call(
      b.fn('f'),
      'x',
      doing(
        () => b.memo.refuse('a', 'first'),
        () => b.memo.refuse('b', 'second'),
      ),
    );
    expect(b.reasons('f').filter((r) => r.startsWith('bypass'))).toEqual(['bypass a: first']);
  });

  it('nested too deep', () => {
    const b = new EngineBench();
    const functions = Array.from({ length: 60 }, (_, i) => b.fn(`f${i}`));
    const nest = (i: number): number => (i === 60 ? 1 : b.call(functions[i] as never, 'x', () => nest(i + 1)).value);
    nest(0);
    expect(b.reasons('f59')).toEqual(['bypass too-deep: nested in too many calls that are being recorded']);
    expect(b.traces.length).toBe(48);
  });
});

describe('choices', () => {
  it('without a store nothing is a candidate', () => {
    const b = new EngineBench({ enabled: false });
    expect(b.memo.isDemoted(b.fn('f'))).toBe(true);
  });
  it('a refresh runs what is stored, and stores it again', () => {
    const b = new EngineBench({ refresh: true });
    const f = b.fn('f');
    expect([b.call(f, 'x').verdict, b.call(f, 'x').verdict]).toEqual(['frame', 'frame']);
    expect(b.reasons('f')).toContain('miss refresh: recomputed on request (--refresh)');
    expect(new Set(b.traces.map((t) => t.id)).size).toBe(1);
  });
  it('a damaged value is a miss that says so', () => {
    const b = new EngineBench();
    const f = b.fn('f');
    b.call(f, 'x');
    const [trace] = b.traces;
    b.traces[0] = { ...(trace as NonNullable<typeof trace>), value: { blob: 'gone', bytes: 9 } };
    expect(b.call(f, 'x').verdict).toBe('frame');
    expect(b.reasons('f')).toContain('miss damaged: the stored result is damaged or missing');
  });
  it('nothing is replayed when an effect is damaged', () => {
    const b = new EngineBench();
    const f = b.fn('f');
    b.call(
      f,
      'x',
      doing(
        () => b.print('one'),
        () => b.effect({ kind: 'file', path: 'o', bytes: Buffer.from('f'), mode: 0o644 }),
      ),
    );
    const trace = b.traces[0] as (typeof b.traces)[number];
    const effects = trace.effects.map((e) => (e.kind === 'file' ? { ...e, data: { blob: 'gone', bytes: 1 } } : e));
    b.traces[0] = { ...trace, effects };
    expect(b.call(f, 'x').verdict).toBe('frame');
    expect(b.replayed).toEqual([]);
  });
  it('calls below the threshold are not stored', () => {
    const b = new EngineBench({ minDurationMs: 10 });
    const f = b.fn('f');
    b.call(f, 'short', takes(b, 5));
    b.call(f, 'long', takes(b, 15));
    expect(b.traces.map((t) => t.costMs)).toEqual([15]);
  });
  it('a function of many short calls loses its frames, and the report says so', () => {
    const b = new EngineBench({ minDurationMs: undefined });
    const f = b.fn('f');
    for (let i = 0; i < 12; i++) b.call(f, `${i}`, takes(b, 0.01));
    expect(b.memo.isDemoted(f)).toBe(true);
    expect(b.reasons('f')).toContain('bypass short: its calls are shorter than it pays to store');
  });
  it('the time of memoization itself is no call’s cost', () => {
    const b = new EngineBench();
    b.openMs = 5;
    const [outer, inner] = [b.fn('outer'), b.fn('inner')];
    b.call(outer, 'x', () => {
      for (let i = 0; i < 3; i++) b.call(inner, `${i}`, takes(b, 1));
      return 1;
    });
    expect(b.traces.map(({ site, costMs }) => `${site.path} ${costMs}`)).toEqual([
      'inner 1',
      'inner 1',
      'inner 1',
      'outer 3',
    ]);
    expect(b.memo.statistics.overheadMs).toBe(20);
  });
  it('a recursion is recorded within itself so many times, unless all is to be stored', () => {
    const stored = (minDurationMs: number) => {
      const b = new EngineBench({ minDurationMs });
      const f = b.fn('f');
      const dive = (n: number): number =>
        n === 10
          ? 1
          : b.call(
              f,
              `${n}`,
              doing(takes(b, 2), () => dive(n + 1)),
            ).value;
      dive(0);
      return b.traces.length;
    };
    expect([stored(1), stored(0)]).toEqual([4, 10]);
  });
  it.each([
    [10, false],
    [0.1, true],
  ])('a recursion whose calls take %s ms of their own, and its frames 1 ms, loses them: %s', (ownMs, demoted) => {
    const b = new EngineBench({ minDurationMs: 1 });
    const f = b.fn('f');
    b.openMs = 1;
    const dive = (n: number): number =>
      n === 4
        ? 1
        : b.call(
            f,
            `${n}`,
            doing(takes(b, ownMs), () => dive(n + 1)),
          ).value;
    dive(0);
    expect(b.memo.isDemoted(f)).toBe(demoted);
  });
  it('with a threshold of nothing none does', () => {
    const b = new EngineBench({ minDurationMs: 0 });
    const f = b.fn('f');
    for (let i = 0; i < 40; i++) b.call(f, `${i}`);
    expect(b.memo.isDemoted(f)).toBe(false);
  });
  it('a demoted function is still marked in the frames above it', () => {
    const b = new EngineBench();
    const [outer, inner] = [b.fn('outer'), b.fn('inner')];
    b.variables.set('v', '1');
    b.call(
      outer,
      'x',
      doing(() => b.memo.mark(inner, () => variables('v'))),
    );
    expect(b.traces[0]?.dependencies.map((d) => d.name)).toEqual(['outer', 'inner', 'v']);
  });
});

it('a call that threw is answered by throwing the same', () => {
  const b = new EngineBench();
  const first = b.memo.offer(b.fn('f'), () => b.view('x'));
  if (first.kind !== 'frame') throw new Error(first.kind);
  b.print('before\n');
  b.memo.enter(null);
  b.memo.close(first.frame, { threw: true, value: 7 });
  expect([b.traces.map(({ threw }) => threw), b.open]).toEqual([[true], 0]);
  const again = b.memo.offer(b.fn('f'), () => b.view('x'));
  if (again.kind !== 'hit') throw new Error(again.kind);
  expect([again.trace.threw, again.value, again.effects.length]).toEqual([true, 7, 1]);
});
