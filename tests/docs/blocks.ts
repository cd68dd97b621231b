/** The fenced blocks of a Markdown file, told apart by what follows the fence, and the check of a shell session. */

/** `file`: ` ```js name.js`, to be written · `session`: ` ```console`, to be run · `setup`: ` ```sh`, the set-up commands. */
export type Block =
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'session'; readonly steps: readonly Step[] }
  | { readonly kind: 'setup'; readonly commands: readonly string[] };

/** A command after `$` and the lines that the document shows below it. */
interface Step {
  readonly command: string;
  readonly shown: readonly string[];
}

/** The blocks of a document in order; blocks of other kinds (diagrams, types) are not among them. */
export function blocksOf(markdown: string): Block[] {
  const fences = markdown.matchAll(/^```(\w+)(?: +(\S+))?\n([\s\S]*?)^```$/gm);
  return [...fences].flatMap(([, language = '', name, text = '']): Block[] => {
    if (name) return [{ kind: 'file', name, text }];
    if (language === 'console') return [{ kind: 'session', steps: stepsOf(text) }];
    if (language === 'sh') return [{ kind: 'setup', commands: text.trim().split('\n') }];
    return [];
  });
}

function stepsOf(text: string): Step[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...shown] = part.trimEnd().split('\n');
      return { command, shown };
    });
}

/** What stays of a line when times, sizes, dates and the widths of columns are taken out. */
function plain(line: string): string {
  return line
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<date>')
    .replace(/\b\d+(\.\d+)? (ms|s|min)\b/g, '<time>')
    .replace(/\b\d+(\.\d+)? (B|kB|MB)\b/g, '<size>')
    .replace(/ +/g, ' ')
    .trim();
}

/** Whether the output is what the document shows; `…` stands for any text within a line, or for any lines. */
export function matches(shown: readonly string[], output: string): boolean {
  const escaped = (line: string) => plain(line).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const parts = shown.map((line) => (line.trim() === '…' ? '(?:.*\n)*' : `${escaped(line).replace(/…/g, '.*')}\n`));
  const lines = output.trimEnd().split('\n').map(plain);
  return new RegExp(`^${parts.join('')}$`).test(lines.join('\n') === '' ? '' : `${lines.join('\n')}\n`);
}
