const first = require('./first.cjs');
module.exports = { name: 'second', partner: () => `second knows ${first.name}`, sawEarly: Object.keys(first) };
