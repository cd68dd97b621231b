const EARTH_MILES = 3959;

const radians = (degrees) => (degrees * Math.PI) / 180;

/** Distance of two places along the surface, by the haversine formula. */
export function greatCircleMiles(a, b) {
  const dLat = radians(b.latitude - a.latitude);
  const dLon = radians(b.longitude - a.longitude);
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_MILES * Math.asin(Math.min(1, Math.sqrt(h)));
}
