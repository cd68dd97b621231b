// TypeScript: enums, generics, namespaces, parameter properties, overloads, guards, type-only imports.
import type { Shape } from './shapes.ts';
import { area, Kind, type Measured } from './shapes.ts';

namespace Format {
  export const places = 3;
  export function number(value: number): string {
    return value.toFixed(places);
  }
}

abstract class Repository<T extends { id: number }> {
  protected readonly items = new Map<number, T>();

  constructor(
    private readonly label: string,
    public limit = 10,
  ) {}

  add(item: T): this {
    if (this.items.size < this.limit) this.items.set(item.id, item);
    return this;
  }

  abstract describe(item: T): string;

  list(): string[] {
    return [...this.items.values()].map((item) => `${this.label}: ${this.describe(item)}`);
  }
}

class ShapeRepository extends Repository<Shape & { id: number }> {
  override describe({ id, kind }: Shape & { id: number }): string {
    return `${id} ${Kind[kind]}`;
  }
}

function measure(shapes: readonly Shape[]): Measured[] {
  return shapes.map((shape) => ({ shape, area: area(shape) })).sort((a, b) => a.area - b.area);
}

function pick<T, K extends keyof T>(object: T, ...keys: K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, object[key]])) as Pick<T, K>;
}

function size(value: string): number;
function size(value: readonly unknown[]): number;
function size(value: { length: number }): number {
  return value.length;
}

const isString = (value: unknown): value is string => typeof value === 'string';
const shapes = [
  { id: 1, kind: Kind.Circle, radius: 2 },
  { id: 2, kind: Kind.Square, side: 1.5 },
  { id: 3, kind: Kind.Box, width: 3, height: 0.5 },
] satisfies (Shape & { id: number })[];

const measured = measure(shapes);
console.log(measured.map(({ shape, area: a }) => `${Kind[shape.kind]} ${Format.number(a)}`));
const repository = new ShapeRepository('shape', 2);
for (const shape of shapes) repository.add(shape);
console.log(repository.list(), repository);
console.log(pick({ a: 1, b: 'two', c: true }, 'a', 'c'), size('four'), size([1, 2]), [1, 'a', null].filter(isString));
console.log(Kind, Kind['Box'], <string>'cast', shapes[0]!.id as unknown);
