// outline: events of a broken page, and a document tree

import { DomUtils, Parser, parseDocument } from 'htmlparser2';
import { print } from '../print.cjs';

const page = Array.from({ length: 200 }, (_, i) => `<div id=d${i}><p>one<p>two &lt; ${i}<br><img src="${i}.png">`).join(
  '',
);

function outline(html) {
  const counts = {};
  let text = 0;
  const parser = new Parser({
    onopentag: (name) => {
      counts[name] = (counts[name] ?? 0) + 1;
    },
    ontext: (t) => {
      text += t.length;
    },
  });
  parser.write(html.slice(0, 500));
  parser.end(html.slice(500));
  const tree = parseDocument('<a><b>x</b>y</a>');
  return { counts, text, inner: DomUtils.getInnerHTML(tree.children[0]), found: DomUtils.textContent(tree) };
}

print(outline(page));
