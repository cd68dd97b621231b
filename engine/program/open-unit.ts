/** Making the units that the walk finds. */
import type { FunctionNode, Node, Program } from './ast.ts';
import type { FunctionKind } from './table.ts';
import { noMentions, type Unit } from './unit.ts';

export interface Opening {
  readonly kind: FunctionKind;
  readonly node: Node;
  readonly code: FunctionNode | null;
  readonly parent: Unit;
  readonly outer: Unit;
  readonly name: string;
  readonly path: string;
  readonly extent: { readonly start: number; readonly end: number; readonly tagAt: number | null };
  readonly immediate: boolean;
}

const IDLE = { awaits: false, forAwait: false, works: false, withStatement: false, registered: false };

export function openUnit(given: Opening, id: number): Unit {
  const { node, code, extent, ...rest } = given;
  return {
    ...rest,
    ...extent,
    ...IDLE,
    id,
    node,
    code,
    isStaticMember: 'static' in node && node.static === true,
    strict: given.parent.strict || given.kind === 'class' || (code !== null && hasStrictDirective(code.body)),
    mentions: noMentions(),
    anonymousChildren: 0,
  };
}

/** The module as the unit around all others. */
export function moduleUnit(node: Program, strict: boolean): Unit {
  return {
    ...IDLE,
    id: -1,
    kind: 'module',
    node,
    code: null,
    parent: null,
    outer: null,
    name: '',
    path: '',
    start: node.start,
    end: node.end,
    tagAt: null,
    isStaticMember: false,
    strict: strict || hasStrictDirective(node),
    mentions: noMentions(),
    immediate: true,
    registered: true,
    anonymousChildren: 0,
  };
}

function hasStrictDirective(body: Node): boolean {
  if (body.type !== 'BlockStatement' && body.type !== 'Program') return false;
  return body.body.some((item) => item.type === 'ExpressionStatement' && item.directive === 'use strict');
}
