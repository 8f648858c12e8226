import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { auditWith, metricsWith, period, type Snapshots, snapshots } from '../../../workspace/snapshots.ts';

import { destination, failing, now, onset, rows, toneOf, world } from './verdict-page.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

describe('a connection that fails', () => {
  const retrying = { metrics: metricsWith({ retrying: 1 }), verdict: 'RETRYING' };
  it.each<readonly [of: string, pattern: RegExp, connection: object, more: object, tone: string]>([
    ['what fails now', /40% failing/, {}, {}, 'bad'],
    ['what is over', /40% failed/, { judgement: { state: 'recovering', raised: true, rate: 40 } }, {}, 'warn'],
    ['what waits in time', /oldest/, retrying, { clock: { expiring: false, oldest: hour, givesUpAt: now } }, 'warn'],
    ['what waits for the last time', /oldest/, retrying, { clock: { expiring: true, oldest: hour } }, 'bad'],
  ])('the tone of %s', (_, pattern, connection, more, tone) => {
    expect(toneOf(pattern, failing(connection, more), world())).toBe(tone);
  });

  it.each([
    [76, ['1 waiting for retry  oldest 1h of 4h: given up from 00:10']],
    [75, ['1 waiting for retry', 'oldest 1h of 4h: given up from 00:10']],
  ])('on %i columns what waits and its clock stand beside each other where they have room', (width, expected) => {
    const clock = { expiring: false, oldest: hour, givesUpAt: now };
    expect(rows(retrying, { clock }, width).slice(1, 1 + expected.length)).toEqual(expected);
  });

  it.each([
    [76, ['since Nov 30 23:50 (20m)  Destination Modified by u1 Nov 30 23:45']],
    [75, ['since Nov 30 23:50 (20m)', 'Destination Modified by u1 Nov 30 23:45']],
  ])('on %i columns so do its beginning and the change before it', (width, expected) => {
    const changes = { cause: auditWith({ at: now - 25 * minute, type: t`Destination Modified` }) };
    expect(rows({ onset }, { changes }, width).slice(1, 1 + expected.length)).toEqual(expected);
  });

  it.each([
    [40, '◆ LOST  40% failing'],
    [39, '◆ LOST 40% failing'],
  ])('on %i columns the verdict is closer', (width, first) => {
    expect(rows({}, {}, width)[0]).toBe(first);
  });

  it.each<readonly [of: string, world: Snapshots, text: RegExp, tone: string]>([
    ['refused for good', world({ '401': [{ at: now - hour, count: 1 }] }), /^ {2}1 lost$/, 'bad'],
    ['given up', world({ '503': [{ at: now - hour, count: 1 }] }), /^ {2}1 given up after retries$/, 'warn'],
    ['that nobody explains', world({ odd: [{ at: now - hour, count: 1 }] }), /^ {2}1 failed$/, 'bad'],
  ])('for a reason %s: how often, and what became of it', (_, of, text, tone) => {
    expect(toneOf(text, failing(), of)).toBe(tone);
  });

  it('for a reason that was only tried again says how often', () => {
    const report = { total: 0, rows: [{ by: { discardReason: t`503` }, total: 0, retries: 7, series: [] }] };
    const of = snapshots().set(resources.failures(period, destination), report);
    expect(rows({ onset }, {}, 200, of)[2]?.replace(/ {2,}/g, '  ')).toMatch(/^503 {2}7 tried again {2}/);
  });
});
