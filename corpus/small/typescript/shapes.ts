export enum Kind {
  Circle,
  Square,
  Box = 10,
}

interface Circle {
  kind: Kind.Circle;
  radius: number;
}
interface Square {
  kind: Kind.Square;
  side: number;
}
interface Box {
  kind: Kind.Box;
  width: number;
  height: number;
}

export type Shape = Circle | Square | Box;

export interface Measured {
  readonly shape: Shape;
  readonly area: number;
}

const PI = 3.14159;

export function area(shape: Shape): number {
  switch (shape.kind) {
    case Kind.Circle:
      return PI * shape.radius ** 2;
    case Kind.Square:
      return shape.side ** 2;
    case Kind.Box:
      return shape.width * shape.height;
  }
}
