/** The one door to the TypeScript transform: types are stripped, enums and parameter properties lowered. */
import { transformSync } from 'oxc-transform';

export interface Stripped {
  readonly code: string;
  readonly mappings: string;
}

/** The TypeScript is not a program; `offset` counts UTF-16 units. */
export class TypeScriptFailure extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

export function stripTypes(module: string, text: string, format: 'module' | 'commonjs'): Stripped {
  const sourceType = format === 'module' ? 'module' : 'commonjs';
  const lang = module.endsWith('x') ? 'tsx' : 'ts';
  const result = transformSync(module, text, { lang, sourceType, target: 'es2023', sourcemap: true });
  const error = result.errors.find(({ severity }) => severity === 'Error');
  if (error) throw new TypeScriptFailure(error.message, utf16Offset(text, offender(error.labels)));
  return { code: result.code, mappings: result.map?.mappings ?? '' };
}

/** Of several labelled places the last is where reading had to stop: a name declared twice, its second declaration. */
function offender(labels: readonly { readonly start: number }[]): number {
  return Math.max(0, ...labels.map(({ start }) => start));
}

/** The transform counts bytes of UTF-8. */
function utf16Offset(text: string, bytes: number): number {
  return Buffer.from(text, 'utf8').subarray(0, bytes).toString('utf8').length;
}
