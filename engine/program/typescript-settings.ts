import type { TypeScriptSettings } from './table.ts';

/** What holds where no project says otherwise. */
export const PLAIN_TYPESCRIPT: TypeScriptSettings = {
  legacyDecorators: false,
  decoratorMetadata: false,
  assignsFields: false,
  keepsImports: false,
  jsx: { runtime: null, development: false, importSource: null, factory: null, fragment: null },
};
