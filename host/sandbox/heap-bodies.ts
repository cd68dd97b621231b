/** What objects hold beside their properties, class by class, on the tape. What cannot be read is opaque, by name. */
import { PART } from '../../engine/value/tape.ts';
import { writeFunction } from './function-bodies.ts';
import type { HeapWalker } from './heap-walker.ts';
import { CLASS, CLASS_NAMES, OBJECT, OBJECT_BIT } from './layout.ts';
import { NODE } from './numbering.ts';

/** Writes the body of an object that is neither plain nor an array. */
export function writeBody(walker: HeapWalker, address: number, classId: number, flags: number): void {
  const payload = address + OBJECT.payload;
  switch (classId) {
    case CLASS.error:
      return;
    case CLASS.arguments:
      return walker.mode === 'payload' ? walker.refuse('an arguments object') : undefined;
    case CLASS.module:
      return walker.mode === 'payload' ? walker.refuse('a module namespace') : undefined;
    case CLASS.number:
    case CLASS.string:
    case CLASS.boolean:
    case CLASS.symbol:
    case CLASS.bigInt:
    case CLASS.date:
      return walker.value(payload >>> 2);
    case CLASS.mappedArguments:
      return flags & OBJECT_BIT.fastArray ? mappedArguments(walker, address) : undefined;
    case CLASS.function:
    case CLASS.generatorFunction:
    case CLASS.asyncFunction:
    case CLASS.asyncGeneratorFunction:
      return writeFunction(walker, address);
    case CLASS.bound:
      return boundFunction(walker, walker.guest.word(payload));
    case CLASS.regExp:
      return regExp(walker, payload);
    case CLASS.arrayBuffer:
    case CLASS.sharedArrayBuffer:
      if (walker.mode === 'payload' && classId === CLASS.sharedArrayBuffer) walker.refuse('a shared buffer');
      return arrayBuffer(walker, walker.guest.word(payload));
    case CLASS.dataView:
      return typedView(walker, walker.guest.word(payload));
    case CLASS.map:
    case CLASS.set:
      return collection(walker, walker.guest.word(payload), classId === CLASS.map);
    case CLASS.weakMap:
    case CLASS.weakSet:
      return weakCollection(walker, walker.guest.word(payload), opaqueName(CLASS_NAMES[classId]));
    case CLASS.promise:
      return promise(walker, walker.guest.word(payload));
  }
  if (classId >= CLASS.firstTyped && classId <= CLASS.lastTyped) return typedView(walker, walker.guest.word(payload));
  walker.opaque(opaqueName(CLASS_NAMES[classId]));
}

function opaqueName(name: string | undefined): string {
  if (name === 'Generator' || name === 'AsyncGenerator') return 'a generator';
  if (name === 'Proxy') return 'a Proxy';
  if (name?.endsWith('Iterator')) return 'an iterator';
  if (name?.startsWith('Weak')) return `a ${name}`;
  if (name?.startsWith('Promise') || name === 'CFunctionData') return 'a function of the engine';
  return `an object of class ${name ?? 'unknown'}`;
}

function mappedArguments(walker: HeapWalker, address: number): void {
  const count = walker.guest.word(address + 40);
  const cells = walker.guest.word(address + 36);
  walker.tape.put2(PART.dense, count);
  for (let i = 0; i < count; i++) walker.reference(walker.guest.word(cells + 4 * i), NODE.cell);
  if (walker.mode === 'payload') walker.refuse('an arguments object');
}

function boundFunction(walker: HeapWalker, data: number): void {
  const argc = walker.guest.word(data + 16);
  if (walker.mode === 'payload') walker.refuse('a bound function');
  walker.value(data >>> 2);
  walker.value((data + 8) >>> 2);
  walker.tape.put(argc);
  walker.values((data + 24) >>> 2, argc);
}

function regExp(walker: HeapWalker, payload: number): void {
  walker.string(walker.guest.word(payload));
  walker.tape.put(walker.guest.u16[(walker.guest.word(payload + 4) + 16) >>> 1] as number);
}

/** Byte length, maximum (-1 fixed), detached, then the bytes. */
function arrayBuffer(walker: HeapWalker, data: number): void {
  const length = walker.guest.word(data);
  const maximum = walker.guest.word(data + 4) | 0;
  const detached = walker.guest.u8[data + 8] as number;
  if (walker.mode === 'payload' && (maximum !== -1 || detached)) walker.refuse('a resizable or detached buffer');
  walker.tape.put2(maximum, detached);
  const start = walker.guest.word(data + 12);
  walker.tape.run(walker.guest.u8.subarray(start, start + length));
}

/** Offset, length-tracking, byte length, then the buffer. */
function typedView(walker: HeapWalker, data: number): void {
  const tracking = walker.guest.word(data + 24);
  walker.tape.put2(walker.guest.word(data + 16), tracking);
  walker.tape.put(tracking ? 0 : walker.guest.word(data + 20));
  walker.reference(walker.guest.word(data + 12), NODE.object);
}

/** Live records in insertion order. */
function collection(walker: HeapWalker, data: number, isMap: boolean): void {
  const { guest } = walker;
  walker.tape.put(guest.word(data + 12));
  const head = data + 4;
  for (let link = guest.word(data + 8); link !== head; link = guest.word(link + 4)) {
    const record = link - 8;
    if (guest.u8[record + 4]) continue;
    walker.value((record + 24) >>> 2);
    if (isMap) walker.value((record + 32) >>> 2);
  }
}

/**
 * Without entries one is like any other; what the keys of another are, nobody can ask. The engine clears away later the
 * entries of keys that are gone: none of those can be found again.
 */
function weakCollection(walker: HeapWalker, data: number, name: string): void {
  const { guest } = walker;
  let live = 0;
  const head = data + 4;
  for (let link = guest.word(data + 8); link !== head; link = guest.word(link + 4)) {
    const record = link - 8;
    if (guest.u8[record + 4] === 0 && guest.word(guest.word(record + 24)) > 0) live += 1;
  }
  walker.tape.put(live);
  if (walker.mode === 'payload') walker.refuse(name);
  else if (live > 0) walker.opaque(`${name} with entries`);
}

/** A settled promise is its state and value; a pending one is opaque. */
function promise(walker: HeapWalker, data: number): void {
  const state = walker.guest.word(data);
  walker.tape.put(state);
  if (state === 0) return walker.opaque('a pending promise');
  if (walker.mode === 'payload') walker.refuse('a promise');
  walker.value((data + 24) >>> 2);
}
