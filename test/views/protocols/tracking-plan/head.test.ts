import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SourceSettings } from '../../../../source/domain/entities.ts';
import { t } from '../../../../source/domain/text.ts';
import { hour } from '../../../../source/domain/time.ts';
import { pages } from '../../../../source/state/pages.ts';
import { placeOf } from '../../../../source/state/place.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { planHead } from '../../../../source/views/protocols/tracking-plan/head.ts';
import { auditTrail } from '../../../../source/workspace/audit/trail.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import {
  auditWith,
  now,
  period,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
} from '../../../workspace/snapshots.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

const plan = (change: object = {}) => [{ id: 'p', name: t`Web`, type: t`LIVE`, ...change }] as never;
const planned = (change: object = {}): Snapshots => snapshots().set(resources.trackingPlans, plan(change));
const bound = (...names: readonly string[]): Snapshots =>
  planned().set(
    resources.trackingPlanSources('p'),
    names.map((name) => sourceWith(name)),
  );

const settings = (sourceId: string, change: Partial<SourceSettings['track']>): SourceSettings => ({
  sourceId,
  track: {
    allowUnplannedEvents: true,
    allowUnplannedEventProperties: true,
    allowEventOnViolations: true,
    allowPropertiesOnViolations: true,
    commonEventOnViolations: 'ALLOW',
    ...change,
  },
});
const blocks = { allowUnplannedEvents: false };
const omits = { allowPropertiesOnViolations: false };

function drawn({ read }: Snapshots) {
  const place = { ...placeOf('tracking-plan'), params: pages.trackingPlan.at('p').params };
  const overview = { violations: { rows: [] }, activity: {}, flow: { bySource: new Map() } };
  return planHead({ read, place, period, now, overview } as never);
}
const texts = (of: Snapshots) => drawn(of).map((line) => lineText(line).trim());

const lost = [problemWith({ kind: 'dropped-rows', status: 200, message: t`1 row could not be read` })];

test.each<readonly [of: string, world: Snapshots, rows: readonly string[]]>([
  ['that is not known', snapshots(), []],
  ['that is a library', planned({ type: t`RULE_LIBRARY` }), ['Rules  checks no source itself']],
  ['whose sources are being read', planned(), ['Live  reading its sources…']],
  [
    'whose sources may not be read',
    planned().fail(resources.trackingPlanSources('p'), { kind: 'no-access', status: 403 }),
    ['Live  sources: no access (403)'],
  ],
  ['without a source', bound(), ['Live  no source is connected']],
  [
    'without a source in what was read',
    planned().set(resources.trackingPlanSources('p'), [], lost),
    ['Live  its sources: none in what was read; 1 row could not be read'],
  ],
  ['with a source', bound('web'), ['Live  checks web']],
  ['with as many as are named', bound('d', 'b', 'c', 'a'), ['Live  checks a, b, c, d']],
  ['with more than are named', bound('a', 'b', 'c', 'd', 'e', 'f'), ['Live  checks a, b, c, d and 2 more']],
  [
    'of whose sources some were lost',
    planned().set(resources.trackingPlanSources('p'), [sourceWith('web')], lost),
    ['Live  checks web; others may be missing'],
  ],
])('a plan %s', (_, world, rows) => {
  expect(texts(world)).toEqual(rows);
});

test('it was changed by whom the trail names, else when its stamp says', () => {
  const stamped = planned({ updatedAt: now - 3 * hour }).set(resources.trackingPlanSources('p'), [sourceWith('web')]);
  expect(texts(stamped)).toEqual(['Live  checks web  changed 3h ago']);
  const item = auditWith({
    at: now - 2 * hour,
    type: t`Tracking Plan Modified`,
    resourceId: 'p',
    actorEmail: t`ana@acme.example`,
  });
  const [page] = auditTrail(stamped.read, period, 'p').pages;
  const [row] = texts(stamped.set(page!, { items: [item] }));
  expect(row).toMatch(/^Live {2}checks web {2}changed by ana@acme\.example/);
});

test.each<
  readonly [
    of: string,
    each: readonly Partial<SourceSettings['track']>[],
    says: string | undefined,
    tone: string | undefined,
  ]
>([
  ['one that loses none', [{}], undefined, undefined],
  ['one that loses events', [blocks], 'Blocked events are LOST: nothing can bring them back.', 'bad'],
  ['one that loses fields', [omits], 'Fields outside the plan are LOST; the events themselves go on.', 'warn'],
  [
    'several, the worst of them',
    [omits, {}, blocks],
    'c: Blocked events are LOST: nothing can bring them back.',
    'bad',
  ],
])('what is lost of %s stands below', (_, each, says, tone) => {
  const names = ['a', 'b', 'c'].slice(0, each.length);
  const world = bound(...names);
  for (const [index, name] of names.entries()) world.set(resources.sourceSettings(name), settings(name, each[index]!));
  const [, second] = drawn(world);
  expect(second && lineText(second).trim()).toBe(says);
  expect(second?.spans.at(-1)?.tone).toBe(tone);
});
