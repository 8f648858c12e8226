import { expect, test } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { violationsAnswer } from '../../../../source/views/kit/answer/violations.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import * as own from '../../../../source/workspace/resources/violations.ts';
import { failuresOf, hourly, now, period, snapshots, sourceWith } from '../../../workspace/snapshots.ts';

const source = sourceWith('web', { name: t`Web` });

/** The answer to a source of whose events so many app versions were seen. */
function answerOf(versions: number, change: object = {}) {
  const rows = Array.from({ length: versions }, (_, index) => ({
    by: { appVersion: sanitise(`v${index + 1}`) },
    total: index + 1,
    retries: 0,
    series: [],
  }));
  const { read } = snapshots()
    .set(own.receivedVersions(period, 'web'), { total: 0, rows } as never)
    .set(resources.blocked(period, 'web'), failuresOf({ schema_violation: hourly(3), unplanned: hourly(1_200) }));
  const context = {
    overview: {
      activity: { data: { items: [] }, problems: [] },
      fleet: { listed: [], connections: [], byId: new Map() },
    },
    read,
    period,
    now,
    glyphs: glyphs(false),
    keyOf: (id: string) => sanitise(`<${id}>`),
  } as unknown as ViewContext;
  const row = { source, series: hourly(1, 2), basis: 'forwarded', violations: 3, ...change };
  const answer = violationsAnswer(row as never, context);
  const told = answer.parts.map(({ title, rows: own }) => [
    title,
    (typeof own === 'function' ? own(80) : own).map((line) => lineText(line)),
  ]);
  return { ...answer, told };
}

test('what breaks the plan of a source: the hours, the reasons, what changed, versions, where to go', () => {
  const { title, curve, told } = answerOf(4);
  expect(title).toBe('Web');
  expect(curve).toEqual({
    title: 'Violations by the hour, forwarded',
    starts: [Date.parse('2026-01-15T11:00:00Z'), Date.parse('2026-01-15T12:00:00Z')],
    values: [1, 2],
    tone: 'bad',
    changes: [],
    end: Date.parse('2026-01-15T13:00:00Z'),
  });
  expect(told).toEqual([
    ['Filtered at the source', ['  1.2k  unplanned', '     3  schema_violation']],
    ['What changed', ['Nothing in the last 24 hours, by the audit trail']],
    ['What the counts leave out', []],
    ['App versions', ['v4  40%', 'v3  30%', 'v2  20%', 'v1  10%']],
    [
      'Next',
      [
        '<row.open> opens its events: which of them break the plan, and how',
        '<debugger> its last events as they came in',
        '<page.audit> all that was done to the source',
      ],
    ],
  ]);
});

test('four app versions, and how many more there are', () => {
  const versions = answerOf(6).told.find(([title]) => title === 'App versions');
  expect(versions?.[1]).toEqual(['v6  28.6%', 'v5  23.8%', 'v4  19%', 'v3  14.3%', 'and 2 more']);
});

test('there is no curve without hours, and none in red without a violation', () => {
  expect(answerOf(0, { series: [] }).curve).toBeUndefined();
  expect(answerOf(0, { violations: 0 }).curve?.tone).toBe('dim');
});
