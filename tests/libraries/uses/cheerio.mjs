// scrape: selectors, attributes, changes and a serialised page

import { load } from 'cheerio';
import { print } from '../print.cjs';

const page = `<ul id=list>${Array.from({ length: 200 }, (_, i) => `<li class="${i % 3 ? 'a' : 'b'}"><a href="/p/${i}">Item &amp; ${i}</a>`).join('')}</ul>`;

function scrape(html) {
  const $ = load(html);
  const links = $('li.b > a')
    .map((_, a) => $(a).attr('href'))
    .get();
  $('li:nth-child(2n)').addClass('even').first().find('a').text('<changed>');
  return {
    links: links.length,
    last: links.at(-1),
    even: $('.even').length,
    html: $.html('li:lt(2)'),
    text: $('#list').text().length,
  };
}

print(scrape(page));
