import { describe, expect, test } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import type { Period } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import type { PageRow } from '../../../../source/views/kit/page-view.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';
import { eventRows } from '../../../../source/views/sources/source/events.ts';
import { pipelineRows } from '../../../../source/views/sources/source/pipeline.ts';
import { protocolsRows } from '../../../../source/views/sources/source/protocols.ts';
import { stateRows } from '../../../../source/views/sources/source/state.ts';
import { auditTrail } from '../../../../source/workspace/audit/trail.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import * as own from '../../../../source/workspace/resources/violations.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
  aged,
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
  steady,
} from '../../../workspace/snapshots.ts';

const lost = [problemWith({ kind: 'dropped-rows', status: 200 })];
const refused = { kind: 'no-access', status: 403 } as const;
const plan = { id: 'p', name: t`Acme Web` } as never;

/** A source under a plan. */
function planned(): Snapshots {
  const web = { ...sourceWith('web'), trackingPlanId: 'p' };
  return snapshots().set(resources.sources, [web]).set(own.sourceById('web'), web).set(resources.trackingPlans, [plan]);
}

function pictured(of: Snapshots, period: Period = '24h') {
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

test('violations are red and unplanned events yellow, and neither where there is none', () => {
  const tones = (reasons: Parameters<typeof failuresOf>[0]) =>
    protocolsRows(...pictured(planned().set(resources.blocked(period, 'web'), failuresOf(reasons))), 100)
      .find(({ key }) => key === 'violations')
      ?.line.spans.flatMap(({ text, tone }) => (/^\d/.test(text) ? [tone] : []));
  expect([tones({}), tones({ schema_violation: hourly(1) }), tones({ unplanned: hourly(1) })]).toEqual([
    ['good', 'good'],
    ['bad', 'good'],
    ['good', 'warn'],
  ]);
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
      'not told',
      bare().set(own.sourceById('web'), sourceWith('web'), [
        problemWith({ kind: 'odd-fields', message: t`it could be read only in part` }),
      ]),
      'tracking plan: it could be read only in part',
    ],
    [
      'none',
      bare().set(own.sourceById('web'), { ...sourceWith('web'), trackingPlanId: null }),
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

  test('is red where events were lost for good, and tells each reason with what helps', () => {
    const of = (lost: number) =>
      pipelineRows(
        ...pictured(
          planned()
            .set(received, sent)
            .set(ingest, failuresOf({ payload_too_large: hourly(lost) }))
            .set(blocked, failuresOf({ schema_violation: hourly(9) })),
        ),
        60,
      );
    const tones = (lost: number) =>
      ['Received', 'Failed on ingest', 'Filtered at source', 'Eligible'].map(
        (name) => of(lost).find(({ line }) => lineText(line).startsWith(name))?.line.spans[1]?.tone,
      );
    expect([tones(3), tones(0)]).toEqual([
      ['text', 'bad', 'text', 'strong'],
      ['text', 'text', 'text', 'strong'],
    ]);
    // What is explained stands further in, on as many rows as it takes.
    const rows = of(3).map(({ line }) => lineText(line));
    const at = rows.findIndex((row) => row.includes('payload_too_large'));
    expect(rows[at]).toMatch(/^ {7}3 {2}payload_too_large/);
    expect(rows[at + 1]).toMatch(/^ {10}\S/);
    expect(Math.max(...rows.slice(at + 1, at + 3).map((row) => row.length))).toBeLessThanOrEqual(60);
  });

  test('a step that could not be read is a warning, one that is being read is none', () => {
    const tone = (of: Snapshots, name: string) =>
      pipelineRows(...pictured(of), 200).find(({ line }) => lineText(line).startsWith(name))?.line.spans[1]?.tone;
    const one = () => planned().set(received, sent);
    expect([tone(one().fail(ingest, refused), 'Failed on ingest'), tone(one(), 'Failed on ingest')]).toEqual([
      'warn',
      'dim',
    ]);
    expect(tone(one(), 'Eligible')).toBe('dim');
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

  test.each<readonly [counts: readonly number[], explained: readonly number[], others: readonly string[]]>([
    [[3, 7, 5, 2, 6, 4], [7, 6, 5, 4, 3, 2], []],
    [[3, 7, 1, 5, 2, 6, 4], [7, 6, 5, 4, 3, 2], ['1 for 1 more reason']],
    [[3, 7, 1, 5, 2, 8, 6, 4], [8, 7, 6, 5, 4, 3], ['3 for 2 more reasons']],
  ])('explains six reasons of a step, most events first, and adds up the others: %j', (counts, explained, others) => {
    const codes = Object.fromEntries(counts.map((count) => [`code${count}`, hourly(count)]));
    const told = rows(planned().set(received, sent).set(ingest, failuresOf(codes)));
    expect(told.flatMap((each) => /\bcode\d/.exec(each) ?? [])).toEqual(explained.map((count) => `code${count}`));
    expect(told.filter((each) => each.includes('more reason'))).toEqual(others);
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

describe('a source of which nothing came', () => {
  const of = (state: string, looked?: object) => {
    const [flow, context] = pictured(planned());
    return texts(stateRows({ ...flow, health: { state, looked } as never }, context, 300));
  };
  const end = 'Earlier events are not in the API.';
  test.each<readonly [state: string, looked: object | undefined, rows: readonly string[]]>([
    [
      'never',
      { start: now - 48 * 3_600_000, end: now },
      ['△ No event yet', `web is enabled, and no event came in the time looked at (Jan 13 12:30 – now). ${end}`],
    ],
    ['never', undefined, ['△ No event yet', `web is enabled, and no event came in the time looked at. ${end}`]],
    ['unknown', undefined, ['○ Not known yet']],
    ['quiet', undefined, ['● Quiet']],
    ['live', undefined, ['● Live']],
  ])('is %s, looked at in %o', (state, looked, rows) => {
    expect(of(state, looked)).toEqual(rows);
  });
});

describe('a source that is switched off', () => {
  const off = { type: t`Source Disabled`, at: now - 3 * 3_600_000, resourceId: 'web' };
  const effect = 'Its events are still counted as received, then dropped at ingest.';
  const told = (answer: (of: Snapshots, page: (typeof first)[number]) => Snapshots) => {
    const of = planned().set(resources.sources, [sourceWith('web', { enabled: false })]);
    return texts(stateRows(...pictured(answer(of, first[0]!)), 300)).slice(0, 3);
  };
  const first = auditTrail(snapshots().read, period, 'web').pages;
  test.each<readonly [by: string, item: object, rows: readonly string[]]>([
    ['a person', { actorEmail: t`ana@acme.example` }, ['by ana@acme.example 09:30 (3h)', effect]],
    ['Segment', { actor: t`Segment` }, ['by Segment 09:30 (3h)', `${effect} It had no enabled destination for 14d.`]],
    ['a token that is only called so', { actor: t`public-api-token/ci-segment` }, ['by ci-segment 09:30 (3h)', effect]],
  ])('by %s', (_, item, rows) => {
    expect(told((of, page) => of.set(page, { items: [auditWith({ ...off, ...item })] }))).toEqual([
      '○ Disabled',
      ...rows,
    ]);
  });

  test.each<readonly [by: string, answer: Parameters<typeof told>[0], says: string]>([
    ['a trail that is being read', (of) => of, 'Reading who did it…'],
    [
      'a trail that may not be read',
      (of, page) => of.fail(page, refused),
      'By whom is not known: audit trail, no access (403).',
    ],
    [
      'what is not in the whole trail',
      (of, page) => of.set(page, { items: [] }).set(resources.recentAudit(period), { items: [] }),
      'By whom is not in the audit trail, which reaches back 90 days.',
    ],
    [
      'what may have happened since the trail was read',
      (of, page) => of.set(page, { items: [] }),
      'Reading who did it…',
    ],
    [
      'what may have happened since the trail was read, which fails',
      (of, page) => of.set(page, { items: [] }).fail(resources.recentAudit(period), refused),
      'By whom is not known: audit trail, no access (403).',
    ],
    [
      'what may be among more events of the last hour than are read at once',
      (of, page) => {
        const items = [auditWith({ ...off, at: now - 60_000, resourceId: 'other' })];
        of.set(page, { items: [] }).set(resources.recentAudit(period), { items, next: 'more' });
        const read: Snapshots['read'] = (each) => ({
          ...of.read(each),
          ...(each.key === page.key ? { fetchedAt: now - 120_000 } : {}),
        });
        return { ...of, read };
      },
      'By whom is not in what could be read of the audit trail.',
    ],
    [
      'what is older than all that is read of a long trail',
      (of, page) => of.set(page, { items: [], next: 'older' }),
      'By whom is not in the newest part of the audit trail.',
    ],
    [
      'what may be in rows that were lost',
      (of, page) => of.set(page, { items: [] }, lost),
      'By whom is not in what could be read of the audit trail.',
    ],
  ])('by %s', (_, answer, says) => {
    expect(told(answer)).toEqual(['○ Disabled', `${effect} ${says}`]);
  });
});

describe('the events of a source', () => {
  const day = 24;
  /** So many events in the last full hour, a day before it and a week before it. */
  const series = (last: number, aDayAgo: number, aWeekAgo: number) => {
    const hours = Array.from({ length: 7 * day + 3 }, () => 0);
    hours[hours.length - 2] = last;
    hours[hours.length - 2 - day] = aDayAgo;
    hours[hours.length - 2 - 7 * day] = aWeekAgo;
    return [{ sourceId: 'web', total: 0, series: hourly(...hours) }];
  };
  const rows = (of: Snapshots) => eventRows(...pictured(of), 120, 40);
  const volume = resources.volume(period);
  const week = resources.volume('7d');

  test.each<readonly [what: string, of: Snapshots, says: string]>([
    ['is being read', planned(), 'Reading volume…'],
    ['may not be read', planned().fail(volume, refused), 'no access (403)'],
  ])('are one line where their volume %s', (_, of, says) => {
    expect(texts(rows(of))).toEqual([says]);
  });

  test.each<readonly [last: number, aDayAgo: number, says: string]>([
    [150, 100, '150 +50% against 100 in the same hours a day before just now'],
    [150, 0, '150 nothing in the same hours a day before just now'],
    [0, 100, '0 -100% against 100 in the same hours a day before just now'],
  ])('%i are compared with %i of the day before', (last, aDayAgo, says) => {
    expect(named(rows(planned().set(volume, series(last, aDayAgo, 0))), 'Volume')).toBe(says);
  });

  test.each<
    readonly [what: string, of: (world: Snapshots) => Snapshots, says: string | undefined, tone: string | undefined]
  >([
    ['more', (of) => of.set(week, series(150, 0, 100)), '150 +50% against 100 in the same hour last week', 'text'],
    ['none any more', (of) => of.set(week, series(0, 0, 7)), '0 -100% against 7 in the same hour last week', 'bad'],
    ['none, as then', (of) => of.set(week, []), '0 0 in the same hour last week', 'text'],
    ['none that was read', (of) => of.set(week, [], lost), undefined, undefined],
    [
      'some, in a list that lost others',
      (of) => of.set(week, series(3, 0, 3), lost),
      '3 0% against 3 in the same hour last week',
      'text',
    ],
    ['nobody knows how many', (of) => of, undefined, undefined],
  ])('of the last full hour beside those of last week: %s', (_, answer, says, tone) => {
    const all = rows(answer(planned().set(volume, series(1, 1, 1))));
    expect(named(all, 'Last full hour')).toBe(says);
    const own = all.find(({ line }) => lineText(line).startsWith('Last full hour'));
    expect(own?.line.spans[1]?.tone).toBe(tone);
  });

  test('whose last full hour could not be renewed say how old it is', () => {
    const of = planned()
      .set(volume, series(1, 1, 1))
      .set(week, series(150, 0, 100));
    const old = aged(of, week, 5 * 3_600_000);
    expect(named(rows(old), 'Last full hour')).toBe('0 0 in the same hour last week read 5h ago');
  });

  test('are named with the window that was counted, over a graph that leaves room for them', () => {
    const [flow, context] = pictured(planned().set(volume, series(1, 1, 1)));
    const all = (height: number, width = 120) => texts(eventRows(flow, context, width, height));
    expect(named(eventRows(flow, context, 120, 40), 'Window')).toMatch(/^Jan 14 \d\d:\d\d – now$/);
    const graph = (height: number) => all(height).findIndex((each) => each.startsWith('Volume'));
    // Its title stands above it.
    expect([1, 21, 22, 40, 60, 61, 400].map(graph)).toEqual([6, 6, 7, 12, 17, 17, 17]);
    const widths = [80, 160, 300].map((width) =>
      Math.max(
        ...eventRows(flow, context, width, 40)
          .slice(1, 8)
          .map(({ line }) => lineText(line).length),
      ),
    );
    expect(widths).toEqual([80, 160, 160]);
  });

  test('of a week are compared with the week before', () => {
    const of = planned().set(week, series(150, 0, 100));
    const [flow, context] = pictured(of, '7d');
    expect(named(eventRows(flow, context, 120, 40), 'Volume')).toContain('in the same hours a week before');
  });

  test.each([
    [52, ''],
    [53, '▇'.repeat(13)],
    [64, '▇'.repeat(24)],
    [200, '▇'.repeat(25)],
  ])('on %i columns an app version has its hours where half of them have room', (width, graph) => {
    const sending = [{ by: { appVersion: t`v1` }, total: 25, retries: 0, series: hourly(...steady(1, 25)) }];
    const of = planned()
      .set(volume, series(1, 1, 1))
      .set(own.receivedVersions(period, 'web'), { total: 0, rows: sending as never });
    expect(named(eventRows(...pictured(of), width, 40), 'App versions')).toBe(`v1 100% ${graph}`.trim());
  });

  test.each<readonly [versions: number, told: readonly string[]]>([
    [0, []],
    [1, ['App versions v1 100%']],
    [4, ['App versions v4 40%', 'v3 30%', 'v2 20%', 'v1 10%']],
    [5, ['App versions v5 33.3%', 'v4 26.7%', 'v3 20%', 'v2 13.3%', 'and 1 more']],
  ])('come from %i app versions', (versions, told) => {
    const sending = Array.from({ length: versions }, (_, index) => ({
      by: { appVersion: sanitise(`v${index + 1}`) },
      total: index + 1,
      retries: 0,
      series: [],
    }));
    const of = planned()
      .set(volume, series(1, 1, 1))
      .set(own.receivedVersions(period, 'web'), { total: 0, rows: sending as never });
    const all = texts(eventRows(...pictured(of), 41, 40));
    const from = all.findIndex((each) => each.startsWith('App versions'));
    expect(from < 0 ? [] : all.slice(from, -1)).toEqual(told);
    // By the key that the user has given it.
    expect(all.at(-1)).toBe('Last events payloads as they came in k');
  });
});

test.each<readonly [what: string, of: Snapshots, tone: string]>([
  ['not known yet', snapshots().set(resources.sources, [sourceWith('web')]), 'dim'],
  [
    'not to be had',
    snapshots()
      .set(resources.sources, [sourceWith('web')])
      .fail(own.sourceById('web'), refused),
    'warn',
  ],
])('the plan of a source that is %s', (_, of, tone) => {
  expect(protocolsRows(...pictured(of), 100).map(({ line }) => line.spans.map((part) => part.tone))).toEqual([[tone]]);
});
