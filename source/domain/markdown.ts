import { type SafeText, sanitise, t } from './text.ts';

/** Markdown, line by line; whatever comes from outside is text in it and never a mark. */

/** Longer values are cut: it is read by people. */
const longest = 2000;

/** Text of others as it is meant: no emphasis, link, HTML or table cell is made of it. */
export const plain = (text: SafeText): SafeText => sanitise(text.replace(/[\\`*_[\]<>#|~]/g, '\\$&'), longest);

export const heading = (text: SafeText): readonly SafeText[] => [t``, t`## ${text}`, t``];

export const item = (text: SafeText): SafeText => t`- ${text}`;

/** Columns of numbers are named in `right`. */
export function table(
  head: readonly SafeText[],
  rows: readonly (readonly SafeText[])[],
  right: readonly SafeText[] = [t`Events`, t`Rows`],
): readonly SafeText[] {
  const row = (cells: readonly SafeText[]) => sanitise(`| ${cells.join(' | ')} |`, longest * (cells.length + 1));
  return [row(head), row(head.map((name) => (right.includes(name) ? t`---:` : t`---`))), ...rows.map(row)];
}

/** Lines as they are; no line of them can end the block. */
export function fenced(lines: readonly SafeText[], language: SafeText = t``): readonly SafeText[] {
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []).map(({ length }) => length);
  const fence = sanitise('`'.repeat(Math.max(3, ...runs.map((length) => length + 1))));
  return [t`${fence}${language}`, ...lines, fence];
}

/** Lines of a sample that a report shows. */
const mostLines = 80;

/** A value as JSON, cut where it is long; what it leaves out is said. */
export function jsonLines(value: unknown): readonly SafeText[] {
  const all = (JSON.stringify(value, null, 2) ?? 'null').split('\n').map((line) => sanitise(line, 400));
  if (all.length <= mostLines) return all;
  return [...all.slice(0, mostLines), t`… ${all.length - mostLines} more lines`];
}
