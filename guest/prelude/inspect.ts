/** Node's formatting of values, bundled. One place, so that console, util and errors print alike. */
// First, and by itself: the formatter reads what this provides while it loads.
import './inspect-needs.ts';
import { format, formatWithOptions, inspect, stripVTControlCharacters } from 'node-inspect-extracted';
import { removeNeeds } from './inspect-needs.ts';

removeNeeds();

export { format, formatWithOptions, inspect, stripVTControlCharacters };

/** What the formatter gives to whoever asks: its defaults, and what it passes to the printing methods of objects. */
export function handedOutByInspect(): Record<string, object> {
  const found: Record<string, object> = { 'util.inspect.defaultOptions': inspect.defaultOptions };
  for (const colors of [false, true]) {
    const printed = {
      [Symbol.for('nodejs.util.inspect.custom')](_depth: number, { stylize }: { stylize: object }): string {
        found[`options.stylize of util.inspect, colors ${colors}`] = stylize;
        return '';
      },
    };
    inspect(printed, { colors });
  }
  return found;
}
