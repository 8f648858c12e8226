import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { DeliveryMetrics } from '../../../../source/domain/delivery/counts.ts';
import type { Destination } from '../../../../source/domain/entities.ts';
import { t } from '../../../../source/domain/text.ts';
import { pages } from '../../../../source/state/pages.ts';
import { nothingLost } from '../../../../source/views/delivery/replay/nothing-lost.ts';
import { auditTrail } from '../../../../source/workspace/audit/trail.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
  auditWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  readingWith,
  snapshots,
  sourceWith,
} from '../../../workspace/snapshots.ts';
import { answering, refusal } from '../../scenarios.ts';
import { type Act, actAt, actOn, type Stage, stageOf } from '../../stage.ts';

let broken: Stage;
let disabled: Stage;

beforeAll(async () => {
  [broken, disabled] = await Promise.all([stageOf('destination-401'), stageOf('disabled-by-mistake')]);
});

async function requested(stage: Stage, write = false): Promise<Act> {
  const act = actOn(stage, { write, rows: 60 });
  await act.settled();
  act.press('e');
  await act.settled();
  act.press('Y');
  await act.settled();
  return act;
}

describe('Y on a row of triage', () => {
  test('writes the request for what a failing connection lost, with its events', async () => {
    const act = await requested(broken);
    expect(act.text()).toMatch(/Home › Triage › Replay request/);
    expect(act.text()).toMatch(/Source +Web \(prod\) \(slug web_prod, id PL147pRhF1fYvmyuFgY6Eu\)/);
    expect(act.text()).toMatch(/From +2026-11-21 \d\d:\d\d UTC/);
    expect(act.text()).toMatch(/[\d,]+ +Order Completed/);
    expect(act.text()).toMatch(/refused for good/);
  });

  test('y copies it whole, J gives it to the pager, S keeps it as a file', async () => {
    const act = await requested(broken);
    act.press('y', 'J', 'S');
    const [copied = ''] = act.copied;
    expect(copied.split('\n')[0]).toBe('Request for a replay, to Segment Support');
    expect(act.paged[0]?.join('\n')).toBe(copied);
    expect(act.files[0]?.[0]).toMatch(/^segtop-replay-Braze-2026-11-21\.txt$/);
  });

  test.each([
    ['written', 'good'],
    ['exists', 'warn'],
    ['failed', 'bad'],
  ] as const)('what came of the file (%s) is said in the colour of that', async (kind, tone) => {
    const act = await requested(broken);
    act.environment.keepFile = () => Promise.resolve({ kind, said: t`so it is` });
    act.press('S');
    await vi.waitFor(() => expect(act.store.getState().toast).toMatchObject({ text: 'so it is', tone }));
  });

  test('for a disabled destination the window begins with the audit event, and ends with it when it is on again', async () => {
    const act = await requested(disabled);
    expect(act.text()).toMatch(/still disabled at/);
    expect(act.text()).toMatch(/Disabled by +.*ci-deploy-7Qm2/);
    expect(act.text()).toMatch(/All +[\d,]+ events: what the source sent inside the window/);
  });
});

describe('where there is nothing to replay', () => {
  test.each([
    ['a source', ['3'], 'what never reached Segment cannot be replayed'],
    [
      'a destination that browsers call themselves',
      ['4', '/', ...'facebook pixel', 'enter'],
      'has no delivery numbers: they are not observable',
    ],
    [
      'a destination of which nothing is known to be lost',
      ['4', '/', ...'gainsight', 'enter'],
      'lost nothing that is known in this period',
    ],
  ])('%s: it says why', async (_, keys, why) => {
    const act = actOn(broken);
    await act.settled();
    act.press(...keys);
    await act.settled();
    act.press('Y');
    expect(act.text()).toContain(why);
  });
});

describe('the page of a destination of which nothing is known to be lost', () => {
  /** The page where single trails are answered so. */
  async function pageOf(trail: (read: () => unknown) => unknown): Promise<string> {
    const stage = await stageOf(
      'destination-401',
      answering((name, read) => {
        return name === 'auditEvents' ? trail(read) : read();
      }),
    );
    const home = actOn(stage);
    await home.settled();
    const { connections } = home.screen.scene.context.overview.fleet;
    const { id } = connections.find(({ destination }) => destination.name.startsWith('Gainsight'))!;
    const act = actAt(stage, pages.replay.at(id));
    await act.settled();
    return act.text();
  }

  test.each([
    [
      'is proven by its trail',
      (read: () => unknown) => read(),
      /Gainsight.* lost nothing that is known in this period/,
      /audit/,
    ],
    [
      'waits for its trail, which alone tells of a gap that has ended',
      () => new Promise(() => undefined),
      /Reading the audit trail…/,
      /lost nothing/,
    ],
    [
      'says what a trail that may not be read leaves open',
      () => Promise.reject(refusal('no-access', 403)),
      /lost nothing that is known in this period Whether it was off for a while is not known: the audit trail gave no access \(403\)/,
      /Reading/,
    ],
  ])('%s', async (_, trail, says, never) => {
    const text = (await pageOf(trail)).replace(/[│\s]+/g, ' ');
    expect(text).toMatch(says);
    expect(text).not.toMatch(never);
  });
});

describe('that nothing is known to be lost needs numbers and a trail that were read whole', () => {
  const [lost] = [problemWith({ kind: 'dropped-rows', message: t`2 of 9 rows could not be read` })];
  const nothing = t`braze lost nothing that is known in this period`;
  interface Case {
    readonly numbers?: Partial<DeliveryMetrics>;
    readonly change?: Partial<Destination>;
    readonly broken?: 'numbers' | 'reasons' | 'trail' | 'refused' | 'long trail' | 'no trail';
  }
  const told = ({ numbers, change, broken }: Case) => {
    const destination = destinationWith('braze', 'web', change);
    const partial = (of: Case['broken']) => (broken === of ? [lost] : []);
    const world = snapshots()
      .set(resources.sources, [sourceWith('web')])
      .set(resources.destinations, [destination])
      .set(resources.recentAudit(period), { items: [] })
      .set(resources.failures(period, destination), failuresOf({ '401': hourly(1) }), partial('reasons'));
    if (numbers) world.set(resources.metrics(period, destination), readingWith(numbers), partial('numbers'));
    for (const id of ['braze', 'web']) {
      const [page] = auditTrail(world.read, period, id).pages;
      const count = broken === 'long trail' ? 1000 : 0;
      const items = Array.from({ length: count }, (_, index) =>
        auditWith({ at: now - index, type: t`Destination Modified` }),
      );
      if (broken === 'refused') world.fail(page!, { kind: 'no-access', status: 403 });
      else if (broken !== 'no trail')
        world.set(page!, { items, next: count > 0 ? 'older' : undefined }, partial('trail'));
    }
    const [connection] = overview(world.read, period, now, {}).fleet.connections;
    const { kind, title, text } = nothingLost(connection!, { read: world.read, period, keyOf: () => t`t` });
    return [kind, title, text];
  };
  const well = { firstTry: 50 };

  test.each<readonly [what: string, of: Case, kind: string, title: string, text: string | undefined]>([
    ['all is well', { numbers: well }, 'empty', nothing, undefined],
    ['it is idle', { numbers: {} }, 'empty', nothing, undefined],
    ['no numbers yet', {}, 'loading', 'Reading delivery numbers…', undefined],
    [
      'numbers with gaps',
      { numbers: well, broken: 'numbers' },
      'stale',
      'Not all of delivery numbers could be read',
      '2 of 9 rows could not be read. What was read has none.',
    ],
    ['no trail yet', { numbers: well, broken: 'no trail' }, 'loading', 'Reading the audit trail…', undefined],
    [
      'a trail with gaps',
      { numbers: well, broken: 'trail' },
      'empty',
      nothing,
      'Whether it was off for a while is not known: the audit trail gave rows left out (500).',
    ],
    [
      'a trail that is refused',
      { numbers: well, broken: 'refused' },
      'empty',
      nothing,
      'Whether it was off for a while is not known: the audit trail gave no access (403).',
    ],
    [
      'a trail too long to be read',
      { numbers: well, broken: 'long trail' },
      'empty',
      nothing,
      'Whether it was off for a while is known only as far back as its long audit trail is read here.',
    ],
    [
      'the browser sends by itself',
      { change: { mode: 'device' } },
      'empty',
      nothing,
      'device mode: what it lost is not observable.',
    ],
    ['failures, of which nothing is due', { numbers: { firstTry: 50, discarded: 1 } }, 'empty', nothing, undefined],
    [
      'failures whose reasons have gaps',
      { numbers: { firstTry: 50, discarded: 1 }, broken: 'reasons' },
      'stale',
      'Not all of delivery numbers could be read',
      '2 of 9 rows could not be read. What was read has none.',
    ],
  ])('%s', (_, of, kind, title, text) => {
    expect(told(of)).toEqual([kind, title, text]);
  });
});
