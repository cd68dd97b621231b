// check: a compiled schema with references, patterns and defaults over 500 rows
const { print } = require('../print.cjs');
const Ajv = require('ajv');

const schema = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'integer', minimum: 5 },
    name: { type: 'string', pattern: '^n[0-9]+$' },
    tag: { $ref: '#/$defs/tag' },
    at: { type: 'number', default: 7 },
  },
  $defs: { tag: { enum: ['x', 'y'] } },
};

function check(count) {
  const validate = new Ajv({ allErrors: true, useDefaults: true }).compile(schema);
  const errors = {};
  let good = 0;
  for (let i = 0; i < count; i += 1) {
    const row = { id: i, name: `${i % 7 ? 'n' : 'm'}${i}`, tag: 'xyz'[i % 3] };
    if (validate(row) && row.at === 7) good += 1;
    for (const { instancePath, keyword } of validate.errors ?? [])
      errors[`${instancePath} ${keyword}`] = (errors[`${instancePath} ${keyword}`] ?? 0) + 1;
  }
  return { good, errors };
}

print(check(500));
