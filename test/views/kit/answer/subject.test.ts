import { expect, test } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { hour } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import type { Answer } from '../../../../source/views/kit/answer/answer.ts';
import { subjectAnswer, withKeysOf } from '../../../../source/views/kit/answer/subject.ts';
import { withTrail } from '../../../../source/views/kit/answer/trail.ts';
import { needOf } from '../../../../source/workspace/needs/page.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { destinationWith, hourly, now, period, snapshots, sourceWith } from '../../../workspace/snapshots.ts';

const connection = {
  id: 'x',
  destination: destinationWith('x', 'web', { name: t`Braze` }),
  state: 'healthy',
  series: [],
};
const flow = { source: sourceWith('x', { name: t`Web` }), health: { state: 'live' }, events: 3, series: hourly(1, 2) };
const context = {
  read: snapshots().read,
  now,
  period,
  glyphs: glyphs(false),
  keyOf: (command: string) => `<${command}>`,
  overview: {
    activity: { data: { items: [] }, problems: [] },
    fleet: { byId: new Map([['x', connection]]) },
    flow: { bySource: new Map([['x', flow]]), window: { start: now - 24 * hour, end: now } },
    storage: [
      { warehouse: { id: 'y', name: t`Lake` }, syncs: {}, isWhole: true },
      { warehouse: { id: 'x', name: t`Snowflake` }, syncs: {}, isWhole: true },
    ],
  },
} as never;

const texts = ({ parts }: Answer): readonly string[] =>
  parts.flatMap(({ rows }) => (typeof rows === 'function' ? rows(60) : rows).map(lineText));

test.each([
  ['destination', 'Braze ← web'],
  ['source', 'Web'],
  ['warehouse', 'Snowflake'],
  ['audience', 'Its name'],
] as const)('of a %s all is told that is known of it, of everything else who changed it', (kind, title) => {
  const answer = subjectAnswer({ kind, id: 'x', name: t`Its name` }, context, t`opens it`);
  expect(answer.title).toBe(title);
  expect(texts(answer)).toContain('<row.open> opens it');
  expect(texts(subjectAnswer({ kind, id: 'gone', name: t`Its name` }, context, t`opens it`))).toEqual([
    'Nothing in the last 24 hours, by the audit trail',
    '<row.open> opens it',
    '<page.audit> all that was done to it',
  ]);
});

test('a row that stands for a thing has that answer with keys of its own', () => {
  const answer = (name: 'own' | 'of'): Answer => ({
    title: sanitise(name),
    parts: [
      { title: sanitise(`${name} changes`), rows: [] },
      { title: sanitise(`${name} keys`), rows: [] },
    ],
  });
  const [own, of] = [answer('own'), answer('of')];
  expect(withKeysOf(own, undefined)).toBe(own);
  const both = withKeysOf(own, of);
  expect([both.title, ...both.parts.map(({ title }) => title)]).toEqual(['of', 'of changes', 'own keys']);
});

test('the audit trail is read with an answer, once', () => {
  const trail = needOf(resources.recentAudit(period));
  const list = needOf(resources.sources);
  const keys = (needs: Parameters<typeof withTrail>[0]) =>
    withTrail(needs, { period }).map(({ resource }) => resource.key);
  expect([keys([list]), keys([trail, list])]).toEqual([
    [list.resource.key, trail.resource.key],
    [trail.resource.key, list.resource.key],
  ]);
});
