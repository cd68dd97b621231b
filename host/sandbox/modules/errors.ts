/** The errors of module loading, with node's codes and node's words; the guest makes its own error object of one. */

/** The module cannot be resolved or loaded. */
export class ModuleError extends Error {
  readonly code: string;
  /** The class that node throws. */
  readonly type: 'Error' | 'TypeError';

  constructor(code: string, message: string, type: 'Error' | 'TypeError' = 'Error') {
    super(message);
    this.code = code;
    this.type = type;
  }
}

/** `import` of a file that is not there. */
export function fileNotFound(path: string, parent: string): ModuleError {
  return new ModuleError('ERR_MODULE_NOT_FOUND', `Cannot find module '${path}' imported from ${parent}`);
}

/** `import` of a package that is not there, or that has nothing to load. */
export function packageNotFound(name: string, parent: string): ModuleError {
  return new ModuleError('ERR_MODULE_NOT_FOUND', `Cannot find package '${name}' imported from ${parent}`);
}

/** `require` of what is not there. Node lists every requiring module; one resolution knows the nearest. */
export function requireNotFound(request: string, parent: string): ModuleError {
  return new ModuleError('MODULE_NOT_FOUND', `Cannot find module '${request}'\nRequire stack:\n- ${parent}`);
}

/** `require` of a path that a package map names but that is not there. */
export function mappedFileNotFound(path: string): ModuleError {
  return new ModuleError('MODULE_NOT_FOUND', `Cannot find module '${path}'`);
}

export function mainNotFound(path: string): ModuleError {
  const hint = 'Please verify that the package.json has a valid "main" entry';
  return new ModuleError('MODULE_NOT_FOUND', `Cannot find module '${path}'. ${hint}`);
}

export function directoryImport(path: string, parent: string): ModuleError {
  const message = `Directory import '${path}' is not supported resolving ES modules imported from ${parent}`;
  return new ModuleError('ERR_UNSUPPORTED_DIR_IMPORT', message);
}

/** `require` by a package's name does not say who asked: then `parent` is null here and below. */
export function notExported(folder: string, subpath: string, parent: string | null): ModuleError {
  const manifest = `${folder}/package.json${from(parent)}`;
  const message =
    subpath === '.'
      ? `No "exports" main defined in ${manifest}`
      : `Package subpath '${subpath}' is not defined by "exports" in ${manifest}`;
  return new ModuleError('ERR_PACKAGE_PATH_NOT_EXPORTED', message);
}

export function importNotDefined(specifier: string, folder: string | null, parent: string): ModuleError {
  const where = folder === null ? '' : ` in package ${folder}/package.json`;
  const message = `Package import specifier "${specifier}" is not defined${where} imported from ${parent}`;
  return new ModuleError('ERR_PACKAGE_IMPORT_NOT_DEFINED', message, 'TypeError');
}

export interface BadTarget {
  readonly map: 'exports' | 'imports';
  readonly folder: string;
  readonly key: string;
  readonly target: string;
}

export function invalidTarget({ map, folder, key, target }: BadTarget, parent: string | null): ModuleError {
  const what = key === '.' ? `"${map}" main target` : `"${map}" target`;
  const where = key === '.' ? 'defined in' : `defined for '${key}' in`;
  const hint = map === 'exports' && !target.startsWith('./') ? '; targets must start with "./"' : '';
  const config = `${where} the package config ${folder}/package.json${from(parent)}`;
  return new ModuleError('ERR_INVALID_PACKAGE_TARGET', `Invalid ${what} ${JSON.stringify(target)} ${config}${hint}`);
}

export function invalidSpecifier(specifier: string, reason: string, parent: string | null): ModuleError {
  const message = `Invalid module "${specifier}" ${reason}${from(parent)}`;
  return new ModuleError('ERR_INVALID_MODULE_SPECIFIER', message, 'TypeError');
}

export function invalidPackage(manifest: string): ModuleError {
  return new ModuleError('ERR_INVALID_PACKAGE_CONFIG', `Invalid package config ${manifest}.`);
}

/** A file that is not loaded by its path alone. */
export function notAdmitted(file: string): ModuleError {
  const hint = `(rote: loading this needs --allow-read=${file})`;
  return new ModuleError('EACCES', `EACCES: permission denied, open '${file}' ${hint}`);
}

export function invalidTsconfig(file: string, reason: string): ModuleError {
  return new ModuleError('ERR_INVALID_TSCONFIG', `Invalid TypeScript config ${file}: ${reason}.`);
}

/** The config that another one extends. */
export function tsconfigNotFound(base: string, file: string): ModuleError {
  return invalidTsconfig(file, `it extends '${base}', which cannot be found`);
}

export function unknownBuiltin(specifier: string): ModuleError {
  return new ModuleError('ERR_UNKNOWN_BUILTIN_MODULE', `No such built-in module: ${specifier}`);
}

export function unknownExtension(extension: string, file: string): ModuleError {
  const message = `Unknown file extension "${extension}" for ${file}`;
  return new ModuleError('ERR_UNKNOWN_FILE_EXTENSION', message, 'TypeError');
}

export function unsupportedScheme(protocol: string): ModuleError {
  const message = `Only URLs with a scheme in: file and node are supported by the default ESM loader. Received protocol '${protocol}'`;
  return new ModuleError('ERR_UNSUPPORTED_ESM_URL_SCHEME', message);
}

export function nativeAddon(): ModuleError {
  return new ModuleError('ERR_DLOPEN_DISABLED', 'Cannot load native addon because loading addons is disabled.');
}

function from(parent: string | null): string {
  return parent === null ? '' : ` imported from ${parent}`;
}
