/** Reads sources as ever but hands out their text without instrumentation: what the benchmarks compare with. */
import { withoutInsertions } from '../../engine/program/edits.ts';
import { WRAPPER_PARAMETERS } from '../../engine/program/variables.ts';
import type { SourceReader } from './loader.ts';

/** The reader, and the milliseconds that it has spent: plain code would not have been parsed. */
export interface PlainReader {
  readonly reader: () => SourceReader;
  spentMs(): number;
}

export function plainReader(real: () => SourceReader, nowMs: () => number): PlainReader {
  let spent = 0;
  const reader = (): SourceReader => {
    const began = nowMs();
    const loaded = real();
    spent += nowMs() - began;
    return {
      ...loaded,
      programData(source, options) {
        const started = nowMs();
        const data = loaded.programData(source, options);
        const text = withoutInsertions(data.code, data.insertions);
        const code = source.format === 'commonjs' ? `(function(${WRAPPER_PARAMETERS.join()}){${text}\n})` : text;
        spent += nowMs() - started;
        return { ...data, code, insertions: [] };
      },
    };
  };
  return { reader, spentMs: () => spent };
}
