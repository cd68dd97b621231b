/** The table of docs/libraries.md: one line for each package. Pure. */
import type { Verdict } from './play.ts';
import type { Use } from './uses.ts';

const HEAD = `| package | version | what is used | equal cold | equal warm | answered | why not |
|---|---|---|---|---|---|---|
`;

/** A cell's text: what would end a cell or be taken for markup is escaped. */
const cell = (text: string): string => text.replace(/[\\|<>*_[\]`]/g, '\\$&');
const word = (holds: boolean): string => (holds ? 'yes' : '**no**');

/** The line of a package. */
export function line(use: Use, { cold, warm, answered, why }: Verdict): string {
  const flags = use.flags.length > 0 ? ` (\`${use.flags.join(' ')}\`)` : '';
  const said = [
    use.package,
    use.version,
    `${cell(use.about)}${flags}`,
    word(cold),
    word(warm),
    word(answered),
    cell(why),
  ];
  return `| ${said.join(' | ')} |`;
}

/** The line that stands for a package in a page; undefined when none does. */
export function lineOf(name: string, page: string): string | undefined {
  return page.split('\n').find((text) => text.startsWith(`| ${name} | `));
}

const isYes = (text: string, column: number): boolean => text.split(' | ').at(column) === 'yes';

/** A page or a line without its reasons: their words may change while the verdicts stay. */
export function withoutReasons(text: string): string {
  return text.replace(/^(\| .*) \| .* ?\|$/gm, '$1');
}

/** How many lines say that both runs are equal to node's, and how many that the slow call was answered. */
export function tally(lines: readonly string[]): { packages: number; equal: number; answered: number } {
  // From the end: what is used may hold anything.
  const equal = lines.filter((text) => isYes(text, -4) && isYes(text, -3)).length;
  return { packages: lines.length, equal, answered: lines.filter((text) => isYes(text, -2)).length };
}

/** The page with these lines instead of its table and the sentence above it. */
export function withTable(page: string, lines: readonly string[]): string {
  const { packages, equal, answered } = tally(lines);
  const sentence = `${equal} of ${packages} packages equal node, cold and warm; the slow call of ${answered} is answered from the store.`;
  const above = page.slice(0, page.indexOf('\n## Results\n'));
  return `${above}\n## Results\n\n${sentence}\n\n${HEAD}${lines.join('\n')}\n`;
}
