import { describe, expect, it } from 'vitest';
import { inventoried, noPrivacy, recolored, unwantedToggled } from '../../../source/domain/privacy/local.ts';
import type { TrackingPlanRule } from '../../../source/domain/protocols/plans.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { day, minute } from '../../../source/domain/time.ts';
import { privacyFieldNeeds, privacyFlowNeeds } from '../../../source/workspace/needs/privacy.ts';
import { classified, eventNameOf, examplePayload, privacyFields } from '../../../source/workspace/privacy/fields.ts';
import { colorFlows } from '../../../source/workspace/privacy/flows.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import * as pages from '../../../source/workspace/resources/pages.ts';
import { samples } from '../../../source/workspace/resources/samples.ts';
import { violationDetails } from '../../../source/workspace/resources/violations.ts';
import {
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
} from '../snapshots.ts';

const rule = (key: string, properties: Readonly<Record<string, unknown>>, deprecatedAt?: number): TrackingPlanRule => ({
  type: key === '' ? t`IDENTIFY` : t`TRACK`,
  key: sanitise(key),
  version: 1,
  schema: { properties: { [key === '' ? 'traits' : 'properties']: { properties } } },
  deprecatedAt,
});
const text = { type: 'string' };
const [web, server] = [sourceWith('web'), sourceWith('server')];
const sent = (properties: unknown, messageId: string, at = now - minute) => ({
  id: messageId,
  messageId,
  at,
  sent: { type: 'track', event: 'Paid', properties },
  request: { method: 'POST', url: '', headers: {}, body: {} },
  response: { status: 401, headers: {}, body: {} },
});

/** One plan over one of two sources, each with a destination. */
function world(): Snapshots {
  return snapshots()
    .set(resources.sources, [web, server])
    .set(resources.destinations, [destinationWith('braze', 'web'), destinationWith('ledger', 'server')])
    .set(resources.trackingPlans, [
      { id: 'p', name: t`Plan`, type: t`LIVE` },
      { id: 'library', name: t`Library`, type: t`PROPERTY_LIBRARY` },
    ])
    .set(resources.trackingPlanSources('p'), [web])
    .set(pages.trackingPlanRules('p'), [
      rule('Paid', { card_number: text, total: { type: 'number' } }),
      rule('', { email: text }),
      rule('Gone', { password: text }, now - day),
    ]);
}

/** Samples of the one error of the server's destination. */
const withSamples = (all: Snapshots, ...rows: readonly ReturnType<typeof sent>[]): Snapshots =>
  all
    .set(resources.failures(period, { id: 'ledger', sourceId: 'server' }), failuresOf({ '401': hourly(3) }))
    .set(samples({ destinationId: 'ledger', reason: '401' }), { kind: 'samples', samples: rows });

const fieldsOf = (all: Snapshots, privacy = noPrivacy) => privacyFields(all.read, privacy, now);

describe('privacyFields (P-01, P-02)', () => {
  it('knows the fields of plans with their events and sources, red first', () => {
    const { all, plans, plansRead } = fieldsOf(world());
    expect(
      all.map(({ path, color, match, events, sources }) => [path, color, match?.matcher, events, sources]),
    ).toEqual([
      ['properties.card_number', 'red', 'credit card', ['Paid'], ['web']],
      ['traits.email', 'yellow', 'email', ['identify'], ['web']],
      ['properties.total', 'green', undefined, ['Paid'], ['web']],
    ]);
    expect([plans, plansRead]).toEqual([1, 1]);
  });

  it('adds what payloads have, when, and what a value gave away', () => {
    const rows = [sent({ total: 3, ref: '4111 1111 1111 1111' }, 'a'), sent({ total: 4 }, 'b', now - 2 * minute)];
    const { all, payloads } = fieldsOf(withSamples(world(), ...rows));
    expect(payloads).toBe(2);
    expect(all.find(({ path }) => path === 'properties.ref')).toMatchObject({
      color: 'red',
      planned: false,
      sources: ['server'],
      match: { matcher: 'credit card', on: 'value', exact: true },
    });
    expect(all.find(({ path }) => path === 'properties.total')).toMatchObject({
      planned: true,
      sources: ['web', 'server'],
      payloads: 2,
      lastSeen: now - minute,
    });
  });

  it('counts a payload once, and none older than seven days', () => {
    const event = { type: 'identify', traits: { dob: '1990' } };
    const row = (messageId: string, at: number) => ({ at, messageId: sanitise(messageId), event });
    const violation = {
      eventName: undefined,
      eventType: t`identify`,
      kind: t`Required`,
      field: t`x`,
      sentence: t`x`,
      count: 2,
      firstSeen: now,
      lastSeen: now,
      appVersion: undefined,
      samples: [row('a', now - minute), row('old', now - 8 * day)],
    };
    const details = { kind: 'details', basis: 'collected', rows: [violation, violation], events: [] } as const;
    const both = world().set(violationDetails('24h', 'web'), details).set(violationDetails('7d', 'web'), details);
    expect(fieldsOf(both).payloads).toBe(1);
    expect(fieldsOf(both).all.find(({ path }) => path === 'traits.dob')).toMatchObject({
      payloads: 1,
      events: ['identify'],
    });
  });

  it.each([
    ['seven days old', now - 7 * day, 1],
    ['a moment older', now - 7 * day - 1, 0],
    ['of a time that is not known', undefined, 1],
  ])('knows a payload as far back as the inbox of Segment goes: %s', (_, at, payloads) => {
    const row = { ...sent({ ref: 1 }, 'a'), at } as never;
    const found = fieldsOf(withSamples(world(), row));
    expect(found.payloads).toBe(payloads);
    expect(found.all.filter(({ path }) => path === 'properties.ref').map(({ lastSeen }) => lastSeen)).toEqual(
      payloads === 0 ? [] : [at],
    );
  });

  it.each([
    ['the strongest match that any value gave', ['me@example.com', '4111 1111 1111 1111'], 'credit card', 'red'],
    ['a match where only one value gave one', ['plain', 'me@example.com'], 'email', 'yellow'],
  ])('keeps of a field %s, whichever came first', (_, values, matcher, color) => {
    for (const each of [values, values.toReversed()]) {
      const rows = each.map((ref, index) => sent({ ref }, `${index}`));
      const field = fieldsOf(withSamples(world(), ...rows)).all.find(({ path }) => path === 'properties.ref');
      expect([field?.match?.matcher, field?.color]).toEqual([matcher, color]);
    }
  });

  it('puts fields of one colour in the order of their paths, whichever came first', () => {
    const rows = [sent({ b: 1, c: 1, a: 1 }, 'x')];
    const paths = fieldsOf(
      withSamples(snapshots().set(resources.destinations, [destinationWith('ledger', 'server')]), ...rows),
    );
    expect(paths.all.map(({ path }) => path)).toEqual(['properties.a', 'properties.b', 'properties.c']);
  });

  it('names every type that a field came in as', () => {
    const rows = [sent({ ref: 1 }, 'a'), sent({ ref: 'x' }, 'b'), sent({ ref: 2 }, 'c')];
    const field = fieldsOf(withSamples(world(), ...rows)).all.find(({ path }) => path === 'properties.ref');
    expect(field?.type).toBe('number|string');
  });

  it.each([
    ['a track call by its name', { type: 'track', event: 'Paid' }, 'Paid'],
    ['a track call without a name by its type', { type: 'track', event: '' }, 'track'],
    ['a name that is no text by its type', { type: 'page', event: 3 }, 'page'],
    ['what has neither', {}, '?'],
  ])('calls %s', (_, event, name) => {
    expect(eventNameOf(event)).toBe(name);
  });

  it('takes the user’s colour before the matcher’s, and keeps the place of the row', () => {
    const { all } = fieldsOf(world(), recolored(noPrivacy, ['properties.total', 'properties.card_number'], 'yellow'));
    expect(all.map(({ path, color, byHand }) => [path, color, byHand])).toEqual([
      ['properties.card_number', 'yellow', true],
      ['traits.email', 'yellow', false],
      ['properties.total', 'yellow', true],
    ]);
  });

  it('shows what is in the inventory also when nothing tells of it any more', () => {
    const total = fieldsOf(world()).all.find(({ path }) => path === 'properties.total')!;
    const kept = inventoried(noPrivacy, [classified(total)], now);
    expect(fieldsOf(snapshots(), kept).all).toMatchObject([
      { path: 'properties.total', sources: ['web'], events: ['Paid'], planned: false, type: 'number' },
    ]);
  });

  it('tells what is waited for, and what could not be read', () => {
    expect(fieldsOf(snapshots()).reading.status).toBe('waiting');
    const failed = world().fail(pages.trackingPlanRules('p'), { kind: 'not-in-plan', status: 403 });
    expect(fieldsOf(failed).reading.error?.kind).toBe('not-in-plan');
  });

  it('says how far rules were read, and waits before it says that one cannot be', () => {
    const two = () =>
      world().set(
        resources.trackingPlans,
        ['p', 'q'].map((id) => ({ id, name: sanitise(id), type: t`LIVE` })),
      );
    const toldOf = (all: Snapshots) => {
      const { plans, plansRead, standing, reading } = fieldsOf(all);
      return [plans, plansRead, standing.kind, reading.status, reading.error?.status];
    };
    expect(toldOf(two())).toEqual([2, 1, 'reading', 'waiting', undefined]);
    const failed = two().fail(pages.trackingPlanRules('q'), { status: 403 });
    expect(toldOf(failed)).toEqual([2, 1, 'failed', 'failed', 403]);
    const both = snapshots()
      .set(resources.trackingPlans, two().read(resources.trackingPlans).data!)
      .fail(pages.trackingPlanRules('p'), { status: 403 });
    expect(toldOf(both)).toEqual([2, 0, 'failed', 'waiting', undefined]);
    expect(toldOf(two().set(pages.trackingPlanRules('q'), []))).toEqual([2, 2, 'whole', 'ready', undefined]);
  });

  it.each([
    ['the list of plans', resources.trackingPlans],
    ['the rules of a plan', pages.trackingPlanRules('p')],
  ] as const)('has no proof that it knows all fields where a row was lost of %s', (_, resource) => {
    const all = world();
    all.set<unknown>(resource, all.read<unknown>(resource).data, [problemWith({ kind: 'dropped-rows' })]);
    expect(fieldsOf(all).standing.kind).toBe('partial');
    expect(fieldsOf(snapshots().fail(resources.trackingPlans)).standing.kind).toBe('failed');
  });

  it('hands on a field that no matcher hits without one, and keeps in the inventory what it still knows', () => {
    const total = fieldsOf(world()).all.find(({ path }) => path === 'properties.total')!;
    expect(classified(total)).toMatchObject({ path: 'properties.total', matcher: '', color: 'green' });
    const kept = inventoried(noPrivacy, [{ ...classified(total), sources: ['gone'], events: ['Gone' as never] }], now);
    expect(fieldsOf(world(), kept).all.find(({ path }) => path === 'properties.total')).toMatchObject({
      sources: ['web'],
      events: ['Paid'],
      inventory: { path: 'properties.total' },
    });
  });

  it('gives the newest payload with a field as its example', () => {
    const all = withSamples(world(), sent({ ref: 1 }, 'old', now - 9 * minute), sent({ ref: 2 }, 'new'));
    expect(examplePayload(all.read, 'properties.ref')?.id).toBe('new');
    expect(examplePayload(all.read, 'traits.email')).toBeUndefined();
  });
});

describe('colorFlows (P-04)', () => {
  const flows = (all: Snapshots, privacy = noPrivacy) => colorFlows(all.read, fieldsOf(all, privacy).all, privacy);
  const counts = (all: Snapshots, privacy = noPrivacy) =>
    flows(all, privacy).map(({ key, fields: { red, yellow, green } }) => [
      key,
      red.length,
      yellow.length,
      green.length,
    ]);

  it('counts by colour what each destination and source gets, destinations first, the most red first', () => {
    expect(counts(world())).toEqual([
      ['destination:braze', 1, 1, 1],
      ['destination:ledger', 0, 0, 0],
      ['source:web', 1, 1, 1],
      ['source:server', 0, 0, 0],
    ]);
  });

  it('sends nothing where the destination or its source is off', () => {
    const off = world().set(resources.destinations, [destinationWith('braze', 'web', { enabled: false })]);
    expect(counts(off)[0]).toEqual(['destination:braze', 0, 0, 0]);
    const asleep = world().set(resources.sources, [sourceWith('web', { enabled: false }), server]);
    expect(counts(asleep).find(([key]) => key === 'destination:braze')).toEqual(['destination:braze', 0, 0, 0]);
  });

  it('takes away what filters drop, and says what they drop in part', () => {
    const filter = { id: 'f', sourceId: 'web', destinationId: 'braze', title: t`F`, description: t``, enabled: true };
    const drop = (path: string, condition: string) => ({
      ...filter,
      condition: sanitise(condition),
      actions: [{ type: t`DROP_PROPERTIES`, path: t``, properties: [sanitise(path)] }],
    });
    const filtered = world().set(pages.destinationFilters('braze'), [
      drop('properties.card_number', 'all'),
      drop('traits.email', "type = 'identify'"),
    ]);
    const [braze] = flows(filtered);
    expect(braze).toMatchObject({ fields: { red: [], yellow: [{ path: 'traits.email' }] } });
    expect([braze?.dropped, braze?.inPart].map((fields) => fields?.map(({ path }) => path))).toEqual([
      ['properties.card_number'],
      ['traits.email'],
    ]);
  });

  it('puts on top what flows against a mark of the user', () => {
    const marks = unwantedToggled(unwantedToggled(noPrivacy, { kind: 'destination', id: 'ledger', color: 'red' }), {
      kind: 'source',
      id: 'web',
      color: 'yellow',
    });
    const [first, ...rest] = flows(world(), marks);
    expect([first?.key, first?.broken]).toEqual(['source:web', ['yellow']]);
    expect(rest.find(({ key }) => key === 'destination:ledger')).toMatchObject({ unwanted: ['red'], broken: [] });
  });
});

describe('what is read', () => {
  const keys = (needs: ReturnType<typeof privacyFieldNeeds>) => needs.map(({ resource }) => resource.key);

  it('rules of plans that bind, and samples of errors that are known', () => {
    const wanted = keys(privacyFieldNeeds(withSamples(world(), sent({}, 'a')).read, period));
    expect(wanted).toContain('tracking-plan-rules:p');
    expect(wanted).not.toContain('tracking-plan-rules:library');
    expect(wanted).toContain('samples:ledger:401');
  });

  it('filters only of what is on screen, and nothing for a refused token', () => {
    expect(keys(privacyFlowNeeds(world().read, period, ['braze']))).toContain('destination-filters:braze');
    const refused = world().fail(resources.workspace, { kind: 'no-access', status: 401 });
    expect(keys(privacyFlowNeeds(refused.read, period, ['braze']))).toEqual(['workspace']);
  });
});
