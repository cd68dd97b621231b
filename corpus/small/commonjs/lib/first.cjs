exports.name = 'first';
const second = require('./second.cjs');
exports.partner = () => `first knows ${second.name}`;
