import { type SafeText, t } from '../../../domain/text.ts';
import { asciiText, type Glyphs } from '../../../theme/glyphs.ts';
import type { Tone } from '../../../theme/line.ts';

/** A mark of the screen, what it means, and the characters that it is drawn with where they are not the mark itself. */
export interface Sign {
  readonly mark: SafeText;
  readonly tone: Tone;
  readonly meaning: SafeText;
  readonly drawn?: string | undefined;
}

const sign = (mark: SafeText, tone: Tone, meaning: SafeText, drawn?: string): Sign => ({ mark, tone, meaning, drawn });

/** Dots of braille, all of them. */
const dots = String.fromCodePoint(...Array.from({ length: 256 }, (_, index) => 0x28_00 + index));

const signs = (glyphs: Glyphs): readonly Sign[] => [
  sign(glyphs.healthy, 'good', t`healthy, or failing a little as busy ones always do`),
  sign(glyphs.failing, 'bad', t`failing`),
  sign(glyphs.partial, 'warn', t`at risk: retrying, late, in part`),
  sign(glyphs.inactive, 'dim', t`disabled, not read or not observable`),
  sign(glyphs.idle, 'warn', t`on and nothing comes, or off while its source sends`),
  sign(t`◇`, 'dim', t`no access, or not observable`),
  sign(glyphs.cross, 'bad', t`could not be read`),
  sign(glyphs.check, 'good', t`nothing wrong; before a row: marked`),
  sign(glyphs.bell, 'info', t`notifications: what others did since you looked`),
  sign(glyphs.star, 'accent', t`favorite`),
  sign(glyphs.unstarred, 'dim', t`no favorite`),
  sign(glyphs.storage, 'text', t`warehouse`),
  sign(glyphs.masked, 'text', t`a masked character; before a row: new`),
  sign(glyphs.changed, 'dim', t`before a row: new, or in another state than before; for two minutes`),
  sign(glyphs.pointer, 'focus', t`the selected row`),
  sign(glyphs.folded, 'text', t`more lines under it`),
  sign(glyphs.unfolded, 'text', t`unfolded; in a title: sorted, most first; after the workspace: others to open`),
  sign(glyphs.ascending, 'text', t`sorted, least first`),
  sign(t`–`, 'dim', t`no number: not measured, or nothing to measure`),
  sign(t`…`, 'dim', t`cut: the details or the row's own page have the whole`),
  sign(t`×`, 'text', t`times`),
  sign(glyphs.left, 'text', t`is fed by`),
  sign(glyphs.right, 'text', t`leads to`),
  sign(glyphs.up, 'text', t`under a graph: something was changed; in the last row: a key`),
  sign(glyphs.down, 'text', t`in the last row: a key`),
  sign(t`›`, 'dim', t`the way to this page`),
  sign(
    t`▁▄▇`,
    'info',
    t`graph: the higher, the more`,
    `${glyphs.spark.join('')}${glyphs.curves === 'braille' ? dots : ''}`,
  ),
  sign(glyphs.gaugeEmpty, 'dim', t`in a graph: the hour is not over; in a bar: what is left`),
  sign(t`▔`, 'dim', t`the period before`, glyphs.outline.filter((one) => one !== '─').join('')),
  sign(glyphs.axisTick, 'dim', t`the scale of the graph`),
  sign(glyphs.threshold, 'warn', t`in a graph: the limit; in Overview: a line of what is not measured`, '┄┆'),
  sign(t`━`, 'accent', t`what the selected row feeds, or is fed by`, '━┃┣┏┛┳┓┗╋┻┫┹┡┩┱'),
  sign(t`┬└`, 'text', t`from a source to its destinations; lines that cross do not join`, '┐└┴┬┘┌├┼'),
  sign(t`╶╴`, 'dim', t`goes on in the other column: select the row to see where`, '╶╴'),
  sign(glyphs.enter, 'key', t`Enter`),
  sign(glyphs.tab, 'key', t`Tab`),
  sign(t`⇧`, 'key', t`Shift`),
  sign(t`LOST`, 'bad', t`refused by the destination, not sent again`),
  sign(t`RETRYING`, 'warn', t`sent again for about four hours`),
  sign(t`EXPIRED`, 'bad', t`given up after retrying`),
  sign(t`SILENT`, 'bad', t`nothing arrives where it used to`),
  sign(t`DISABLED`, 'dim', t`switched off: nothing is sent`),
  sign(t`pp`, 'text', t`percentage points; % is relative to the window before`),
];

/** What the marks and words that are on a page mean (rule 225). */
export function legendOf(page: string, glyphs: Glyphs): readonly Sign[] {
  const show = (text: string): string => (glyphs.ascii ? asciiText(text) : text);
  const words = new Set(page.split(/[^A-Za-z]+/));
  return signs(glyphs).filter(({ mark, drawn = mark }) =>
    /^\w+$/.test(drawn) && drawn.length > 1 ? words.has(drawn) : [...show(drawn)].some((one) => page.includes(one)),
  );
}
