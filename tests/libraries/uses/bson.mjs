// pack: documents with ids, dates, decimals and longs, there and back

import { BSON, Decimal128, Long, ObjectId } from 'bson';
import { print } from '../print.cjs';

function pack(count) {
  const rows = Array.from({ length: count }, (_, i) => ({
    _id: new ObjectId(i.toString(16).padStart(24, '0')),
    at: new Date(i * 1e9),
    n: Long.fromNumber(i * 1e10),
    price: Decimal128.fromString(`${i}.10`),
    text: `ö${i}`,
  }));
  const bytes = BSON.serialize({ rows });
  const back = BSON.deserialize(bytes);
  return { size: bytes.length, last: BSON.EJSON.stringify(back.rows.at(-1)), id: back.rows[3]._id.toHexString() };
}

print(pack(100));
