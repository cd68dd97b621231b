// render: typographer, links, tables and a rule of its own

import MarkdownIt from 'markdown-it';
import { print } from '../print.cjs';

function render(count) {
  const md = new MarkdownIt({ linkify: true, typographer: true, html: false });
  md.core.ruler.push('count', ({ env, tokens }) => {
    env.tokens = tokens.length;
  });
  const env = {};
  const html = md.render(
    Array.from(
      { length: count },
      (_, i) => `# T${i}\n\n"Quoted" -- text (c) at www.example.org/${i}\n\n> * x\n> * **y**\n\n<b>no</b>\n`,
    ).join('\n'),
    env,
  );
  return { length: html.length, head: html.slice(0, 160), tokens: env.tokens };
}

print(render(40));
