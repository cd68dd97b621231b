/** Node-shaped failures: the errors that node itself would throw for the path that the script wrote. */
import { HostFailure } from './capability.ts';

type SystemErrors = ReadonlyMap<string, { readonly errno: number; readonly message: string }>;

let errorsByCode: SystemErrors | undefined;

/** Node's table of system errors by code, made at the first failure. */
function systemErrors(): SystemErrors {
  const table = process.getBuiltinModule('node:util').getSystemErrorMap();
  errorsByCode ??= new Map([...table].map(([errno, [code, message]]) => [code, { errno, message }] as const));
  return errorsByCode;
}

/** The error of a failed system call, byte for byte as node words it. `note` is appended to say what would help. */
export function systemFailure(code: string, syscall: string, path?: string, dest?: string, note = ''): HostFailure {
  const known = systemErrors().get(code) ?? { errno: -4094, message: 'unknown error' };
  const from = path === undefined ? '' : ` '${path}'`;
  const to = dest === undefined ? '' : ` -> '${dest}'`;
  const properties: [string, string | number][] = [
    ['errno', known.errno],
    ['code', code],
    ['syscall', syscall],
  ];
  if (path !== undefined) properties.push(['path', path]);
  if (dest !== undefined) properties.push(['dest', dest]);
  return new HostFailure({
    name: 'Error',
    message: `${code}: ${known.message}, ${syscall}${from}${to}${note}`,
    properties,
  });
}

/** An error with a code of node's or of ours: `TypeError [CODE]: message`. */
export function codedFailure(name: string, code: string, message: string): HostFailure {
  return new HostFailure({ name, message, properties: [['code', code]] });
}

/** The `code` of an error of the host's own file system, or undefined when it is something else. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const code: unknown = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : undefined;
}

/** Words a host file system error anew for the path that the script gave, so that no resolved path leaks. */
export function reworded(error: unknown, syscall: string, path?: string, dest?: string): unknown {
  const code = codeOf(error);
  if (code === undefined || !systemErrors().has(code)) return error;
  return systemFailure(code, syscall, path, dest);
}
