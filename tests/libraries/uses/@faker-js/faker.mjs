// invent: a seeded table of people and products in two languages

import { faker, fakerDE } from '@faker-js/faker';
import { print } from '../../print.cjs';

function invent(count) {
  faker.seed(7);
  fakerDE.seed(7);
  const rows = Array.from({ length: count }, () => ({
    name: faker.person.fullName(),
    price: faker.commerce.price(),
    city: fakerDE.location.city(),
  }));
  return {
    first: rows[0],
    last: rows.at(-1),
    total: rows.reduce((sum, { price }) => sum + Number(price), 0).toFixed(2),
    past: faker.date.past({ refDate: '2026-01-01T00:00:00Z' }).toISOString(),
  };
}

print(invent(200));
