/** The module module: requiring from ES modules, and the names of what is built in. */
import { builtin, builtinNames } from '../prelude/builtins.ts';
import { createRequire } from '../prelude/modules.ts';
import { isUrl } from './url-paths.ts';

export const nodeModule = {
  createRequire: (from: unknown): unknown => createRequire(isUrl(from) ? from.href : `${from}`),
  isBuiltin: (name: string): boolean => builtin(name) !== undefined,
  builtinModules: builtinNames(),
};
