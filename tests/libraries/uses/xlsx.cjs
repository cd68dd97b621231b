// workbook (--clock 2026-01-31T12:00:00Z): sheets with formulas and dates, written to bytes and read again
const { print } = require('../print.cjs');
const XLSX = require('xlsx');

function workbook(count) {
  const book = XLSX.utils.book_new();
  const rows = Array.from({ length: count }, (_, i) => ({
    id: i,
    name: `n ${i}`,
    amount: ((i * 37) % 101) / 4,
    ok: i % 2 === 0,
  }));
  const sheet = XLSX.utils.json_to_sheet(rows);
  sheet['!ref'] = `A1:F${count + 1}`;
  sheet.F1 = { t: 'n', f: `SUM(C2:C${count + 1})`, v: 0 };
  XLSX.utils.book_append_sheet(book, sheet, 'Data');
  const again = XLSX.read(XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }));
  const data = again.Sheets.Data;
  return {
    names: again.SheetNames,
    range: data['!ref'],
    row: XLSX.utils.sheet_to_json(data)[7],
    formula: data.F1.f,
    csv: XLSX.utils.sheet_to_csv(data).slice(0, 60),
  };
}

print(workbook(200));
