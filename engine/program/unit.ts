/** A unit is a piece of a module that code identity and marks speak of: a function, class, field initialiser, static block. */
import type { FunctionNode, Node } from './ast.ts';
import type { FunctionKind, Mentions } from './table.ts';

export interface Unit {
  /** Index in the table; -1 for the module itself. */
  readonly id: number;
  readonly kind: FunctionKind | 'module';
  readonly node: Node;
  /** The function whose parameters and body run: for a class its explicit constructor. */
  code: FunctionNode | null;
  /** The unit around it in the text. */
  readonly parent: Unit | null;
  /** The unit that is running where this one is created. */
  readonly outer: Unit | null;
  readonly name: string;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** Where its tag goes; null where the engine keeps no text for it. */
  readonly tagAt: number | null;
  readonly isStaticMember: boolean;
  readonly strict: boolean;
  readonly mentions: Mentions;
  /** Called where it stands, once, while the module is evaluated. */
  readonly immediate: boolean;
  /** Its variables are registered as module state. */
  registered: boolean;
  /** What its own activation does, nested functions apart. */
  awaits: boolean;
  forAwait: boolean;
  works: boolean;
  withStatement: boolean;
  anonymousChildren: number;
}

export function noMentions(): Mentions {
  return {
    this: false,
    arguments: false,
    newTarget: false,
    superKeyword: false,
    eval: false,
    globalThis: false,
    dynamicImport: false,
  };
}

export function isAsync(unit: Unit): boolean {
  return unit.kind !== 'class' && unit.code !== null && unit.code.async;
}

export function isGenerator(unit: Unit): boolean {
  return unit.code?.generator === true;
}

const LEXICAL = ['this', 'arguments', 'newTarget', 'superKeyword'] as const;
const INHERITED = ['eval', 'globalThis', 'dynamicImport'] as const;

/** When a unit is complete, what it mentions is also mentioned by those around it. */
export function handUp(unit: Unit): void {
  if (unit.parent) for (const key of INHERITED) unit.parent.mentions[key] ||= unit.mentions[key];
  if (unit.kind === 'arrow' && unit.outer) {
    for (const key of LEXICAL) unit.outer.mentions[key] ||= unit.mentions[key];
  }
}
