import { describe, expect, test } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import type { PageRow } from '../../../../source/views/kit/page-view.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';
import { pipelineRows } from '../../../../source/views/sources/source/pipeline.ts';
import { protocolsRows } from '../../../../source/views/sources/source/protocols.ts';
import { stateRows } from '../../../../source/views/sources/source/state.ts';
import { auditTrail } from '../../../../source/workspace/audit/trail.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import * as own from '../../../../source/workspace/resources/violations.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
  auditWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
} from '../../../workspace/snapshots.ts';

const lost = [problemWith({ kind: 'dropped-rows', status: 200 })];
const refused = { kind: 'no-access', status: 403 } as const;
const plan = { id: 'p', name: t`Acme Web` } as never;

/** A source under a plan. */
function planned(): Snapshots {
  const web = { ...sourceWith('web'), trackingPlanId: 'p' };
  return snapshots().set(resources.sources, [web]).set(own.sourceById('web'), web).set(resources.trackingPlans, [plan]);
}

function pictured(of: Snapshots) {
  const picture = overview(of.read, period, now, {});
  const context = { overview: picture, read: of.read, period, now, glyphs: glyphs(false), keyOf: () => t`k` };
  return [picture.flow.flows[0]!, context as unknown as ViewContext] as const;
}

const texts = (rows: readonly PageRow[]) => rows.map(({ line }) => lineText(line).replace(/ +/g, ' ').trim());
const named = (rows: readonly PageRow[], name: string) =>
  texts(rows)
    .find((each) => each.startsWith(`${name} `))
    ?.slice(name.length + 1);

describe('the violations of a source', () => {
  const blocked = resources.blocked(period, 'web');
  test.each<readonly [what: string, of: Snapshots, told: string]>([
    ['are being read', planned(), 'reading…'],
    ['may not be read', planned().fail(blocked, refused), 'no access (403)'],
    ['were not read whole', planned().set(blocked, failuresOf({}), lost), 'rows left out (200)'],
    ['are none', planned().set(blocked, failuresOf({})), '0 violating, 0 unplanned blocked'],
    [
      'are told by kind, without what was blocked for another reason',
      planned().set(
        blocked,
        failuresOf({
          schema_violation: hourly(1_000, 234),
          common_schema_violation: hourly(1),
          unplanned: hourly(7),
          event_setting: hourly(50),
        }),
      ),
      '1,235 violating, 7 unplanned blocked',
    ],
    [
      'of before stay where they cannot be renewed',
      planned()
        .set(blocked, failuresOf({ schema_violation: hourly(3) }))
        .fail(blocked, refused),
      '3 violating, 0 unplanned blocked',
    ],
  ])('%s', (_, of, told) => {
    expect(named(protocolsRows(...pictured(of), 100), 'Violations')).toBe(told);
  });
});

describe('the plan of a source', () => {
  const told = (of: Snapshots) => named(protocolsRows(...pictured(of), 100), 'Tracking plan');
  const bare = () => snapshots().set(resources.sources, [sourceWith('web')]);
  const web = { ...sourceWith('web'), trackingPlanId: 'p' };
  test.each<readonly [what: string, of: Snapshots, told: string | undefined]>([
    ['is named', planned(), 'Acme Web'],
    ['has no name yet', bare().set(own.sourceById('web'), web), 'its name is being read…'],
    ['is not in the list of plans', bare().set(own.sourceById('web'), web).set(resources.trackingPlans, []), 'p'],
    [
      'may not be listed',
      bare().set(own.sourceById('web'), web).fail(resources.trackingPlans, refused),
      'no access (403)',
    ],
  ])('%s', (_, of, name) => {
    expect(told(of)).toBe(name);
  });

  test.each<readonly [what: string, of: Snapshots, says: string]>([
    ['not known yet', bare(), 'Reading its tracking plan…'],
    ['not to be had', bare().fail(own.sourceById('web'), refused), 'tracking plan: no access (403)'],
    [
      'none',
      bare().set(own.sourceById('web'), sourceWith('web')),
      'Under no tracking plan: nothing is checked, so nothing can be in violation.',
    ],
  ])('is %s, and nothing else is said', (_, of, says) => {
    expect(texts(protocolsRows(...pictured(of), 100))).toEqual([says]);
  });

  test.each<readonly [what: string, of: Snapshots, controls: string]>([
    ['not read', planned(), 'reading…'],
    ['refused', planned().fail(resources.sourceSettings('web'), refused), 'no access (403)'],
  ])('has controls that are %s', (_, of, controls) => {
    expect(named(protocolsRows(...pictured(of), 100), 'Controls')).toBe(controls);
  });
});

describe('the pipeline of a source', () => {
  const received = own.receivedVersions(period, 'web');
  const ingest = own.ingestFailures(period, 'web');
  const blocked = resources.blocked(period, 'web');
  const sent = { total: 0, rows: [{ by: {}, total: 1_000, retries: 0, series: hourly(1_000) }] };
  const rows = (of: Snapshots) => texts(pipelineRows(...pictured(of), 200));

  test('is being read before anything came', () => expect(rows(planned())).toEqual(['Reading the pipeline…']));

  test('is complete with counts, shares and ages, and what is left goes on', () => {
    const of = planned()
      .set(received, sent)
      .set(ingest, failuresOf({}))
      .set(blocked, failuresOf({ schema_violation: hourly(200) }));
    const told = rows(of);
    expect(told.filter((each) => /^(?:Received|Failed|Filtered|Eligible)/.test(each))).toEqual([
      'Received 1,000 just now',
      'Failed on ingest 0 0% just now',
      'Filtered at source 200 20% just now',
      'Eligible 800 80% goes on to the destinations',
    ]);
    expect(told).toContainEqual(expect.stringMatching(/^200 schema_violation Breaks its schema/));
  });

  test.each<readonly [what: string, of: Snapshots, ingest: string]>([
    ['is still being read', planned().set(received, sent), 'Failed on ingest reading…'],
    ['is refused', planned().set(received, sent).fail(ingest, refused), 'Failed on ingest no access (403)'],
    [
      'lacks rows',
      planned().set(received, sent).set(ingest, failuresOf({}), lost),
      'Failed on ingest rows left out (200)',
    ],
    [
      'could not be renewed',
      planned().set(received, sent).set(ingest, failuresOf({})).fail(ingest),
      'Failed on ingest 0 0% just now server error (500)',
    ],
  ])('says of a step why it has no count, and what goes on is not known: it %s', (_, of, told) => {
    expect(rows(of)).toContain(told);
    expect(rows(of)).toContain('Eligible –');
  });

  test('tells six reasons of a step at most, most events first', () => {
    const codes = Object.fromEntries([3, 7, 1, 5, 2, 6, 4].map((count) => [`code${count}`, hourly(count)]));
    const told = rows(planned().set(received, sent).set(ingest, failuresOf(codes)));
    expect(told.flatMap((each) => /\bcode\d/.exec(each) ?? [])).toEqual(
      [7, 6, 5, 4, 3, 2].map((count) => `code${count}`),
    );
  });
});

describe('a source whose destinations are all off', () => {
  const off = (count: number) =>
    Array.from({ length: count }, (_, index) => destinationWith(`d${index}`, 'web', { enabled: false }));
  const day = 24 * 3_600_000;
  const lines = (count: number, daysAgo?: number) => {
    const of = planned().set(resources.destinations, off(count));
    for (const { id } of off(count))
      for (const page of auditTrail(of.read, period, id).pages.slice(0, 1))
        of.set(page, {
          items:
            daysAgo === undefined
              ? []
              : [auditWith({ at: now - daysAgo * day, type: t`Destination Disabled`, resourceId: id })],
        } as never);
    return texts(stateRows(...pictured(of), 200)).slice(1);
  };
  test.each<readonly [count: number, daysAgo: number | undefined, says: string]>([
    [
      0,
      undefined,
      'It feeds no destination: Segment disables it after 14d without an enabled one. Since when is not known.',
    ],
    [
      1,
      undefined,
      'Its only destination is disabled: Segment disables it after 14d without an enabled one. Since when is not known.',
    ],
    [1, 3, 'Its only destination is disabled since Jan 12 12:30: Segment disables this source in 11d, on Jan 26.'],
    [
      2,
      3,
      'All 2 of its destinations are disabled since Jan 12 12:30: Segment disables this source in 11d, on Jan 26.',
    ],
    [2, 14, 'All 2 of its destinations are disabled since Jan 1 12:30: Segment disables this source any time now.'],
  ])('%i of them, %s days ago', (count, daysAgo, says) => {
    expect(lines(count, daysAgo)).toContain(says);
  });
});

describe('a source that fell silent', () => {
  const [flow, context] = pictured(planned());
  const health = {
    ...flow.health,
    state: 'silent',
    lastSeen: now - 3 * 3_600_000,
    missing: 1_234,
    habit: { perHour: 410, days: 6, ofDays: 7 },
  } as never;
  const told = (others: object, of = context) => {
    const picture = { ...of.overview, flow: { ...of.overview.flow, ...others } };
    return texts(stateRows({ ...flow, health }, { ...of, overview: picture }, 300)).join('\n');
  };
  const upstream = ' What is not sent cannot be replayed: the loss is upstream.';
  test.each<readonly [silent: number | undefined, active: number | undefined, says: string]>([
    [1, 5, 'Only this source is silent, 5 others send.'],
    [1, 1, 'Only this source is silent, 1 other sends.'],
    [2, 5, '2 sources are silent, 5 send.'],
    [2, 1, '2 sources are silent, 1 sends.'],
    [3, 0, 'No source sends: look at Segment (status.segment.com) or the network first.'],
    [undefined, 5, 'Whether other sources send is not known: not all of them could be read.'],
    [1, undefined, 'Whether other sources send is not known: not all of them could be read.'],
  ])('beside %s that are silent and %s that send', (silent, active, says) => {
    expect(told({ silent, active })).toContain(`${says}${upstream}`);
  });

  test('has its mark, when it was seen and what is missing', () => {
    expect(told({ silent: 1, active: 5 })).toMatch(
      /^◆ SILENT last seen 3h \(09:30\)\nUsually ~410 an hour at this hour, on 6 of 7 days: about 1\.23k are missing by now\.\n/,
    );
  });

  test.each([
    [[5, 0, 0, 0], undefined],
    [[5, 1, 0, 0], 'Since then 1 event was turned away at ingest: it does send, and gets a 200 for them.'],
    [[5, 1, 0, 2], 'Since then 3 events were turned away at ingest: it does send, and gets a 200 for them.'],
  ])('counts what was refused since, of %j by the hour', (refusedByHour, says) => {
    const of = planned().set(own.ingestFailures(period, 'web'), failuresOf({ bad: hourly(...refusedByHour) }));
    const lines = told({ silent: 1, active: 5 }, { ...context, read: of.read }).split('\n');
    expect(lines.find((each) => each.startsWith('Since then'))).toBe(says);
  });
});
