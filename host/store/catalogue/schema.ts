/**
 * The catalogue's tables. Segments are rebuilt from them, and they from journals and segments; `adopted` has a row once
 * that has happened, so that a process killed while it rebuilds does not leave half a catalogue that looks whole.
 */

export const schema = `
CREATE TABLE IF NOT EXISTS entries (
  key VARCHAR PRIMARY KEY, module VARCHAR, path VARCHAR, line INTEGER, col INTEGER, identity VARCHAR);
CREATE TABLE IF NOT EXISTS traces (
  id VARCHAR PRIMARY KEY, key VARCHAR, module VARCHAR, path VARCHAR,
  cost_ms DOUBLE, created_ms DOUBLE, bytes DOUBLE, record VARCHAR);
CREATE TABLE IF NOT EXISTS dependencies (
  trace VARCHAR, position INTEGER, kind VARCHAR, scope VARCHAR, name VARCHAR, fingerprint VARCHAR);
CREATE TABLE IF NOT EXISTS blobs (trace VARCHAR, digest VARCHAR, bytes DOUBLE);
CREATE TABLE IF NOT EXISTS runs (
  id VARCHAR PRIMARY KEY, script VARCHAR, started_at VARCHAR, exit_code INTEGER, fault VARCHAR,
  wall_ms DOUBLE, guest_ms DOUBLE, saved_ms DOUBLE,
  hits INTEGER, misses INTEGER, bypasses INTEGER, stored INTEGER, report VARCHAR);
CREATE TABLE IF NOT EXISTS calls (
  run VARCHAR, position INTEGER, name VARCHAR, file VARCHAR, line INTEGER,
  calls INTEGER, hits INTEGER, stored INTEGER, total_ms DOUBLE, saved_ms DOUBLE);
CREATE TABLE IF NOT EXISTS reasons (
  run VARCHAR, function INTEGER, position INTEGER, verdict VARCHAR, code VARCHAR, text VARCHAR, count INTEGER);
CREATE TABLE IF NOT EXISTS edges (run VARCHAR, caller VARCHAR, callee VARCHAR, count INTEGER);
CREATE TABLE IF NOT EXISTS adopted (at_ms DOUBLE);
`;

/** A row, in the order of its table's columns. */
export type Row = readonly (string | number | null)[];

/** The tables, and how their numbers are appended. */
export const columns = {
  entries: ['text', 'text', 'text', 'integer', 'integer', 'text'],
  traces: ['text', 'text', 'text', 'text', 'double', 'double', 'double', 'text'],
  dependencies: ['text', 'integer', 'text', 'text', 'text', 'text'],
  blobs: ['text', 'text', 'double'],
  runs: [
    ...['text', 'text', 'text', 'integer', 'text', 'double', 'double', 'double'],
    ...['integer', 'integer', 'integer', 'integer', 'text'],
  ],
  calls: ['text', 'integer', 'text', 'text', 'integer', 'integer', 'integer', 'integer', 'double', 'double'],
  reasons: ['text', 'integer', 'integer', 'text', 'text', 'text', 'integer'],
  edges: ['text', 'text', 'text', 'integer'],
} as const;

/** The name of a table. */
export type Table = keyof typeof columns;
