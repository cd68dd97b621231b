/** Declares what the table of state says. */
import { expr, stmt } from '../tree.ts';
import { expressionOf, statementOf } from './pattern.ts';
import type { Body, Make, Scope } from './scope.ts';
import { ROWS, type Row } from './state-table.ts';
import { isOn } from './switches.ts';

/** Declares one row of the table, drawn among those that the module's format allows. */
export function row(gen: Scope, module: number): void {
  const format = gen.modules[module]?.kind === 'cjs' ? 'cjs' : 'mjs';
  const able = ROWS.filter(({ name, only }) => isOn(name) && (only === undefined || only === format));
  declareRow(gen, module, gen.draw.pick(able));
}

function declareRow(
  gen: Scope,
  module: number,
  { name, declare, locals, reads, values, writes, own, call }: Row,
): void {
  const declared = gen.declare(module, name);
  const me = { ref: declared.id };
  const body = gen.body(module, { early: true, numbers: [...(locals ?? [])] });
  // TypeScript would want types that the texts do not have; the oracle and the guest strip them alike.
  gen.item(module, [declared], statementOf(declare, me, body));
  const makes = (texts: readonly string[] = []): Make[] => texts.map((text) => (b) => expressionOf(text, me, b));
  const changes = (texts: readonly string[] = []): Make[] => texts.map((text) => (b) => statementOf(text, me, b));
  const athome = changes(own).map(
    (make): Make =>
      (b: Body) =>
        b.module === module ? make(b) : stmt`loc += ${b.gen.small()};`,
  );
  gen.add({
    id: declared.id,
    module,
    shape: `row ${name}`,
    reads: makes(reads),
    values: makes(values),
    writes: [...changes(writes), ...athome],
    ...(call === undefined
      ? {}
      : { call: { make: (b: Body) => expr`${expressionOf(call, me, b)}`, cost: 1 + body.cost.spent } }),
  });
}
