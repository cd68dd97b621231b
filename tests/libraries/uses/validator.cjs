// check: emails, cards, dates, addresses and cleaned text
const { print } = require('../print.cjs');
const validator = require('validator');

function check(count) {
  let good = 0;
  for (let i = 0; i < count; i += 1) {
    if (validator.isEmail(`user.${i}@${i % 3 ? 'example.org' : 'nowhere'}`)) good += 1;
    if (validator.isIP(`10.0.${i}.1`, 4)) good += 1;
    if (validator.isURL(`https://example.org:${i}/x?q=${i % 2 ? ' ' : '1'}`)) good += 1;
  }
  return {
    good,
    card: validator.isCreditCard('4111 1111 1111 1111'),
    iban: validator.isIBAN('DE89370400440532013000'),
    date: validator.isISO8601('2024-02-30', { strict: true }),
    text: validator.escape('<a>'),
    mail: validator.normalizeEmail('Some.Name+tag@GMAIL.com'),
  };
}

print(check(300));
