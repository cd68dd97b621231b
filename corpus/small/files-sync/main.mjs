// A small static site: read notes, make pages, write an index; listings, stats, and what is not there.
import fs, { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

function readNotes(folder) {
  return readdirSync(folder)
    .filter((name) => extname(name) === '.md')
    .sort()
    .map((name) => {
      const [title, ...body] = readFileSync(join(folder, name), 'utf8').trim().split('\n');
      return { slug: basename(name, '.md'), title: title.replace(/^# /, ''), body: body.join('\n').trim() };
    });
}

function toHtml({ title, body }) {
  const paragraphs = body.split(/\n{2,}/).map((p) => `<p>${p.replace(/\*(.+?)\*/g, '<em>$1</em>').replace(/\n/g, ' ')}</p>`);
  return `<h1>${title}</h1>\n${paragraphs.join('\n')}\n`;
}

function writeSite(notes, folder) {
  mkdirSync(join(folder, 'pages'), { recursive: true });
  for (const note of notes) writeFileSync(join(folder, 'pages', `${note.slug}.html`), toHtml(note));
  const links = notes.map(({ slug, title }) => `<li><a href="pages/${slug}.html">${title}</a></li>`);
  writeFileSync(join(folder, 'index.html'), `<ul>\n${links.join('\n')}\n</ul>\n`);
  return notes.length + 1;
}

function countWords(path) {
  return readFileSync(path, 'utf8').split(/\s+/).filter(Boolean).length;
}

const notes = readNotes('notes');
console.log(notes);
console.log(writeSite(notes, 'site'), 'files written');
console.log(readdirSync('site', { recursive: true }).sort(), statSync('site/index.html').size);
console.log(readdirSync('.', { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name).sort());
console.log(existsSync('site/pages'), existsSync('nowhere'), statSync('nowhere', { throwIfNoEntry: false }));
console.log(countWords('notes/first.md'), readFileSync('notes/bytes.bin').toString('hex'));
for (const act of [() => readFileSync('nowhere/at/all'), () => readdirSync('notes/first.md'), () => mkdirSync('notes')]) {
  try {
    act();
  } catch ({ code, syscall, message }) {
    console.log(code, syscall, message);
  }
}
fs.appendFileSync('site/log.txt', 'one\n');
fs.appendFileSync('site/log.txt', 'two\n');
fs.copyFileSync('site/log.txt', 'site/copy.txt');
fs.renameSync('site/copy.txt', 'site/moved.txt');
fs.rmSync('site/log.txt');
console.log(readFileSync('site/moved.txt', 'utf8').split('\n'), readdirSync('site').sort());
