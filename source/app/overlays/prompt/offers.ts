import type { Block } from '../../../components/block.ts';
import { labelled } from '../../../components/labelled.ts';
import { list } from '../../../components/list.ts';
import { panel, panelRoom } from '../../../components/panel.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { keyLabel } from '../../../keys/labels.ts';
import type { Offer, Prompt } from '../../../state/store.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { between, highlight, type Line, line, span } from '../../../theme/line.ts';
import { padToWidth, widthOf } from '../../../theme/width.ts';
import type { Room } from '../overlay.ts';

/** The completions of a command line, above it; the chosen one is what Enter runs. */
export function offersBlock(
  prompt: Prompt,
  { width, height, glyphs }: Pick<Room, 'width' | 'height' | 'glyphs'>,
  /** The key that takes a name over. */
  complete: SafeText,
): Block {
  const { kind, text, offers = [], at = 0, about } = prompt;
  const wide = Math.min(offersWidth, width);
  if (offers.length === 0) return text.trim().length < 2 ? [] : nothingFound(prompt, wide, glyphs, complete);
  const rows = Math.min(offers.length, mostOffers, height - 4);
  if (rows <= 0) return [];
  const room = panelRoom(wide, rows + 2);
  const { block } = list({
    count: offers.length,
    lineAt: (index) => offerLine(offers[index]!, room.width - 1, glyphs),
    selectedIndex: at,
    offset: 0,
    width: room.width,
    height: rows,
    focused: true,
    hitOf: (at) => ({ kind: 'item', at }),
    glyphs,
  });
  return panel({
    title: line(span(about ?? (kind === 'find' ? t`Names` : t`Pages, commands, names`), 'strong')),
    right: line(span(t`${at + 1}/${offers.length}`, 'dim')),
    body: block,
    width: wide,
    height: rows + 2,
    focused: true,
    glyphs,
  });
}

/** Among what has been read: more may come while the line is open. */
function nothingFound({ text, meant }: Prompt, width: number, glyphs: Glyphs, complete: SafeText): Block {
  const takes = complete === '' ? [] : [t` `, span(complete, 'key'), span(t` takes it`, 'dim')];
  const room = panelRoom(width, 4);
  const body = [
    line(t`Nothing read so far is called ${sanitise(text.trim(), 60)}`),
    meant === undefined
      ? line(span(t`Sources, destinations, events, plans, codes and pages are found`, 'dim'))
      : line(t`Did you mean `, span(meant, 'key'), t`?`, ...takes),
  ];
  return panel({
    title: line(span(t`Not found`, 'strong')),
    body: body.slice(0, room.height),
    width,
    height: 4,
    focused: true,
    glyphs,
  });
}

const mostOffers = 10;
const offersWidth = 72;
/** What a long name leaves to what it is. */
const leastTitle = 24;

function offerLine({ name, title, kind, matches = [], keys, reason }: Offer, width: number, { ascii }: Glyphs): Line {
  if (kind !== undefined) return labelled(line(...highlight(name, matches)), line(span(kind, 'dim')), width);
  const key = keys[0] === undefined ? t`` : keyLabel(keys[0], ascii);
  const text =
    reason === undefined ? span(title) : title === '' ? span(reason, 'warn') : span(t`${title}: ${reason}`, 'dim');
  const room = Math.max(16, Math.min(widthOf(name), width - leastTitle));
  const called = highlight(padToWidth(name, room), matches, reason === undefined ? 'strong' : 'dim');
  return between(line(...called, t` `, text), line(span(key, 'key')), width);
}
