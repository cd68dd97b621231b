const TAU = 6.283185307;

export const circle = (radius) => (TAU / 2) * radius ** 2;
export function ring(outer, inner) {
  return circle(outer) - circle(inner);
}
