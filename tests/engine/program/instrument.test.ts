import { describe, expect, it } from 'vitest';
import { SNIPPETS } from './snippets.ts';
import { asWritten, functionAt, hooks, NAMES, read, run } from './support.ts';

describe('instrumented code', () => {
  for (const { name, text, format = 'module' } of SNIPPETS) {
    const plain = (): Promise<string[]> => run(asWritten(text, format), format);

    for (const given of [{ everything: true }, { everything: false }, { own: false }]) {
      it(`does what was written: ${name} ${JSON.stringify(given)}`, async () => {
        const { code } = read(text, { format, ...given });
        const expected = await plain();
        expect(expected.length).toBeGreaterThan(0);
        expect(expected.join()).not.toContain('threw ');
        expect(await run(code, format, hooks())).toEqual(expected);
      });
    }

    it(`keeps every line where it was: ${name}`, () => {
      const program = read(text, { format });
      const lines = text.split('\n');
      const found = program.code.split('\n').slice(0, lines.length);
      for (const [index, line] of lines.entries()) {
        const words = line.replace(/^#!/, '').split(/\s+/);
        for (const word of words.filter((each) => /^\w+$/.test(each))) expect(found[index]).toContain(word);
      }
      expect(program.code.split('\n').length - lines.length).toBe(format === 'module' ? 0 : 1);
    });

    it(`has each function's own tag first in its text: ${name}`, () => {
      const program = read(text, { format });
      for (const info of program.functions.filter(({ kind }) => kind !== 'field')) {
        const own = program.originalText(info.id);
        const first = program.code.indexOf(`/*$${info.id}*/`);
        expect(first, info.path).toBeGreaterThan(0);
        const head = program.code.slice(0, first);
        // Between the text's beginning and the tag stands what stood there before, and no other tag.
        expect(own.startsWith(head.slice(head.length - leadLength(head, own)))).toBe(true);
      }
    });
  }
});

/** How much of the end of `head` is the beginning of `text`. */
function leadLength(head: string, text: string): number {
  for (let length = Math.min(head.length, text.length); length > 0; length -= 1) {
    if (head.endsWith(text.slice(0, length))) return length;
  }
  return 0;
}

describe('hooks', () => {
  it('answer a call in place of the function', async () => {
    const { code } = read('function f(a) { log("ran"); return a }\nconst g = (x) => f(x);\nlog(f(1), g(2))');
    const answers = { $rm: (id: number) => `answer ${id}` };
    expect(await run(code, 'module', hooks(answers))).toEqual(['answer 0 answer 1']);
  });

  it('get this only where the function or an arrow in it mentions it', () => {
    const { code } = read(
      'class A { a() { return () => this } b() { return function () { return this } } c() { return super.x } }',
    );
    expect(code).toContain('$rm(1,this)');
    expect(code).toMatch(/\$rm\(3\)/);
    expect(code).toContain('$rm(5,this)');
  });

  it('answer an async call after as many turns as it took', async () => {
    const { code } = read(
      'async function f() { log("ran") }\nf().then(log); Promise.resolve().then(() => log("between"))',
    );
    const over = { $ra: () => -5, $rh: () => 2, $rw: () => undefined, $rt: (context: number) => `taken ${context}` };
    expect(await run(code, 'module', hooks(over))).toEqual(['between', 'taken -5']);
  });

  it('see an async call from entry to exit', async () => {
    const seen: string[] = [];
    const hook =
      (name: string) =>
      (...values: unknown[]): unknown => {
        seen.push(name);
        return name === '$ra' ? 'context' : values.at(-1);
      };
    const names = ['$ra', '$rs', '$rr', '$rv', '$ry', '$rz'];
    const { code } = read(`async function f(x) { try { await x } catch { return await 1 } throw 2 }
      await f(Promise.reject()); await f().catch(() => {})`);
    await run(code, 'module', hooks(Object.fromEntries(names.map((name) => [name, hook(name)]))));
    const returning = ['$ra', '$rs', '$rr', '$rs', '$rr', '$rv', '$rz'];
    expect(seen).toEqual([...returning, '$ra', '$rs', '$rr', '$ry', '$rz']);
  });

  it('hear of code that runs after a yield', async () => {
    const seen: unknown[] = [];
    const { code } = read('function* g() { yield 1; yield* [2] }\nlog([...g()])');
    const over = {
      $rg: (value: unknown, id: number) => {
        seen.push(id);
        return value;
      },
    };
    expect(await run(code, 'module', hooks(over))).toEqual(['[ 1, 2 ]']);
    expect(seen).toEqual([0, 0]);
  });

  it('are told of pauses that cannot be followed', async () => {
    const taints: string[] = [];
    const { code } = read(`async function a() { function log() {} var log }
      async function* b() { yield 1 }
      await a(); await b().next()`);
    await run(code, 'module', hooks({ $ru: (why: string) => taints.push(why) }));
    expect(taints).toEqual(['declares a name twice', 'is an async generator']);
  });

  it('hear of every function, field, block and constructor that runs', async () => {
    const marks: number[] = [];
    const text = 'class A { a = 1; static { } constructor() { } get b() { return 1 } }\nnew A().b';
    const program = read(text, { own: false });
    await run(program.code, 'module', hooks({ $rk: (id: number) => marks.push(id) }));
    expect(marks.map((id) => program.functions[id]?.path)).toEqual(['A.static {}', 'A.a =', 'A', 'A.get b']);
  });

  it('are given the variables of scopes that live as long as the module', async () => {
    const seen: unknown[] = [];
    const over = { $rc: (cells: () => unknown, id: number) => setTimeout(() => seen.push([id, cells()])) };
    const text = '(function (a) { let b = 2; const c = 3; return () => a + b + c })(1)';
    const program = read(text);
    await run(program.code, 'module', hooks(over));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(JSON.stringify(seen)).toBe('[[0,[1,2,3]]]');
    expect(program.scopes.map((scope) => scope.variables.map(({ name }) => name))).toEqual([['a', 'b', 'c']]);
    expect(functionAt(program, '1').bypass).toBe('is a scope of the module');
    expect(functionAt(program, '1/1').isStatic).toBe(true);
  });

  it('leave a function that can never be slow without a frame unless everything is wanted', () => {
    const text = 'const add = (a, b) => a + b; const map = (a) => a.map(add);';
    const wraps = (everything: boolean): string[] => read(text, { everything }).functions.map(({ wrap }) => wrap);
    expect(wraps(false)).toEqual(['mark', 'sync']);
    expect(wraps(true)).toEqual(['sync', 'sync']);
  });

  it('have names that the tests know', () => {
    expect(Object.keys(hooks()).sort()).toEqual(
      Object.entries(NAMES)
        .filter(([key]) => key !== 'tag')
        .map(([, name]) => name)
        .sort(),
    );
  });
});
