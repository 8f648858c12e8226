import { expect, test } from 'vitest';
import type { Column } from '../../../../source/components/table/columns.ts';
import { spansOf } from '../../../../source/components/table/columns.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import {
  type FieldRow,
  inboxColumns,
  inventoryColumns,
} from '../../../../source/views/privacy/privacy/field-columns.ts';
import type { PrivacyField } from '../../../../source/workspace/privacy/fields.ts';

const now = Date.UTC(2026, 1, 28, 23, 59);
const rowOf = (field: Partial<PrivacyField> = {}, change: Partial<FieldRow> = {}): FieldRow => ({
  field: {
    path: t`traits.x`,
    type: t`string`,
    match: undefined,
    color: 'green',
    byHand: false,
    ownColor: 'green',
    inventory: undefined,
    events: [],
    sources: [],
    planned: false,
    lastSeen: undefined,
    payloads: 0,
    ...field,
  },
  sources: [],
  labels: [],
  reach: undefined,
  isLeast: false,
  ...change,
});
const match = { matcher: t`email`, color: 'yellow', on: 'value', exact: false } as unknown as PrivacyField['match'];
const inventory = (at: number) => ({ at }) as PrivacyField['inventory'];
const all: readonly Column<FieldRow>[] = [...inboxColumns, ...inventoryColumns];

test.each<readonly [column: string, row: FieldRow, text: string, sort: unknown]>([
  ['color', rowOf({ color: 'red' }), '◆ Red', 0],
  ['color', rowOf({ color: 'yellow' }), '▲ Yellow', 1],
  ['color', rowOf(), '● Green', 2],
  ['field', rowOf(), 'traits.x', 'traits.x'],
  ['type', rowOf(), 'string', 'string'],
  ['matcher', rowOf({ match }), 'email · value · similar', 'email'],
  ['matcher', rowOf(), 'no matcher', ''],
  ['by', rowOf({ match, byHand: true }), 'you', 1],
  ['by', rowOf({ match }), 'matcher', 0],
  ['by', rowOf(), 'default', 0],
  ['reach', rowOf({}, { reach: 0 }), '0', 0],
  ['reach', rowOf({}, { reach: 12 }), '12', 12],
  ['reach', rowOf({}, { reach: 12, isLeast: true }), '12+', 12],
  ['reach', rowOf({}, { isLeast: true }), '–', undefined],
  ['sources', rowOf(), '–', 0],
  ['sources', rowOf({}, { sources: [t`Web`, t`iOS`, t`Orders`] }), 'Web +2', 3],
  ['events', rowOf({ events: [t`Signed Up`] }), 'Signed Up', 1],
  ['seen', rowOf({ lastSeen: now - 3 * minute, payloads: 4 }), '3m', now - 3 * minute],
  ['seen', rowOf({ payloads: 4 }), 'seen', undefined],
  ['seen', rowOf({ planned: true }), 'planned', undefined],
  ['seen', rowOf(), 'kept', undefined],
  ['added', rowOf({ inventory: inventory(now - 5 * hour) }), '5h', now - 5 * hour],
  ['added', rowOf({ inventory: inventory(0) }), '–', undefined],
  ['added', rowOf(), '–', undefined],
])('the column %s', (id, row, text, sort) => {
  const column = all.find((each) => each.id === id)!;
  const cell = column.cell(row, { glyphs: glyphs(false), width: 40, selected: false, marked: false, now });
  expect(
    spansOf(cell)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
  expect(column.sort?.(row)).toBe(sort);
});

test('a filter finds a field by any of its sources, their labels, and its events', () => {
  const row = rowOf(
    { events: [t`Signed Up`, t`Order Paid`] },
    { sources: [t`Web`, t`iOS`], labels: [sanitise('environment:prod')] },
  );
  const found = (id: string) => all.find((each) => each.id === id)?.found?.(row);
  expect([found('sources'), found('events')]).toEqual(['Web iOS environment:prod', 'Signed Up Order Paid']);
});
