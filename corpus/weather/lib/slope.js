/** Slope of the line through pairs of x and y, by least squares. */
export function slope(pairs) {
  const n = pairs.length;
  let [sx, sy, sxx, sxy] = [0, 0, 0, 0];
  for (const [x, y] of pairs) {
    sx += x;
    sy += y;
    sxx += x * x;
    sxy += x * y;
  }
  return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}
