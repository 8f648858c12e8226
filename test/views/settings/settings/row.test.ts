import { expect, test } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { line, lineWidth } from '../../../../source/theme/line.ts';
import { note, section } from '../../../../source/views/settings/settings/row.ts';
import { type Snapshot, unread } from '../../../../source/workspace/polling/snapshot.ts';
import { problemWith } from '../../../workspace/snapshots.ts';

const lost = problemWith({ kind: 'dropped-rows', status: 200, message: t`3 rows could not be read` });
const odd = problemWith({ kind: 'odd-fields', status: 200 });
const read = (data: readonly string[], change: Partial<Snapshot> = {}): Snapshot<readonly string[]> => ({
  ...unread,
  status: 'ready',
  ...change,
  data,
});
const server = problemWith();

test.each<readonly [what: string, snapshot: Snapshot<readonly string[]>, lines: readonly string[]]>([
  ['nobody', read([]), ['Groups  0', '  none: of one by one']],
  ['one', read(['a']), ['Groups  1', 'a']],
  ['two, of which a field is not known', read(['a', 'b'], { problems: [odd] }), ['Groups  2', 'a', 'b']],
  ['two at least', read(['a', 'b'], { problems: [lost] }), ['Groups  2+', 'a', 'b']],
  [
    'not known',
    read([], { problems: [lost] }),
    ['Groups  –', '  Groups: none in what was read; 3 rows could not be read'],
  ],
  ['as it was', read(['a'], { error: server }), ['Groups  1  server error (500): not renewed', 'a']],
  ['being read', { ...unread, status: 'loading' }, ['Groups', '  Reading…']],
  [
    'failed',
    { ...unread, status: 'failed', error: server },
    ['Groups', '  server error (500)  tried again by itself; :refresh reads now'],
  ],
  [
    'refused',
    { ...unread, status: 'failed', error: problemWith({ kind: 'no-access', status: 403 }) },
    ['Groups', '  [locked] no access (403)  needs a token of a Workspace Owner'],
  ],
])('the number of a list of settings is that of all only if all were read: %s', (_, snapshot, lines) => {
  const rows = section(t`Groups`, snapshot, t`Workspace Owner`, t`none: of one by one`, (item) => ({
    line: line(sanitise(item)),
  }));
  expect(
    rows.map(({ line: { spans } }) =>
      spans
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    ),
  ).toEqual(lines);
});

test.each([
  [40, 35],
  [105, 100],
  [200, 100],
])('a sentence on a page of %i columns takes rows of %i at most', (width, most) => {
  const rows = note(sanitise('word '.repeat(80).trim()), width);
  const widths = rows.map(({ line: row }) => lineWidth(row) - 2);
  expect(Math.max(...widths)).toBeLessThanOrEqual(most);
  expect(Math.max(...widths)).toBeGreaterThan(most - 5);
  expect(
    rows
      .flatMap(({ line: { spans } }) => spans.map(({ text }) => text.trim()))
      .join(' ')
      .trim()
      .split(/ +/),
  ).toHaveLength(80);
});
