/** A small web server on the loopback, for scripts that fetch. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What a path answers with. */
export type Route = (request: IncomingMessage, response: ServerResponse) => void;

/** A server, where it is, and what it was asked. */
export interface WebServer {
  readonly origin: string;
  readonly port: number;
  readonly asked: string[];
  close(): Promise<void>;
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let body = '';
    request.setEncoding('latin1');
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => resolve(body));
  });
}

/** Headers that say nothing of what was asked: the place of the server is another each time. */
const echoed = ({ rawHeaders }: IncomingMessage): string[] =>
  rawHeaders.map((word, at) => (rawHeaders[at - 1]?.toLowerCase() === 'host' ? 'HOST' : word));

const ROUTES: Readonly<Record<string, Route>> = {
  '/': (_, response) => void response.setHeader('content-type', 'text/plain').end('hello'),
  '/echo': async (request, response) => {
    const body = await bodyOf(request);
    const headers = echoed(request).map((word) => word.replace(/formdata-undici-\d+/, 'formdata-N'));
    response.end(JSON.stringify({ method: request.method, headers, body: body.replace(/undici-\d+/g, 'N') }));
  },
  '/gzip': (_, response) => void response.setHeader('content-encoding', 'gzip').end(gzipSync('packed '.repeat(50))),
  '/drip': (_, response) => {
    let left = 3;
    const timer = setInterval(() => {
      response.write(`drop ${left} `);
      left -= 1;
      if (left > 0) return;
      clearInterval(timer);
      response.end();
    }, 15);
  },
  '/hang': () => undefined,
  '/stuck': (_, response) => void response.write('some'),
  '/die': (request) => void request.socket.destroy(),
  '/half': (request, response) => {
    response.setHeader('content-length', '100').write('half');
    setTimeout(() => request.socket.destroy(), 20);
  },
  '/json': (_, response) => void response.setHeader('content-type', 'application/json').end('{"a":[1,2,{"b":null}]}'),
  '/cookies': (_, response) => void response.setHeader('set-cookie', ['a=1', 'b=2; Path=/']).end(),
  '/404': (_, response) => void response.writeHead(404, 'Nowhere', { 'x-why': 'not here' }).end('nothing'),
  '/204': (_, response) => void response.writeHead(204).end(),
};

function redirect(request: IncomingMessage, response: ServerResponse): boolean {
  const url = new URL(request.url ?? '/', 'http://x');
  if (url.pathname !== '/redirect') return false;
  const { status = '302', to = '/' } = Object.fromEntries(url.searchParams);
  response.writeHead(Number(status), { location: to }).end();
  return true;
}

/** Starts one; `routes` are added to its own. */
export async function startWeb(routes: Readonly<Record<string, Route>> = {}, host = '127.0.0.1'): Promise<WebServer> {
  const asked: string[] = [];
  const all = { ...ROUTES, ...routes };
  const server: Server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const path = (request.url ?? '/').split('?')[0] as string;
    if (redirect(request, response)) return;
    const route = all[path];
    if (route) route(request, response);
    else response.writeHead(500).end();
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return { origin: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, port, asked, close };
}
