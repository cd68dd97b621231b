/** The metadata block of a test262 test: the keys that decide how it runs. Its YAML is a small subset, read as such. */

/** How a test wants to run and what it must do (test262, INTERPRETING.md). */
export interface Frontmatter {
  readonly includes: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly features: readonly string[];
  readonly negative: { readonly phase: string; readonly type: string } | null;
}

/** Reads the block between the marks of a test's text. */
export function frontmatter(text: string): Frontmatter {
  const block = /\/\*---([\s\S]*?)---\*\//.exec(text)?.[1]?.replace(/\r\n?/g, '\n') ?? '';
  const negative = /^negative:\s*\n((?: +.*\n?)+)/m.exec(block)?.[1];
  return {
    includes: listOf(block, 'includes'),
    flags: new Set(listOf(block, 'flags')),
    features: listOf(block, 'features'),
    negative: negative === undefined ? null : { phase: valueAt(negative, 'phase'), type: valueAt(negative, 'type') },
  };
}

/** A list in brackets, or one item a line. */
function listOf(block: string, key: string): string[] {
  const inline = new RegExp(`^${key}:\\s*\\[([^\\]]*)\\]`, 'm').exec(block)?.[1];
  if (inline !== undefined)
    return inline
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  const lines = new RegExp(`^${key}:\\s*\\n((?:\\s+- .*\\n?)+)`, 'm').exec(block)?.[1] ?? '';
  return [...lines.matchAll(/^\s+- (.*)$/gm)].map(([, item = '']) => item.trim());
}

function valueAt(lines: string, key: string): string {
  return new RegExp(`^\\s+${key}:\\s*(\\S+)`, 'm').exec(lines)?.[1] ?? '';
}
