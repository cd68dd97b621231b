/** What single syntax nodes, and names that mean no variable of the program, say about the units they stand in. */
import type { Node } from './ast.ts';
import type { Unit } from './unit.ts';

/** Notes a node for `unit`, which encloses it in the text, and `active`, which runs it. */
export function note(node: Node, unit: Unit, active: Unit): void {
  noteWork(node, active);
  noteMention(node, unit, active);
}

/** Work is what can take long: without any, a function is never worth a frame. */
function noteWork(node: Node, active: Unit): void {
  switch (node.type) {
    case 'AwaitExpression':
      active.awaits = true;
      active.works = true;
      break;
    case 'ForOfStatement':
      if (node.await) active.forAwait = true;
      active.works = true;
      break;
    case 'WithStatement':
      active.withStatement = true;
      break;
    case 'ForStatement':
    case 'ForInStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
    case 'ImportExpression':
    case 'SpreadElement':
    case 'YieldExpression':
    case 'ClassDeclaration':
    case 'ClassExpression':
      active.works = true;
      break;
    default:
  }
}

function noteMention(node: Node, unit: Unit, active: Unit): void {
  switch (node.type) {
    case 'ThisExpression':
      active.mentions.this = true;
      break;
    case 'Super':
      active.mentions.superKeyword = true;
      break;
    case 'MetaProperty':
      if (node.meta.name === 'new') active.mentions.newTarget = true;
      break;
    case 'ImportExpression':
      unit.mentions.dynamicImport = true;
      break;
    default:
  }
}

const GLOBALS: Readonly<Record<string, 'eval' | 'globalThis'>> = {
  eval: 'eval',
  globalThis: 'globalThis',
  global: 'globalThis',
};

/** A name that no declaration explains, for the unit that mentions it and those around. */
export function noteGlobal(name: string, user: Unit): void {
  const mention = Object.hasOwn(GLOBALS, name) ? GLOBALS[name] : undefined;
  if (!mention) return;
  for (let unit: Unit | null = user; unit; unit = unit.parent) unit.mentions[mention] = true;
}

/** `arguments` belongs to the innermost function that is no arrow. */
export function noteArguments(user: Unit): void {
  user.mentions.arguments = true;
  if (user.kind === 'arrow' && user.outer) noteArguments(user.outer);
}
