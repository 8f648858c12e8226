import { describe, expect, test } from 'vitest';
import { type FieldColor, noPrivacy, type Unwanted, unwantedToggled } from '../../../source/domain/privacy/local.ts';
import type { TrackingPlanRule } from '../../../source/domain/protocols/plans.ts';
import { priority } from '../../../source/domain/queries.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { overviewNeeds } from '../../../source/workspace/needs/overview.ts';
import { privacyFields } from '../../../source/workspace/privacy/fields.ts';
import { colorFlows } from '../../../source/workspace/privacy/flows.ts';
import { brokenMarks, markNeeds } from '../../../source/workspace/privacy/marks.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import * as pages from '../../../source/workspace/resources/pages.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import { destinationWith, now, period, problemWith, type Snapshots, snapshots, sourceWith } from '../snapshots.ts';

const rule = (key: string, properties: Readonly<Record<string, unknown>>): TrackingPlanRule => ({
  type: t`TRACK`,
  key: sanitise(key),
  version: 1,
  schema: { properties: { properties: { properties } } },
  deprecatedAt: undefined,
});
const text = { type: 'string' };

/** A plan over `web`, which feeds `braze`; `server` feeds `ledger` and is under none. */
const world = (): Snapshots =>
  snapshots()
    .set(resources.sources, [sourceWith('web'), sourceWith('server')])
    .set(resources.destinations, [destinationWith('braze', 'web'), destinationWith('ledger', 'server')])
    .set(resources.trackingPlans, [{ id: 'p', name: t`Plan`, type: t`LIVE` }])
    .set(resources.trackingPlanSources('p'), [sourceWith('web')])
    .set(pages.trackingPlanRules('p'), [rule('Paid', { card_number: text, password: text, total: text })]);

const mark = (kind: Unwanted['kind'], id: string, color: FieldColor = 'red'): Unwanted => ({ kind, id, color });
const privacy = (...marks: readonly Unwanted[]) => marks.reduce(unwantedToggled, noPrivacy);
const told = (all: Snapshots, ...marks: readonly Unwanted[]) =>
  brokenMarks(all.read, privacy(...marks), now).map(({ key, broken }) => `${key}: ${broken.join(' ')}`);

test('a mark may be broken while the filters are still to be read, and stands as far up as one that is', () => {
  const flows = (all: Snapshots) =>
    colorFlows(all.read, privacyFields(all.read, noPrivacy, now).all, privacy(mark('destination', 'braze')))
      .slice(0, 1)
      .map(({ key, broken, mayBreak }) => [key, broken, mayBreak]);
  const failed = world().fail(pages.destinationFilters('braze'));
  expect([world(), world().set(pages.destinationFilters('braze'), []), failed].map(flows)).toEqual([
    [['destination:braze', [], ['red']]],
    [['destination:braze', ['red'], []]],
    [['destination:braze', ['red'], []]],
  ]);
});

describe('a mark that is broken', () => {
  const unfiltered = () => world().set(pages.destinationFilters('braze'), []);

  test.each<[string, Snapshots, readonly Unwanted[], readonly string[]]>([
    ['is one that a known field breaks', unfiltered(), [mark('destination', 'braze')], ['destination:braze: red']],
    ['is told of sources too, which have no filters', world(), [mark('source', 'web')], ['source:web: red']],
    [
      'is told once for each place',
      unfiltered(),
      [mark('destination', 'braze'), mark('destination', 'braze', 'green')],
      ['destination:braze: red green'],
    ],
    ['is none where nothing of the colour gets there', unfiltered(), [mark('destination', 'braze', 'yellow')], []],
    ['is none where nothing of that source is known', unfiltered(), [mark('destination', 'ledger')], []],
    ['is none of a place that is gone', unfiltered(), [mark('destination', 'gone'), mark('source', 'gone')], []],
    ['is not told while the filters may still drop it', world(), [mark('destination', 'braze')], []],
    [
      'is told where the filters cannot be read',
      world().fail(pages.destinationFilters('braze'), problemWith({ kind: 'no-access' })),
      [mark('destination', 'braze')],
      ['destination:braze: red'],
    ],
    ['is none where nothing is marked', unfiltered(), [], []],
  ])('%s', (_, all, marks, expected) => {
    expect(told(all, ...marks)).toEqual(expected);
  });

  test('is a line of triage of its own kind, above what fails a little and below what loses or waits, and no failure', () => {
    const marks = privacy(mark('destination', 'braze'));
    const { triage } = overview(unfiltered().read, period, now, {}, marks);
    expect(triage.filter(({ kind }) => kind === 'privacy')).toMatchObject([
      { id: 'privacy:destination:braze', severity: 292, trouble: false, verdict: undefined, lost: undefined },
    ]);
    expect(overview(unfiltered().read, period, now, {}).triage.some(({ kind }) => kind === 'privacy')).toBe(false);
  });
});

describe('what tells of marks', () => {
  const keysOf = (needs: readonly { readonly resource: { readonly key: string } }[]) =>
    needs.map(({ resource }) => resource.key);

  test('is read only where something is marked: rules of the plans, filters of marked destinations', () => {
    const { read } = world();
    expect(keysOf(markNeeds(read, noPrivacy))).toEqual([]);
    expect(keysOf(markNeeds(read, undefined))).toEqual([]);
    expect(keysOf(markNeeds(read, privacy(mark('destination', 'braze'), mark('source', 'web'))))).toEqual([
      'tracking-plan-rules:p',
      'destination-filters:braze',
    ]);
  });

  test('is read for fifty marks at most, after all that tells of failures', () => {
    const ids = Array.from({ length: 51 }, (_, index) => `d${index}`);
    const { read } = snapshots().set(
      resources.destinations,
      ids.map((id) => destinationWith(id, 'web')),
    );
    const needs = markNeeds(read, { ...noPrivacy, unwanted: ids.map((id) => mark('destination', id)) });
    expect([needs.length, needs.at(-1)?.resource.key]).toEqual([50, 'destination-filters:d49']);
    expect(new Set(needs.map((need) => need.priority))).toEqual(new Set([priority.rest]));
  });

  test('belongs to what the overview is read from', () => {
    const { read } = world();
    const keys = keysOf(overviewNeeds(read, period, now, { privacy: privacy(mark('destination', 'ledger')) }));
    expect(keys).toEqual(expect.arrayContaining(['tracking-plan-rules:p', 'destination-filters:ledger']));
    expect(keysOf(overviewNeeds(read, period, now))).not.toContain('tracking-plan-rules:p');
  });
});
