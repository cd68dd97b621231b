// A script that waits at the top: modules that wait too, in order, and a value from a settled promise.
import { ready, startedAt } from './lib/service.mjs';

async function ask(question) {
  await ready;
  return question.length * 2;
}

async function askAll(questions) {
  const answers = [];
  for (const question of questions) answers.push(await ask(question));
  return answers;
}

function score(answers) {
  return answers.reduce((sum, answer, i) => sum + answer * (i + 1), 0);
}

console.log('service', await ready, startedAt);
const answers = await askAll(['why', 'when', 'where']);
console.log(answers, score(answers));
const settled = await Promise.allSettled([ask('x'), ask(null)]);
console.log(settled.map(({ status }) => status));
if (await Promise.resolve(true)) console.log('awaited in a condition');
for (const value of [1, Promise.resolve(2)]) console.log('value', await value);
const { default: late } = await import('./lib/late.mjs');
console.log(late);
export const result = await ask('done');
console.log(result);
