import { describe, expect, it } from 'vitest';
import type { VolumeRow } from '../../../../source/domain/delivery/counts.ts';
import type { Problem } from '../../../../source/domain/problem.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { hour } from '../../../../source/domain/time.ts';
import type { Backend } from '../../../../source/workspace/polling/backend.ts';
import { problemWith } from '../../../workspace/snapshots.ts';
import { type Act, actAt, stageNow, stageOf } from '../../stage.ts';

const top = stageNow - (stageNow % hour);

/** One event that came in each of the given hours before now. */
function row(eventName: string | undefined, count: number, from: number, until = 0, eventType = t`track`): VolumeRow {
  const series = Array.from({ length: from - until }, (_, index) => ({ at: top - (from - index - 1) * hour, count }));
  const named = eventName === undefined ? {} : { eventName: sanitise(eventName) };
  return { ...named, eventType, total: count * series.length, series };
}

const rows = [
  row('Order Completed', 100, 48),
  row('Cart Viewed', 40, 48, 6),
  row('Coupon Applied', 30, 5),
  row('Brand New Thing', 2, 2),
  row(undefined, 50, 48, 0, t`identify`),
];

async function events(
  of: readonly VolumeRow[] | Error = rows,
  options = {},
  problems: readonly Problem[] = [],
): Promise<Act> {
  const asked: unknown[] = [];
  const own = (backend: Backend): Backend => ({
    ...backend,
    eventVolume: (query, given) => {
      if (!query.groupBy?.includes('eventName')) return backend.eventVolume(query, given);
      asked.push(query);
      return of instanceof Error ? Promise.reject(of) : Promise.resolve({ value: of, problems });
    },
  });
  const stage = await stageOf('everything', own);
  const first = actAt(stage, { view: 'sources', params: {} });
  await first.settled();
  const id = first.screen.scene.panes[0]!.rows.find(({ subject }) => subject?.name === 'iOS')!.key;
  const act = actAt(stage, { view: 'source', params: { id } }, options);
  await act.settled();
  expect(asked, 'the first tab does not ask for events').toEqual([]);
  act.press('l');
  await act.settled();
  return act;
}

describe('events of a source by volume', () => {
  it('an event that is new was first seen in the first hour that had any of it', async () => {
    const { series, total, ...named } = row('Coupon Applied', 30, 5);
    const zeros = row('Coupon Applied', 0, 48, 5).series;
    const act = await events([row('Order Completed', 100, 48), { ...named, total, series: [...zeros, ...series] }], {
      columns: 200,
      rows: 60,
    });
    expect(act.text()).toMatch(/❯ ▲ +Coupon Applied .*NEW/);
    expect(act.text()).toMatch(/First seen +10:00/);
  });

  it('counts them in all; where rows of the volume were lost, at least those that came', async () => {
    const few = [row('Order Completed', 100, 5), row('Cart Viewed', 40, 5)];
    expect((await events(few)).text()).toContain(' 700 events in 24 hours');
    const lost = problemWith({ kind: 'dropped-rows', message: t`1 row could not be read` });
    expect((await events(few, {}, [lost])).text()).toContain(' 700+ events in 24 hours');
  });

  it('lists them with count, share and change, those that stopped or are new first', async () => {
    const act = await events(rows, { columns: 200, rows: 60 });
    act.press('b');
    const text = act.text();
    expect(text).toMatch(/◆ +Cart Viewed +track +[\d,.k]+ +[\d.]+% +-\d+% +STOPPED/);
    expect(text).toMatch(/▲ +Coupon Applied +track +150 +[\d.]+% +– +NEW/);
    expect(text).toMatch(/Order Completed +track +2\.\dk +[\d.]+% +[-+]?[\d.]+%/);
    const order = ['Cart Viewed', 'Coupon Applied', 'Brand New Thing', 'Order Completed'].map((name) =>
      text.indexOf(name, text.indexOf('Last seen')),
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(text).toMatch(/1 stopped +2 new/);
  });

  it('adds up to the whole, puts calls without a name under their type, and says what the API does not tell', async () => {
    const act = await events(rows, { columns: 200, rows: 60 });
    const text = act.text();
    expect(text).toMatch(/Track +4[\s\S]*Identify +1\s/);
    expect(text).toMatch(/Unnamed or batched events +identify +1\.\d+k/);
    expect(text).toMatch(/Which are blocked the API does not tell/);
    const shares = [...text.matchAll(/^│ [❯ ] .*? (\d[\d.]*)% /gm)].map(([, share]) => Number(share));
    expect(shares).toHaveLength(5);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0);
  });

  it('narrows with a filter and to what stands out', async () => {
    const act = await events();
    act.press('/', ...'order', 'enter');
    expect(act.text()).toContain('Order Completed');
    expect(act.text()).not.toContain('Coupon Applied');
    act.press('esc', 'z');
    expect(act.text()).toMatch(/Cart Viewed/);
    expect(act.text()).not.toContain('Unnamed or batched');
  });

  it('opens the rule of the plan for an event that has one, and its last events for another', async () => {
    const act = await events([row('Order Completed', 100, 48), row('Nobody Planned This', 30, 48)]);
    expect(act.text()).toMatch(/▲ +Nobody Planned This .* unplanned/);
    act.press('enter');
    expect(act.screen.scene.view.id).toBe('debugger');
    act.press('esc', 'G', 'enter');
    await act.settled();
    expect(act.screen.scene.view.id).toBe('tracking-rule');
    expect(act.text()).toContain('Order Completed');
  });

  it('says that nothing came, or why it cannot be read, and never shows a zero instead', async () => {
    expect((await events([])).text()).toContain('No event in the 24 hours');
    const refused = (await events(new Error('no'))).text();
    expect(refused).toMatch(/events: /);
    expect(refused).not.toMatch(/ 0 events/);
  });
});
