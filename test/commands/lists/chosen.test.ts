import { describe, expect, test } from 'vitest';
import { chosenFields, sortOf } from '../../../source/commands/lists/chosen.ts';
import type { Column } from '../../../source/components/table/columns.ts';
import { sanitise } from '../../../source/domain/text.ts';
import type { Field } from '../../../source/views/kit/listing/fields.ts';

const field = (id: string, header?: string, more: Partial<Column<number>> = {}): Field => ({
  id,
  value: () => id,
  column:
    header === undefined
      ? undefined
      : {
          id,
          header: sanitise(header),
          width: { min: 1 },
          priority: 0,
          cell: () => sanitise(id),
          sort: () => 0,
          ...more,
        },
});
const fields = [
  field('ref'),
  field('name', 'Source'),
  field('failed', 'Failed', { align: 'right' }),
  field('since', 'First Seen Here'),
  // Called as another field is.
  field('source', 'Type'),
  field('graph', 'Trend', { sort: undefined }),
];

describe('columns are chosen', () => {
  test.each([
    ['failed,name', ['failed', 'name']],
    [' Failed , NAME', ['failed', 'name']],
    ['ref', ['ref']],
    ['first-seen-here', ['since']],
    // An id comes before the name of a column.
    ['source', ['source']],
    ['name,name', ['name', 'name']],
  ])('%s', (names, ids) => expect(chosenFields(fields, names).map(({ id }) => id)).toEqual(ids));

  test.each([
    ['name,nope', '--columns: "nope" is not allowed; use ref, name, failed, since, source, graph'],
    ['name,', '--columns: "" is not allowed; use '],
    ['first seen here', '--columns: "first seen here" is not allowed; use '],
  ])('%s is refused', (names, message) => expect(() => chosenFields(fields, names)).toThrow(message));
});

describe('an order', () => {
  test.each([
    // Counts begin with the largest.
    ['failed', 'failed', true],
    ['name', 'name', false],
    ['failed:asc', 'failed', false],
    ['Failed:ASC', 'failed', false],
    ['name:desc', 'name', true],
    ['NAME:DESC', 'name', true],
    ['first-seen-here:desc', 'since', true],
  ])('%s', (text, column, descending) => expect(sortOf(text, fields)).toEqual({ column, descending }));

  test.each([
    ['name:down', '--sort: "name:down" is not allowed; use '],
    ['name:asc:desc', '--sort: "name:asc" is not allowed; use '],
    // What has no order is not offered.
    ['graph', '--sort: "graph" is not allowed; use name, failed, since, source'],
    ['ref', '--sort: "ref" is not allowed; use '],
  ])('%s is none', (text, message) => expect(() => sortOf(text, fields)).toThrow(message));
});

test('a name with capitals of its own is found in either case', () => {
  const own = [field('lastRun', 'Run')];
  expect(chosenFields(own, 'lastrun, LASTRUN,lastRun').map(({ id }) => id)).toEqual(['lastRun', 'lastRun', 'lastRun']);
});
