/**
 * The one door to TypeScript's own transform, for what the fast one does not do exactly: decorators, resources (`using`),
 * namespaces, assigned fields, modules written as ES modules that are to be CommonJS. A bundle of its own: it is large.
 */
import ts from 'typescript';
import type { Transformed, TransformInput } from './typescript.ts';

/** What is wrong with the source, and where. */
export interface WholeFailure {
  readonly message: string;
  readonly offset: number;
}

const NO_LIBRARY = 'lib.d.ts';

export function wholeTransform(input: TransformInput): Transformed | WholeFailure {
  const options = compilerOptions(input);
  const source = sourceFile(input, options);
  const written: string[] = [];
  const program = ts.createProgram(
    [source.fileName],
    options,
    hostOf(source, (text) => written.push(text)),
  );
  const failure = failureOf(source, input, program);
  if (failure) return failure;
  program.emit(source);
  const { mappings } = JSON.parse(written.find((text) => text.startsWith('{"version":3')) ?? '') as {
    mappings: string;
  };
  const code = written.find((text) => !text.startsWith('{"version":3')) ?? '';
  return { code: code.replace(/\n?\/\/# sourceMappingURL=\S*\s*$/, '\n'), mappings };
}

function compilerOptions({ format, settings }: TransformInput): ts.CompilerOptions {
  const { jsx } = settings;
  const classic = jsx.runtime === 'classic';
  return {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    isolatedModules: true,
    verbatimModuleSyntax: settings.keepsImports && format === 'module',
    experimentalDecorators: settings.legacyDecorators,
    emitDecoratorMetadata: settings.decoratorMetadata,
    useDefineForClassFields: !settings.assignsFields,
    jsx: classic ? ts.JsxEmit.React : jsx.development ? ts.JsxEmit.ReactJSXDev : ts.JsxEmit.ReactJSX,
    ...(!classic && jsx.importSource !== null && { jsxImportSource: jsx.importSource }),
    ...(classic && jsx.factory !== null && { jsxFactory: jsx.factory }),
    ...(classic && jsx.fragment !== null && { jsxFragmentFactory: jsx.fragment }),
    // What a text that is no module runs as without a transform.
    alwaysStrict: false,
    ignoreDeprecations: '6.0',
    allowJs: true,
    noCheck: true,
    noLib: true,
    noResolve: true,
    types: [],
    sourceMap: true,
    newLine: ts.NewLineKind.LineFeed,
    suppressOutputPathCheck: true,
  };
}

function sourceFile({ module, text, format }: TransformInput, options: ts.CompilerOptions): ts.SourceFile {
  const isJsx = module.endsWith('x');
  const impliedNodeFormat = format === 'module' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS;
  const languageVersion = options.target ?? ts.ScriptTarget.ES2023;
  const name = isJsx ? module.replace(/.*[.]/, 'source.') : format === 'module' ? 'source.mts' : 'source.cts';
  return ts.createSourceFile(name, text, { languageVersion, impliedNodeFormat }, true);
}

/** A world of one file. */
function hostOf(source: ts.SourceFile, write: (text: string) => void): ts.CompilerHost {
  return {
    getSourceFile: (name) => (name === source.fileName ? source : undefined),
    writeFile: (_, text) => write(text),
    getDefaultLibFileName: () => NO_LIBRARY,
    useCaseSensitiveFileNames: () => true,
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => '',
    getNewLine: () => '\n',
    fileExists: (name) => name === source.fileName,
    readFile: () => undefined,
    directoryExists: () => false,
    getDirectories: () => [],
  };
}

function failureOf(source: ts.SourceFile, { format }: TransformInput, program: ts.Program): WholeFailure | null {
  const [found] = program.getSyntacticDiagnostics(source);
  if (found) return { message: ts.flattenDiagnosticMessageText(found.messageText, ' '), offset: found.start };
  const assigned = format === 'module' ? source.statements.find(isExportAssignment) : undefined;
  return assigned
    ? { message: "'export =' needs a CommonJS module, and this is an ES module", offset: assigned.getStart(source) }
    : null;
}

function isExportAssignment(node: ts.Statement): boolean {
  return ts.isExportAssignment(node) && node.isExportEquals === true;
}
