// read (--seed 1): sentences, people, verbs to the past tense, numbers to digits

import nlp from 'compromise';
import { print } from '../print.cjs';

const text = 'Anna Smith walks to Berlin every day. She has sold twenty-five apples. The quick dogs are running home. ';

function read(times) {
  const doc = nlp(text.repeat(times));
  const [people, verbs] = [doc.people().out('array'), doc.verbs().out('array')];
  doc.verbs().toPastTense();
  doc.numbers().toNumber();
  return {
    sentences: doc.sentences().length,
    people: people.slice(0, 2),
    verbs: verbs.slice(0, 3),
    past: doc.text().slice(0, 110),
    nouns: doc.nouns().toSingular().out('array').slice(0, 4),
  };
}

print(read(6));
