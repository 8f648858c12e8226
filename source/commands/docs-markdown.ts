/** Markdown of the generated parts of the README. */

/** Text inside a table cell. */
export const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Code inside a table cell; keys such as ` and | are keys too. */
export const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${cell(text)}\``);

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

const begin = (name: string): string => `<!-- generated: ${name} (npm run docs) -->`;
const end = '<!-- end -->';

/**
 * The text with each part put between its marks.
 * @throws Error when a part has no place in the text, or a place no part
 */
export function withParts(text: string, parts: Readonly<Record<string, string>>): string {
  const unused = new Set(Object.keys(parts));
  const result = text.replace(
    /<!-- generated: (\S+) [^>]*-->[\s\S]*?<!-- end -->/g,
    (_whole: string, name: string): string => {
      const part = parts[name];
      if (part === undefined) throw new Error(`there is no generated part called ${name}`);
      unused.delete(name);
      return `${begin(name)}\n${part}\n${end}`;
    },
  );
  if (unused.size > 0) throw new Error(`no place for the generated parts ${[...unused].join(', ')}`);
  return result;
}
