// When things go wrong: own error classes, causes, finally, aggregated errors, retries, cleaning up.
class ValidationError extends Error {
  constructor(field, message, options) {
    super(message, options);
    this.name = 'ValidationError';
    this.field = field;
  }
}

class NotFound extends Error {
  get name() {
    return 'NotFound';
  }
}

function parseAge(text) {
  const age = Number(text);
  if (Number.isNaN(age)) throw new ValidationError('age', `not a number: ${text}`);
  if (age < 0) throw new RangeError('age below zero');
  return age;
}

function parsePerson(text) {
  const [name, age] = text.split(';');
  try {
    return { name, age: parseAge(age) };
  } catch (error) {
    throw new ValidationError('person', `bad person ${name}`, { cause: error });
  }
}

function parseAll(lines) {
  const [good, bad] = [[], []];
  for (const line of lines) {
    try {
      good.push(parsePerson(line));
    } catch ({ name, field, message, cause }) {
      bad.push({ name, field, message, because: cause.constructor.name });
    }
  }
  return { good, bad };
}

function order(fail) {
  const steps = [];
  const run = () => {
    try {
      steps.push('try');
      if (fail) throw new NotFound('gone');
      return 'value';
    } catch (error) {
      steps.push(error.name);
      return 'caught';
    } finally {
      steps.push('finally');
    }
  };
  steps.push(run());
  return steps;
}

function retry(times, action) {
  for (let attempt = 1; ; attempt++) {
    try {
      return action(attempt);
    } catch (error) {
      if (attempt === times) throw new Error(`gave up after ${attempt}`, { cause: error });
    }
  }
}

console.log(parseAll(['Ada;36', 'Bob;old', 'Cid;-4', 'Dee;2']));
console.log(order(true), order(false));
console.log(retry(3, (attempt) => (attempt < 3 ? parseAge('x') : `done in ${attempt}`)));
try {
  retry(2, () => parseAge('-1'));
} catch (error) {
  console.log(error.message, '<-', error.cause.message, error.cause instanceof RangeError);
}
const overridden = () => { try { return 'try'; } finally { return 'finally'; } };
console.log(overridden(), new NotFound('x') instanceof Error, String(new ValidationError('f', 'm')), Object.keys(new ValidationError('f', 'm')));
for (const act of [() => null.x, () => undefinedName, () => (1)(), () => 'x'.repeat(-1), () => { const c = 1; c = 2; }, () => decodeURIComponent('%')]) {
  try {
    act();
  } catch (error) {
    console.log(error.name);
  }
}
