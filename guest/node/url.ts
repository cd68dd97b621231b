/** The module url. */
import { URL } from '../web/url.ts';
import { URLSearchParams } from '../web/url-search-params.ts';
import { resolve } from './path.ts';
import { fileURLToPath, pathToFileURL } from './url-paths.ts';

export const url = {
  URL,
  URLSearchParams,
  fileURLToPath,
  pathToFileURL: (path: string): URL => pathToFileURL(path, resolve),
  urlToHttpOptions(address: URL): object {
    const { protocol, hostname, hash, search, pathname, href, port } = address;
    const options = { protocol, hostname, hash, search, pathname, path: `${pathname}${search}`, href };
    return port === '' ? options : { ...options, port: Number(port) };
  },
  domainToASCII: (domain: string): string => hostOf(domain),
  domainToUnicode: (domain: string): string => domain,
  format: (address: unknown): string => (address instanceof URL ? address.href : formatLegacy(address)),
  parse(address: string): object {
    const { href, protocol, host, hostname, port, pathname, search, hash } = new URL(address);
    const query = search === '' ? null : search.slice(1);
    return {
      protocol,
      slashes: true,
      auth: null,
      host,
      port: port || null,
      hostname,
      hash: hash || null,
      search: search || null,
      query,
      pathname,
      path: `${pathname}${search}`,
      href,
    };
  },
  resolve: (from: string, to: string): string => new URL(to, from).href,
};

function hostOf(domain: string): string {
  return URL.canParse(`ws://${domain}`) ? new URL(`ws://${domain}`).hostname : '';
}

interface LegacyAddress {
  readonly protocol?: string;
  readonly host?: string;
  readonly hostname?: string;
  readonly port?: string | number;
  readonly pathname?: string;
  readonly search?: string;
  readonly query?: object;
  readonly hash?: string;
}

function formatLegacy(address: unknown): string {
  if (typeof address === 'string') return new URL(address).href;
  const given = address as LegacyAddress;
  const protocol = given.protocol ? `${given.protocol.replace(/:?$/, ':')}//` : '';
  const host = given.host ?? `${given.hostname ?? ''}${given.port ? `:${given.port}` : ''}`;
  const query = given.query ? `?${new URLSearchParams(given.query)}` : '';
  return `${protocol}${host}${given.pathname ?? ''}${given.search ?? query}${given.hash ?? ''}`;
}
