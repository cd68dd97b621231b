import { readFileSync } from 'node:fs';

export interface Quake {
  readonly id: string;
  readonly place: string;
  readonly magnitude: number;
  readonly time: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly depth: number;
}

interface Feature {
  id: string;
  properties: { mag: number | null; place: string; time: number; type: string };
  geometry: { coordinates: [longitude: number, latitude: number, depth: number] };
}

/** The events of a GeoJSON feed that are earthquakes and have a magnitude, oldest first. */
export function readQuakes(path: string, limit: number): Quake[] {
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as { features: Feature[] };
  const quakes: Quake[] = [];
  for (const { id, properties, geometry } of features) {
    if (quakes.length === limit) break;
    const { mag, place, time, type } = properties;
    if (type !== 'earthquake' || mag === null) continue;
    const [longitude, latitude, depth] = geometry.coordinates;
    quakes.push({ id, place: shortPlace(place), magnitude: mag, time, latitude, longitude, depth });
  }
  return quakes.sort((a, b) => a.time - b.time);
}

/** "4km W of Castaic, CA" is "Castaic, CA". */
function shortPlace(place: string): string {
  return place.replace(/^\d+km [NSEW]+ of /, '');
}
