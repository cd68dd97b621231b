// survey: tokens, comments and names of a generated script
const { print } = require('../print.cjs');
const esprima = require('esprima');

const source = Array.from(
  { length: 150 },
  (_, i) => `/* ${i} */ function f${i}(a, b = [1, ...a]) { return /x${i}/g.test(b) ? { [a]: b } : \`q\${b}\`; }`,
).join('\n');

function survey(code) {
  const names = [];
  const tree = esprima.parseScript(code, { comment: true, range: true }, (node) => {
    if (node.type === 'FunctionDeclaration') names.push(node.id.name);
  });
  return {
    names: names.length,
    comments: tree.comments.length,
    range: tree.body[3].range,
    tokens: esprima.tokenize(code).length,
  };
}

print(survey(source));
