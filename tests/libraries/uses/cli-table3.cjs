// table: spans, alignment, wrapped cells and colours switched off
const { print } = require('../print.cjs');
const Table = require('cli-table3');

function table(rows) {
  const out = new Table({
    head: ['id', 'name', 'total'],
    colAligns: ['right', 'left', 'right'],
    colWidths: [6, 14, 10],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (let i = 0; i < rows; i += 1) out.push([i, `a long name ${i}`, (i * 3.5).toFixed(2)]);
  out.push([{ colSpan: 2, content: 'sum', hAlign: 'right' }, 'x']);
  return out.toString().split('\n').slice(-12).join('\n');
}

print(table(60));
