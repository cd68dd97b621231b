// invent: seeded names, dice, dates and normal numbers
const { print } = require('../print.cjs');
const Chance = require('chance');

function invent(count) {
  const chance = new Chance(2026);
  const people = Array.from({ length: count }, () => ({
    name: chance.name(),
    age: chance.age(),
    email: chance.email({ domain: 'example.org' }),
  }));
  return {
    first: people[0],
    ages: people.reduce((sum, { age }) => sum + age, 0),
    dice: chance.rpg('3d6'),
    guid: chance.guid(),
    normal: chance.normal({ mean: 100, dev: 15 }).toFixed(6),
    picked: chance.shuffle([1, 2, 3, 4, 5]),
  };
}

print(invent(200));
