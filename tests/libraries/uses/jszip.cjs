// archive (--clock 2026-01-31T12:00:00Z): folders and comments, written and read asynchronously
const { print } = require('../print.cjs');
const JSZip = require('jszip');

async function archive(count) {
  const zip = new JSZip();
  for (let i = 0; i < count; i += 1)
    zip.folder(`d${i % 3}`).file(`f${i}.txt`, `text ${i} `.repeat(50), { date: new Date(Date.UTC(2024, 0, 2)) });
  const bytes = await zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
  const again = await JSZip.loadAsync(bytes);
  return {
    size: bytes.length,
    names: Object.keys(again.files).length,
    text: (await again.file('d1/f4.txt').async('string')).length,
  };
}

archive(20).then(print);
