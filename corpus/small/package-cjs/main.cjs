// The same package by require: its CommonJS build.
const ss = require('simple-statistics');
const { ckmeans, jenks, zScore } = require('simple-statistics');

function scores(text) {
  return text.split(',').map(Number);
}

function classes(values, n) {
  return { ckmeans: ckmeans(values, n), jenks: jenks(values, n) };
}

function outliers(values, limit) {
  const [m, sd] = [ss.mean(values), ss.standardDeviation(values)];
  return values.filter((v) => Math.abs(zScore(v, m, sd)) > limit);
}

const values = scores('3,4,4,5,7,12,13,13,14,15,31,32,33,90');
console.log(classes(values, 3));
console.log(outliers(values, 2), ss.interquartileRange(values), ss.medianAbsoluteDeviation(values));
console.log(typeof ss.default, Object.keys(ss).length > 50, require('simple-statistics') === ss);
