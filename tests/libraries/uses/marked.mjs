// render: a long document with tables, lists, code and a renderer of its own

import { Marked } from 'marked';
import { print } from '../print.cjs';

const section = (i) =>
  `## Part ${i}\n\nSome *words* and \`code\`, [a link](/p/${i}).\n\n| a | b |\n|---|--:|\n| ${i} | <x> |\n\n1. one\n2. two\n   - deep\n\n\`\`\`js\nf(${i} < 2)\n\`\`\`\n`;

function render(count) {
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth }) {
        return `<h${depth} class=x>${this.parser.parseInline(tokens)}</h${depth}>`;
      },
    },
  });
  const html = marked.parse(Array.from({ length: count }, (_, i) => section(i)).join('\n'));
  return { length: html.length, head: html.slice(0, 200) };
}

print(render(40));
