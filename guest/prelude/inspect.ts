/** Node's formatting of values, bundled. One place, so that console, util and errors print alike. */
// First, and by itself: the formatter reads what this provides while it loads.
import './inspect-needs.ts';
import { format, formatWithOptions, inspect, stripVTControlCharacters } from 'node-inspect-extracted';
import { removeNeeds } from './inspect-needs.ts';

removeNeeds();

export { format, formatWithOptions, inspect, stripVTControlCharacters };
