/** Recorded answers are facts: what hangs on them is memoizable, and equal to a fresh run over the same folder. */
import { entryName, recordedRequest } from '../../host/capabilities/net/recorded-request.ts';
import { type Case, type Files, script } from './case.ts';
import { suite } from './suite.ts';

interface Answer {
  readonly body: string;
  readonly status?: number;
  readonly redirects?: readonly string[];
  readonly method?: string;
  readonly sent?: string;
}

/** Nobody has this host: what is not recorded fails. */
const host = 'http://data.invalid';
const flags = ['--net-snapshot', 'snap'];

/** The files of a recorded answer to a request for this path. */
function answered(path: string, { body, status = 200, redirects = [], method = 'GET', sent }: Answer): Files {
  const headers = sent === undefined ? [] : ([['content-type', 'text/plain;charset=UTF-8']] as const);
  const bytes = sent === undefined ? null : Buffer.from(sent);
  const request = recordedRequest({ method, url: host + path, headers, redirect: 'follow', body: bytes });
  const response = { status, statusText: 'OK', headers: [['content-type', 'application/json']], redirects };
  const name = `snap/${entryName(request)}`;
  return { [`${name}.json`]: `${JSON.stringify({ version: 1, request, response })}\n`, [`${name}.body`]: body };
}

/** The name of a file of an answer. */
const file = (path: string, ending: string): string =>
  Object.keys(answered(path, { body: '' })).find((name) => name.endsWith(ending)) as string;

const cases: readonly Case[] = [
  {
    name: 'a call that fetches, and those that work on what it got',
    flags,
    files: {
      ...script(`
        async function load(name) { const r = await fetch('${host}/' + name); if (!r.ok) throw new Error(name + ' ' + r.status); return await r.json() }
        function total(rows) { let sum = 0; for (const n of rows) sum += n; return sum }
        function label(n) { return 'sum ' + n }
        console.log(label(total(await load('a'))), total(await load('b')), await load('gone').catch((e) => e.message));`),
      ...answered('/a', { body: '[1,2,3]' }),
      ...answered('/b', { body: '[4]' }),
      ...answered('/gone', { body: 'no', status: 404 }),
    },
    oracle: 'guest',
    hits: ['load', 'total', 'label'],
    changes: [
      {
        name: 'another body',
        edit: { [file('/a', '.body')]: ['[1,2,3]', '[1,2,4]'] },
        hits: ['load', 'total'],
        ran: ['load', 'total', 'label'],
      },
      {
        name: 'another body of the same sum',
        edit: { [file('/a', '.body')]: ['[1,2,3]', '[3,2,1]'] },
        hits: ['load', 'total', 'label'],
        ran: ['load', 'total'],
      },
      { name: 'another status', edit: { [file('/b', '.json')]: ['"status":200', '"status":500'] }, ran: ['load'] },
      { name: 'another header', edit: { [file('/b', '.json')]: ['application/json', 'text/plain'] }, ran: ['load'] },
      {
        name: 'the same, written otherwise',
        edit: { [file('/b', '.json')]: ['{"version":1', '{ "recorded": "today", "version": 1'] },
        hits: ['load', 'total', 'label'],
      },
      {
        name: 'one that is gone',
        write: { [file('/b', '.json')]: null },
        hits: ['load', 'total', 'label'],
        ran: ['load'],
      },
      {
        name: 'one that is damaged',
        write: { [file('/b', '.json')]: '{"version":1' },
        hits: ['load', 'total', 'label'],
        ran: ['load'],
      },
      { name: 'another folder', flags: ['--net-snapshot', 'none'], ran: ['load'] },
    ],
  },
  {
    name: 'what is sent belongs to the request',
    flags,
    files: {
      ...script(`
        async function post(text) { const r = await fetch('${host}/p', { method: 'POST', body: text }); return await r.text() }
        console.log(await post('one'), await post('two'), await post('one'));`),
      ...answered('/p', { method: 'POST', sent: 'one', body: 'first' }),
      ...answered('/p', { method: 'POST', sent: 'two', body: 'second' }),
    },
    oracle: 'guest',
    hits: ['post'],
  },
  {
    name: 'several at once, and timers between them',
    flags,
    files: {
      ...script(`
        const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
        async function one(path, ms) { await sleep(ms); const r = await fetch('${host}/' + path); const text = await r.text(); console.log('has', path); return text }
        async function first(path) { const r = await fetch('${host}/' + path); return (await r.text()).length }
        console.log(await Promise.all([one('a', 3), one('b', 1), first('a'), first('b'), sleep(2).then(() => console.log('slept'))]));
        console.log(await Promise.race([first('a'), sleep(1).then(() => 'timer')]));
        setTimeout(() => console.log('timeout'), 0); setImmediate(() => console.log('immediate')); console.log(await one('a', 0));`),
      ...answered('/a', { body: 'aaa' }),
      ...answered('/b', { body: 'bb' }),
    },
    oracle: 'guest',
    hits: ['first'],
    bypass: {},
    changes: [
      { name: 'another body', edit: { [file('/a', '.body')]: ['aaa', 'aaaa'] }, hits: ['first'], ran: ['first'] },
    ],
  },
  {
    name: 'responses that go from hand to hand',
    flags,
    files: {
      ...script(`
        const ask = (path) => fetch('${host}/' + path);
        function status(r) { return r.status + ' ' + r.headers.get('content-type') }
        async function read(r) { return r.text() }
        async function both(r) { const copy = r.clone(); return [await copy.text(), r.bodyUsed] }
        async function twice(path) { const r = await ask(path); return [status(r), await read(r), r.bodyUsed] }
        const r = await ask('a'); console.log(status(r), await both(r), await read(r), r.bodyUsed, await read(r).catch((e) => e.message), await twice('a'), await twice('b'));`),
      ...answered('/a', { body: '[1]' }),
      ...answered('/b', { body: '[2]' }),
    },
    oracle: 'guest',
    hits: ['status'],
    bypass: {},
    changes: [
      { name: 'another body', edit: { [file('/a', '.body')]: ['[1]', '[10]'] } },
      { name: 'another header', edit: { [file('/a', '.json')]: ['application/json', 'text/plain'] }, ran: ['status'] },
    ],
  },
  {
    name: 'without a folder every answer is live, and what is refused by itself is not',
    files: script(`
      async function refused() { try { await fetch('http://127.0.0.1:9/') } catch (e) { return e.cause.message } }
      async function fails() { try { await fetch('http://data.invalid/') } catch (e) { return e.cause.code } }
      async function holds() { const r = await fetch('data:,held'); return await r.text() }
      function beside(n) { return n * 2 }
      console.log(await refused(), await fails(), await holds(), beside(2));`),
    hits: ['refused', 'holds', 'beside'],
    bypass: { fails: 'volatile' },
    notStorable: { fails: 'volatile' },
  },
  {
    name: 'an abort that comes before the answer, and one after it',
    flags,
    files: {
      ...script(`
        async function early() { const c = new AbortController(); const asked = fetch('${host}/a', { signal: c.signal }); c.abort(); return asked.catch((e) => e.name) }
        async function late() { const c = new AbortController(); const r = await fetch('${host}/a', { signal: c.signal }); c.abort(); return await r.text() }
        console.log(await early(), await late(), await fetch('${host}/a', { signal: AbortSignal.timeout(1) }).then((r) => r.text()));`),
      ...answered('/a', { body: 'text' }),
    },
    oracle: 'guest',
    hits: ['late'],
    bypass: {},
  },
];

suite('answers of the network', cases);
