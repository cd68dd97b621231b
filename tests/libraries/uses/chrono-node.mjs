// read: dates in sentences, relative to a given day

import * as chrono from 'chrono-node';
import { print } from '../print.cjs';

const sentences = [
  'An appointment on Sep 12-13',
  'next friday at 4pm',
  'two weeks ago',
  '5 minutes before noon on 3 March 2025',
  'tonight',
  '2024-05-06T07:08:09Z',
];

function read(count) {
  const from = new Date(Date.UTC(2024, 4, 15, 12));
  const found = Array.from(
    { length: count },
    (_, i) => chrono.parse(`${sentences[i % 6]} (${i % 3})`, { instant: from, timezone: 0 })[0],
  );
  return found.slice(0, 6).map((r) => [r.text, r.start.date().toISOString(), r.end?.date().toISOString()]);
}

print(read(36));
