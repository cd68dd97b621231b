// Watching and shaping objects: validation, defaults, negative indices, a log of what was touched, Reflect.
function validated(target, rules) {
  return new Proxy(target, {
    set(object, key, value, receiver) {
      const rule = rules[key];
      if (rule && !rule(value)) throw new TypeError(`${String(key)} cannot be ${value}`);
      return Reflect.set(object, key, value, receiver);
    },
    deleteProperty(object, key) {
      return key in rules ? false : Reflect.deleteProperty(object, key);
    },
  });
}

const negative = (array) =>
  new Proxy(array, {
    get: (target, key, receiver) =>
      typeof key === 'string' && /^-\d+$/.test(key) ? target.at(Number(key)) : Reflect.get(target, key, receiver),
  });

function traced(target, log) {
  return new Proxy(target, {
    get(object, key) {
      log.push(`get ${String(key)}`);
      return Reflect.get(object, key);
    },
    has(object, key) {
      log.push(`has ${String(key)}`);
      return Reflect.has(object, key);
    },
    ownKeys(object) {
      log.push('keys');
      return Reflect.ownKeys(object);
    },
    apply(f, self, args) {
      log.push(`call(${args})`);
      return Reflect.apply(f, self, args);
    },
  });
}

/** Counts words without ever asking whether a word is new. */
function countWords(text) {
  const counts = new Proxy({}, { get: (target, key) => target[key] ?? 0 });
  for (const word of text.split(' ')) counts[word] += 1;
  return { ...counts };
}

function describeShape(object) {
  return Reflect.ownKeys(object).map((key) => {
    const { value, get, enumerable, writable } = Reflect.getOwnPropertyDescriptor(object, key);
    return `${String(key)}:${get ? 'getter' : typeof value}${enumerable ? '' : ' hidden'}${writable === false ? ' fixed' : ''}`;
  });
}

const person = validated({ name: 'Ada', age: 36 }, { age: Number.isInteger });
person.age = 37;
try {
  person.age = 'old';
} catch (error) {
  console.log(error.name, error.message);
}
console.log(person.age, Reflect.deleteProperty(person, 'age'), Reflect.deleteProperty(person, 'name'), Object.keys(person));
console.log(negative([1, 2, 3])[-1], negative(['a', 'b'])['-2'], negative([5]).length);
const log = [];
const add = traced((a, b) => a + b, log);
const box = traced({ x: 1, y: 2 }, log);
console.log(add(2, 3), 'x' in box, box.y, Object.keys(box), log);
console.log(countWords('to be or not to be'));
const shaped = Object.defineProperty({ open: 1, get lazy() { return 2; } }, 'hidden', { value: () => 3 });
console.log(describeShape(shaped), Reflect.has(shaped, 'hidden'), Object.isFrozen(Object.freeze({ ...shaped })));
class Base {}
console.log(Reflect.construct(Base, []) instanceof Base, Reflect.getPrototypeOf(new Base()) === Base.prototype);
