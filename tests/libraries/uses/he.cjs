// translate: named and numeric entities, there and back
const { print } = require('../print.cjs');
const he = require('he');

function translate(count) {
  const text = Array.from({ length: count }, (_, i) => `foo © bar ≠ baz 𝌆 qux <${i}> & "q"`).join('\n');
  const encoded = he.encode(text, { useNamedReferences: true });
  return {
    encoded: encoded.slice(0, 80),
    back: he.decode(encoded) === text,
    escaped: he.escape('<a href="x">').length,
    odd: he.decode('&ampx &notit; &#x1F600; &copy'),
  };
}

print(translate(200));
