/** util.parseArgs. */
import { OP } from '../abi.ts';
import { askJson } from '../prelude/door.ts';
import { codedError } from '../prelude/errors.ts';

interface OptionConfig {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  readonly default?: unknown;
}

interface Config {
  readonly args?: readonly string[];
  readonly options?: Readonly<Record<string, OptionConfig>>;
  readonly strict?: boolean;
  readonly allowPositionals?: boolean;
}

interface Parsed {
  readonly values: Record<string, unknown>;
  readonly positionals: string[];
}

interface Parser extends Parsed {
  readonly options: Readonly<Record<string, OptionConfig>>;
  readonly strict: boolean;
  readonly rest: string[];
}

function refuse(code: string, message: string): never {
  throw codedError(TypeError, `ERR_PARSE_ARGS_${code}`, message);
}

function store(parser: Parser, name: string, given: string | undefined, shown: string): void {
  const config = parser.options[name];
  if (!config && parser.strict) refuse('UNKNOWN_OPTION', `Unknown option '${shown}'`);
  const wantsText = config?.type === 'string';
  if (!wantsText && config && given !== undefined && parser.strict) {
    refuse('INVALID_OPTION_VALUE', `Option '${shown}' does not take an argument`);
  }
  const value = wantsText ? (given ?? parser.rest.shift()) : (given ?? true);
  if (wantsText && value === undefined && parser.strict) {
    refuse('INVALID_OPTION_VALUE', `Option '${shown} <value>' argument missing`);
  }
  if (config?.multiple) parser.values[name] = [...((parser.values[name] as unknown[]) ?? []), value];
  else parser.values[name] = value;
}

function long(parser: Parser, argument: string): void {
  const at = argument.indexOf('=');
  const name = at < 0 ? argument.slice(2) : argument.slice(2, at);
  store(parser, name, at < 0 ? undefined : argument.slice(at + 1), `--${name}`);
}

function short(parser: Parser, argument: string): void {
  for (let i = 1; i < argument.length; i += 1) {
    const letter = argument[i] as string;
    const found = Object.entries(parser.options).find(([, config]) => config.short === letter);
    const name = found?.[0] ?? letter;
    const shown = found ? `-${letter}, --${name}` : `-${letter}`;
    const isText = found?.[1].type === 'string';
    const attached = isText && i + 1 < argument.length ? argument.slice(i + 1) : undefined;
    store(parser, name, attached, shown);
    if (attached !== undefined) return;
  }
}

export function parseArgs(config: Config = {}): Parsed {
  const given = config.args ?? (askJson<string[]>(OP.argv) as string[]).slice(2);
  const strict = config.strict ?? true;
  const parser: Parser = {
    options: config.options ?? {},
    strict,
    rest: [...given],
    values: Object.create(null),
    positionals: [],
  };
  const allowsPositionals = config.allowPositionals ?? !strict;
  while (parser.rest.length > 0) {
    const argument = parser.rest.shift() as string;
    if (argument === '--') parser.positionals.push(...parser.rest.splice(0));
    else if (argument.startsWith('--')) long(parser, argument);
    else if (argument.startsWith('-') && argument.length > 1) short(parser, argument);
    else parser.positionals.push(argument);
    if (parser.positionals.length > 0 && !allowsPositionals) {
      refuse(
        'UNEXPECTED_POSITIONAL',
        `Unexpected argument '${parser.positionals[0]}'. This command does not take positional arguments`,
      );
    }
  }
  for (const [name, option] of Object.entries(parser.options)) {
    if (option.default !== undefined && !(name in parser.values)) parser.values[name] = option.default;
  }
  return { values: parser.values, positionals: parser.positionals };
}
