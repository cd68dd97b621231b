/** How the uses print: at most 12 significant digits, since the last ones of some Math functions may differ from node's. */
const rounded = (_key, value) => (typeof value === 'number' ? Number(value.toPrecision(12)) : value);

exports.print = (value) => console.log(typeof value === 'string' ? value : JSON.stringify(value, rounded));
