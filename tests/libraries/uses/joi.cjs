// check: objects, alternatives, dates and messages over 200 rows
const { print } = require('../print.cjs');
const Joi = require('joi');

const schema = Joi.object({
  id: Joi.number().integer().min(3).required(),
  when: Joi.date().iso(),
  kind: Joi.alternatives('a', Joi.number()),
  nested: Joi.array().items(Joi.string().lowercase()),
});

function check(count) {
  const messages = {};
  let last;
  for (let i = 0; i < count; i += 1) {
    const { error, value } = schema.validate(
      { id: `${i}`, when: '2024-01-02', kind: i % 3 ? 'a' : 'z', nested: ['UP'] },
      { abortEarly: false },
    );
    for (const { message } of error?.details ?? []) messages[message] = (messages[message] ?? 0) + 1;
    last = value;
  }
  return { messages, last };
}

print(check(200));
