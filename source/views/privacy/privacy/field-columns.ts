import type { Column } from '../../../components/table/columns.ts';
import { ago } from '../../../domain/format.ts';
import { fieldColors } from '../../../domain/privacy/local.ts';
import { joined, type SafeText, t } from '../../../domain/text.ts';
import { span } from '../../../theme/line.ts';
import type { PrivacyField } from '../../../workspace/privacy/fields.ts';
import { colorSpans, matchText, seenText, severalText } from '../../kit/words/privacy.ts';

/** A field with what only the whole workspace tells of it. */
export interface FieldRow {
  readonly field: PrivacyField;
  readonly sources: readonly SafeText[];
  /** Labels of these sources, such as environment:prod. */
  readonly labels: readonly SafeText[];
  /** Destinations it gets to; undefined where that may be none. */
  readonly reach: number | undefined;
  /** There may be more: not all was read that tells where fields get to. */
  readonly isLeast: boolean;
}

const color: Column<FieldRow> = {
  id: 'color',
  header: t`Class`,
  width: 8,
  priority: 0,
  cell: ({ field }, { glyphs }) => colorSpans(field.color, glyphs),
  sort: ({ field }) => fieldColors.indexOf(field.color),
};
const path: Column<FieldRow> = {
  id: 'field',
  header: t`Field`,
  width: { min: 24, max: 44, grow: 1 },
  priority: 0,
  cell: ({ field }) => field.path,
  sort: ({ field }) => field.path,
};
const type: Column<FieldRow> = {
  id: 'type',
  header: t`Type`,
  width: { min: 6, max: 14 },
  priority: 6,
  cell: ({ field }) => span(field.type, 'dim'),
  sort: ({ field }) => field.type,
};
const matcher: Column<FieldRow> = {
  id: 'matcher',
  header: t`Matcher`,
  width: { min: 26, max: 39 },
  priority: 1,
  cell: ({ field }, { glyphs }) => span(matchText(field.match, glyphs), field.match ? 'text' : 'dim'),
  sort: ({ field }) => field.match?.matcher ?? '',
};
const by: Column<FieldRow> = {
  id: 'by',
  header: t`By`,
  width: 7,
  priority: 4,
  cell: ({ field }) => (field.byHand ? span(t`you`, 'accent') : span(field.match ? t`matcher` : t`default`, 'dim')),
  sort: ({ field }) => Number(field.byHand),
};
const reach: Column<FieldRow> = {
  id: 'reach',
  header: t`To`,
  width: 4,
  align: 'right',
  priority: 3,
  cell: ({ reach: count, isLeast }) =>
    span(count === undefined ? t`–` : t`${count}${isLeast ? t`+` : t``}`, count ? 'text' : 'dim'),
  sort: ({ reach: count }) => count,
};
const sources: Column<FieldRow> = {
  id: 'sources',
  header: t`Sources`,
  width: { min: 10, max: 26 },
  priority: 3,
  cell: (row) => severalText(row.sources),
  found: (row) => joined([...row.sources, ...row.labels], t` `),
  sort: (row) => row.sources.length,
};
const events: Column<FieldRow> = {
  id: 'events',
  header: t`Events`,
  width: { min: 10, max: 26 },
  priority: 5,
  cell: ({ field }) => span(severalText(field.events), 'dim'),
  found: ({ field }) => joined(field.events, t` `),
  sort: ({ field }) => field.events.length,
};
const seen: Column<FieldRow> = {
  id: 'seen',
  isTime: true,
  header: t`Seen`,
  width: 8,
  align: 'right',
  priority: 3,
  cell: ({ field }, { now }) => span(seenText(field, now), field.lastSeen === undefined ? 'dim' : 'text'),
  sort: ({ field }) => field.lastSeen,
};
const added: Column<FieldRow> = {
  id: 'added',
  isTime: true,
  header: t`Added`,
  width: 8,
  align: 'right',
  priority: 4,
  cell: ({ field }, { now }) => span(field.inventory?.at ? ago(field.inventory.at, now) : t`–`, 'dim'),
  // 0 where that is not known.
  sort: ({ field }) => field.inventory?.at || undefined,
};

export const inboxColumns = [color, path, matcher, reach, sources, events, type, seen];
export const inventoryColumns = [color, path, by, matcher, reach, sources, events, added];
