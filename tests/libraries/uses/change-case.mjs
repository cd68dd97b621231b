// rename: identifiers between seven cases

import { camelCase, capitalCase, constantCase, kebabCase, pascalCase, sentenceCase, snakeCase } from 'change-case';
import { print } from '../print.cjs';

function rename(count) {
  const names = Array.from({ length: count }, (_, i) => `getHTTPResponse${i} for_user-ID`);
  const all = [camelCase, capitalCase, constantCase, kebabCase, pascalCase, sentenceCase, snakeCase].map((to) =>
    names.map((name) => to(name)),
  );
  return all.map((list) => list.at(-1));
}

print(rename(300));
