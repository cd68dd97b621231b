export function rectangle(width, height) {
  return width * height;
}

export function square(side) {
  return rectangle(side, side);
}
