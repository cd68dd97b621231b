/** What single syntax nodes say about the units they stand in. */
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
    case 'Identifier':
      noteName(node.name, unit, active);
      break;
    case 'Literal':
      if (node.value === 'stack') unit.mentions.stack = true;
      if (node.value === 'callee') unit.mentions.callee = true;
      break;
    default:
  }
}

/** Property names count like variables: asking too much of a name only costs a memo. */
function noteName(name: string, unit: Unit, active: Unit): void {
  const { mentions } = unit;
  if (name === 'arguments') active.mentions.arguments = true;
  else if (name === 'eval') mentions.eval = true;
  else if (name === 'stack' || name === 'captureStackTrace') mentions.stack = true;
  else if (name === 'callee') mentions.callee = true;
  else if (name === 'globalThis' || name === 'global') mentions.globalThis = true;
  else if (name === 'Function') mentions.functionConstructor = true;
}
