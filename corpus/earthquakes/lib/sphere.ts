const EARTH_KM = 6371;

export type Vector = readonly [x: number, y: number, z: number];

/** The place on a unit sphere. */
export function unitVector(latitude: number, longitude: number): Vector {
  const phi = (latitude * Math.PI) / 180;
  const lambda = (longitude * Math.PI) / 180;
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

/** All places as one flat array of unit vectors, for tight loops. */
export function unitVectors(places: readonly { latitude: number; longitude: number }[]): Float64Array {
  const flat = new Float64Array(places.length * 3);
  places.forEach(({ latitude, longitude }, i) => flat.set(unitVector(latitude, longitude), i * 3));
  return flat;
}

/** Two unit vectors within this many kilometres have at least this dot product. */
export function cosineOf(km: number): number {
  return Math.cos(km / EARTH_KM);
}
