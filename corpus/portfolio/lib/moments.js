'use strict';

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Means and the covariance matrix of the columns. */
function moments(rows) {
  const means = rows[0].map((_, j) => mean(rows.map((row) => row[j])));
  const covariance = means.map((_, a) =>
    means.map((_, b) => mean(rows.map((row) => (row[a] - means[a]) * (row[b] - means[b])))),
  );
  return { means, covariance };
}

module.exports = { mean, moments };
