// convert: attributes, arrays, entities and a document built from data

import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { print } from '../print.cjs';

const xml = `<?xml version="1.0"?><feed>${Array.from({ length: 300 }, (_, i) => `<entry id="${i}"><title>A &amp; ${i}</title><n>${i / 4}</n><![CDATA[<raw>]]></entry>`).join('')}</feed>`;

function convert(text) {
  const { feed } = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'entry' }).parse(text);
  const back = new XMLBuilder({ ignoreAttributes: false, format: true }).build({
    feed: { entry: feed.entry.slice(0, 2) },
  });
  return {
    count: feed.entry.length,
    last: feed.entry.at(-1),
    sum: feed.entry.reduce((a, { n }) => a + n, 0),
    back,
    bad: XMLValidator.validate('<a><b></a>').err.msg,
  };
}

print(convert(xml));
