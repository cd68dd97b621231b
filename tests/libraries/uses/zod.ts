// check: objects, unions, transforms and refinements over 1,000 rows

import { z } from 'zod';
import { print } from '../print.cjs';

const Row = z.object({
  id: z.number().int().nonnegative(),
  email: z.email().transform((text) => text.toLowerCase()),
  kind: z.union([z.literal('a'), z.literal('b')]),
  tags: z.array(z.string().min(2)).max(3).default([]),
});
type Checked = z.infer<typeof Row>;

function check(count: number): { good: number; first: Checked | undefined; paths: Record<string, number> } {
  const good: Checked[] = [];
  const paths: Record<string, number> = {};
  for (let i = 0; i < count; i += 1) {
    const seen = Row.safeParse({
      id: i % 50 ? i : -1,
      email: `U${i}@example.org`,
      kind: 'abc'[i % 3],
      ...(i % 2 && { tags: ['xy'] }),
    });
    if (seen.success) good.push(seen.data);
    else
      for (const { path, code } of seen.error.issues)
        paths[`${path.join('.')} ${code}`] = (paths[`${path.join('.')} ${code}`] ?? 0) + 1;
  }
  return { good: good.length, first: good[0], paths };
}

print(check(1_000));
