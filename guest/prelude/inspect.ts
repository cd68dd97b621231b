/** Node's formatting of values, bundled. One place, so that console, util and errors print alike. */

import { format, formatWithOptions, inspect, stripVTControlCharacters } from 'node-inspect-extracted';
import { removeNeeds } from './inspect-needs.ts';

removeNeeds();

export { format, formatWithOptions, inspect, stripVTControlCharacters };
