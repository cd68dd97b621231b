/** What only a source not seen before needs: parsers, scope analysis, type stripping. Bundled apart and loaded late. */
export { programData } from './program.ts';
export { looksLikeModule, looksLikeTypeScriptModule } from './syntax-kind.ts';
