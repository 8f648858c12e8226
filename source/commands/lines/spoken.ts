import { type Column, spansOf } from '../../components/table/columns.ts';
import { concat, type SafeText, sanitise } from '../../domain/text.ts';
import { glyphs } from '../../theme/glyphs.ts';
import { isTold, type Listing } from '../../views/kit/listing/listing.ts';

/** Marks, frames, graphs and bars: pictures of what words say beside them. */
const picture = /[\u2500-\u25ff\u2190-\u21ff\u2800-\u28ff\ue000-\uf8ff♪★☆✓✗❯⏎⇥]/gu;
/** An arrow between two names is a word of them. */
const arrow = /(?<=\S )[←→](?= \S)/gu;

/** What is in a text besides pictures. */
export function withoutPictures(text: string): string {
  const kept = text.replace(arrow, (each) => (each === '←' ? '\u0001' : '\u0002'));
  return kept.replace(picture, ' ').replaceAll('\u0001', '←').replaceAll('\u0002', '→').trimEnd();
}

/** A row of a graph: its axis, and nothing but a picture behind it. */
const graphRow = /^\s*[\d.,]*[kMBTQ%]?\s*[┤│├][\s\u2500-\u259f\u2800-\u28ff]*$/u;
/** What stands below a graph: times alone. */
const hours = /^(?:\s*(?:\d{1,2}:\d{2}|[A-Z][a-z]{2} \d{1,2}|now)\s*)+$/;

/** What explains the signs of a graph, the first of them first. */
const legend = /^\s*[\u2500-\u25ff\u2190-\u21ff]\s/u;

/** The sign from which on a heading explains the graph below it. */
const sign = / {2,}[\u2500-\u25ff\u2190-\u21ff] /u;

/** Lines without what stands above a graph to explain it: on a line of its own, or behind the heading. */
function withoutLegends(lines: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const text of lines) {
    if (graphRow.test(text) && !graphRow.test(kept.at(-1) ?? '')) {
      while (legend.test(kept.at(-1) ?? '')) kept.pop();
      const heading = kept.pop() ?? '';
      const from = heading.search(sign);
      kept.push(from < 0 ? heading : heading.slice(0, from));
    }
    kept.push(text);
  }
  return kept;
}

/** Lines of a page as they are spoken: no pictures nor what explains them, and one blank line at most. */
export function spokenLines(lines: readonly string[]): readonly string[] {
  let isGraph = false;
  const told = withoutLegends(lines)
    .filter((text) => {
      const explains = text !== '' && (withoutPictures(text) === '' || hours.test(text) || legend.test(text));
      isGraph = graphRow.test(text) || (isGraph && explains);
      return !isGraph;
    })
    .map((text) => withoutPictures(text).replace(/(?<=\S) {3,}/g, '   '));
  return told.filter((text, index) => text !== '' || (index > 0 && told[index - 1] !== ''));
}

/** A trouble as a sentence: `Braze ← Web (prod): 401, 94% failing, LOST, …`. */
export function spokenSentence(sentence: string): string {
  const [name = '', ...parts] = sentence.split(/ {2,}/);
  return parts.length === 0 ? name : `${name}: ${parts.join(', ')}`;
}

const plain = glyphs(false);
/** Words in place of a sign that nobody hears. */
const unknown = /^[–-]?$/;

/** A row of a list in one line: what it is called, then each column by its name. What is not known is left out. */
export function spokenRow(columns: readonly Column<number>[], row: number, now: number): SafeText {
  const cellOf = (column: Column<number>): string => {
    const cell = column.cell(row, { glyphs: plain, width: 0, selected: false, marked: false, now });
    return withoutPictures(concat(spansOf(cell).map(({ text }) => text)))
      .replace(/ {2,}/g, ' ')
      .trim();
  };
  const [first, ...rest] = columns.filter(isTold).map((column) => ({ column, text: cellOf(column) }));
  const facts = rest
    .filter(({ text }) => !unknown.test(text))
    .map(({ column, text }) => `${column.header === '' ? (column.name ?? '') : column.header} ${text}`.trim());
  return sanitise([first?.text ?? '', facts.join(', ')].filter((part) => part !== '').join(': '), 4096);
}

/** The columns of a list that are told of each row. */
export const spokenColumns = ({ columns }: Pick<Listing, 'columns'>): readonly Column<number>[] =>
  columns.filter(({ optional }) => !optional);
