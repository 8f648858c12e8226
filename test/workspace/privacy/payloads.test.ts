import { describe, expect, it } from 'vitest';
import { noPrivacy } from '../../../source/domain/privacy/local.ts';
import type { ViolationDetails, ViolationRow } from '../../../source/domain/protocols/violation.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import type { Period } from '../../../source/domain/time.ts';
import { privacyFields } from '../../../source/workspace/privacy/fields.ts';
import {
  failedWith,
  payloadReads,
  payloadsStanding,
  seenPayloads,
} from '../../../source/workspace/privacy/payloads.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { samples } from '../../../source/workspace/resources/samples.ts';
import { violationDetails } from '../../../source/workspace/resources/violations.ts';
import { destinationWith, failuresOf, hourly, now, type Snapshots, snapshots, sourceWith } from '../snapshots.ts';

const pair = { id: 'd', sourceId: 'server' };
const sample = (messageId: string, sent: unknown = messageId) =>
  ({ id: `row-${messageId}`, messageId, at: now, sent }) as never;
const violating = (...ids: readonly string[]): ViolationDetails => ({
  ...{ kind: 'details', basis: 'collected', events: [] },
  rows: [{ samples: ids.map((id) => ({ messageId: sanitise(id), event: id, at: now })) } as unknown as ViolationRow],
});

/** One source that feeds one destination, which fails by these reasons in one of the periods. */
const world = (period: Period, ...reasons: readonly string[]): Snapshots =>
  snapshots()
    .set(resources.sources, [sourceWith('server')])
    .set(resources.destinations, [destinationWith('d', 'server')])
    .set(
      resources.failures(period, pair),
      failuresOf(Object.fromEntries(reasons.map((reason) => [reason, hourly(1)]))),
    );
const idsOf = ({ read }: Snapshots) => seenPayloads(read).map(({ id }) => id);

describe('payloads that were read', () => {
  it.each(['24h', '7d'] as const)(
    'are those of failures and of violations, whichever period was looked at: %s',
    (period) => {
      const all = world(period, '401', '500')
        .set(samples({ destinationId: 'd', reason: '401' }), { kind: 'samples', samples: [sample('a')] } as never)
        .set(samples({ destinationId: 'd', reason: '500' }), { kind: 'samples', samples: [sample('b')] } as never)
        .set(violationDetails(period, 'server'), violating('c'));
      expect(seenPayloads(all.read)).toEqual(
        ['a', 'b', 'c'].map((id) => ({ id, event: id, sourceId: 'server', at: now })),
      );
    },
  );

  it('are each one once, also where it failed by two reasons and broke its plan', () => {
    const set = { kind: 'samples', samples: [sample('a')] } as never;
    const all = world('24h', '401', '500')
      .set(samples({ destinationId: 'd', reason: '401' }), set)
      .set(samples({ destinationId: 'd', reason: '500' }), set)
      .set(violationDetails('7d', 'server'), violating('a', 'b'));
    expect(idsOf(all)).toEqual(['a', 'b']);
  });

  it('are none of a reason that is not known, and none where samples cannot be had', () => {
    const all = world('24h', '401')
      .set(samples({ destinationId: 'd', reason: '500' }), { kind: 'samples', samples: [sample('a')] } as never)
      .set(samples({ destinationId: 'd', reason: '401' }), {
        kind: 'unavailable',
        why: t`no`,
        samples: [sample('b')],
      } as never)
      .set(violationDetails('24h', 'server'), { kind: 'unavailable', why: t`no` });
    expect(idsOf(all)).toEqual([]);
    expect(idsOf(snapshots())).toEqual([]);
  });

  it('are none of which failure logs tell the answer only, and one that another read knows stays', () => {
    const set = (...all: readonly unknown[]) => ({ kind: 'samples', samples: all }) as never;
    const unknown = { id: 'row', messageId: 'a', at: now, sent: undefined };
    const all = world('24h', '401', '500')
      .set(samples({ destinationId: 'd', reason: '401' }), set(sample('a')))
      .set(samples({ destinationId: 'd', reason: '500' }), set(unknown, { ...unknown, messageId: 'b', sent: null }));
    expect(seenPayloads(all.read)).toEqual([{ id: 'a', event: 'a', sourceId: 'server', at: now }]);
    expect(privacyFields(all.read, noPrivacy, now)).toMatchObject({ all: [], payloads: 1 });
  });

  it('are asked for by the codes of failures alone: a row without one has none', () => {
    const report = failuresOf({ '401': hourly(1) });
    const { read } = snapshots().set(resources.failures('24h', pair), {
      ...report,
      rows: [...report.rows, { by: {}, total: 1, retries: 0, series: hourly(1) }],
    });
    expect([failedWith(read, '24h', pair), failedWith(read, '7d', pair)]).toEqual([['401'], []]);
  });
});

describe('how far payloads have been read', () => {
  const codes = (count: number) => Array.from({ length: count }, (_, index) => `E${index}`);
  const readAll = (count: number, but?: string) => {
    const all = world('24h', ...codes(count)).set(resources.trackingPlans, []);
    for (const reason of codes(count).filter((code) => code !== but))
      all.set(samples({ destinationId: 'd', reason }), { kind: 'samples', samples: [] } as never);
    return payloadsStanding(all.read, '24h');
  };

  it.each<readonly [errors: number, but: string | undefined, standing: object]>([
    [0, undefined, { kind: 'whole' }],
    [40, undefined, { kind: 'whole' }],
    [41, undefined, { kind: 'partial', problem: { message: 'the payloads of 1 more error are not looked at' } }],
    [43, undefined, { kind: 'partial', problem: { message: 'the payloads of 3 more errors are not looked at' } }],
    [43, 'E7', { kind: 'reading', read: 42, of: 43 }],
  ])('with %i errors, all of them but %s', (errors, but, standing) => {
    expect(readAll(errors, but)).toMatchObject(standing);
  });

  it('asks for forty of them', () => {
    const all = world('24h', ...codes(43)).set(resources.trackingPlans, []);
    expect(payloadReads(all.read, '24h')).toHaveLength(40);
  });
});
