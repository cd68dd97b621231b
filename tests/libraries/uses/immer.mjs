// applyAll: produce over a nested document, structural sharing kept

import { produce } from 'immer';
import { print } from '../print.cjs';

const start = { todos: Array.from({ length: 50 }, (_, id) => ({ id, done: false, tags: [] })), log: 0 };

function applyAll(state, steps) {
  let next = state;
  for (let i = 0; i < steps; i += 1)
    next = produce(next, (draft) => {
      const todo = draft.todos[(i * 7) % draft.todos.length];
      todo.done = !todo.done;
      if (i % 11 === 0) todo.tags.push(`t${i}`);
      draft.log += 1;
    });
  return { log: next.log, done: next.todos.filter(({ done }) => done).length, tags: next.todos[0].tags.slice(0, 3) };
}

print(applyAll(start, 500));
