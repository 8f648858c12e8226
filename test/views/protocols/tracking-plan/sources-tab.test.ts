import { expect, test } from 'vitest';
import { spansOf } from '../../../../source/components/table/columns.ts';
import { glyphs as glyphsOf } from '../../../../source/theme/glyphs.ts';
import { columns } from '../../../../source/views/protocols/tracking-plan/sources-tab.ts';
import { unread } from '../../../../source/workspace/polling/snapshot.ts';
import { now, problemWith, sourceWith } from '../../../workspace/snapshots.ts';

const glyphs = glyphsOf(false);
const settings = {
  track: {
    allowUnplannedEvents: false,
    allowUnplannedEventProperties: true,
    allowEventOnViolations: true,
    allowPropertiesOnViolations: false,
    commonEventOnViolations: 'ALLOW',
  },
};
const refused = problemWith({ kind: 'no-access', status: 403 });
const controls = columns.slice(3);
const rowWith = (snapshot: object) =>
  ({ source: sourceWith('web'), settings: snapshot, violations: undefined }) as never;

test.each<readonly [of: string, snapshot: object, cells: readonly string[], sorted: readonly unknown[]]>([
  [
    'read',
    { ...unread, status: 'ready', data: settings },
    ['bad:block', 'good:allow', 'warn:omit', 'good:allow'],
    ['block', 'allow', 'omit', 'allow'],
  ],
  [
    'old, not renewed',
    { ...unread, status: 'failed', data: settings, error: refused },
    ['bad:block', 'good:allow', 'warn:omit', 'good:allow'],
    ['block', 'allow', 'omit', 'allow'],
  ],
  ['not read yet', unread, Array(4).fill('dim:reading…'), Array(4).fill(undefined)],
  [
    'refused',
    { ...unread, status: 'failed', error: refused },
    Array(4).fill('warn:no access (403)'),
    Array(4).fill(undefined),
  ],
])('controls of a source that are %s, last in order where they are not known', (_, snapshot, cells, sorted) => {
  const row = rowWith(snapshot);
  const context = { glyphs, width: 20, selected: false, marked: false, now };
  expect(
    controls.map(({ cell }) =>
      spansOf(cell(row, context))
        .map(({ text, tone }) => `${tone}:${text}`)
        .join(''),
    ),
  ).toEqual(cells);
  expect(controls.map(({ sort }) => sort?.(row))).toEqual(sorted);
});
