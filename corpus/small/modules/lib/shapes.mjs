export * from './round.mjs';
export { square, rectangle as box } from './angular.mjs';
export { rectangle } from './angular.mjs';
