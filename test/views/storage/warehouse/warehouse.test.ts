import { describe, expect, it } from 'vitest';
import type { Sync } from '../../../../source/domain/entities.ts';
import type { Answer } from '../../../../source/domain/problem.ts';
import { minute, second } from '../../../../source/domain/time.ts';
import { readingText } from '../../../../source/views/kit/sync-reading.ts';
import { type Snapshot, unread } from '../../../../source/workspace/polling/snapshot.ts';
import { problemWith } from '../../../workspace/snapshots.ts';
import { answering } from '../../scenarios.ts';
import { type Act, type ActOptions, actAt, actOn, stageOf } from '../../stage.ts';

const now = Date.parse('2026-01-15T12:30:00Z');

describe('when the reports are read', () => {
  it.each<readonly [string, Partial<Snapshot>, RegExp]>([
    ['waits for its turn', { nextAt: now - 1 }, /^not read yet · waiting for its turn · two reads/],
    ['is being read', { status: 'loading' }, /^not read yet · being read/],
    [
      'steps by ten seconds',
      { fetchedAt: now - 40 * second, nextAt: now + 21 * second },
      /^read 40s ago · next read in 30 s/,
    ],
    ['and by minutes', { fetchedAt: now, nextAt: now + 9.2 * minute }, /^read just now · next read in 10 min/],
    [
      'tells why it failed',
      { error: problemWith({ kind: 'rate-limited', status: 429 }), fetchedAt: now - minute, nextAt: now + 5000 },
      /^rate limited \(429\); read 1m ago · next read in 10 s/,
    ],
  ])('it %s', (_, change, text) => {
    expect(readingText({ ...unread, status: 'ready', ...change }, now)).toMatch(text);
  });
});

async function warehousePage(scenario: string, options: ActOptions = {}): Promise<Act> {
  const act = actOn(await stageOf(scenario), options);
  act.press('e');
  await act.settled();
  act.press('enter');
  await act.settled();
  return act;
}

describe('a warehouse that fails', () => {
  it('names the change before the first failed sync, on Home, in triage and on its page', async () => {
    const change = /Storage Destination Modified +farid@acme\.example +\d\d:\d\d/;
    const home = actOn(await stageOf('warehouse-failure'), { columns: 200, rows: 60 });
    home.press('r');
    await home.settled();
    expect(home.text()).toMatch(/Warehouse Redshift {2}sync failed.*changed by farid@acme\.example \d\d:\d\d/);
    expect((await warehousePage('warehouse-failure')).text()).toMatch(new RegExp(`Changed before +${change.source}`));
  });

  it.each([
    ['no report', 0, false],
    ['one report of one source', 1, true],
    ['one report of each of two sources', 2, true],
  ])('with %s, none of them good: that no source has a good sync is said %#', async (_, count, expected) => {
    const stage = await stageOf(
      'warehouse-failure',
      answering(async (name, read) => {
        const answer = (await read()) as Answer<readonly Sync[]>;
        if (name !== 'warehouseSyncs') return answer;
        const failed = answer.value.filter(({ status }) => status === 'failure');
        const firsts = [...new Map(failed.map((sync) => [sync.sourceId, sync])).values()];
        return { ...answer, value: firsts.slice(0, count) };
      }),
    );
    const own = actAt(stage, { view: 'home', params: {} });
    await own.settled();
    const id = own.screen.scene.context.overview.storage.find(({ warehouse }) => warehouse.name === 'Redshift')!
      .warehouse.id;
    const act = actAt(stage, { view: 'warehouse', params: { id } });
    await act.settled();
    expect(/Data complete +no good sync of every source in the reports read/.test(act.text())).toBe(expected);
  });

  it('leads to its own trail from every row of its page', async () => {
    const act = await warehousePage('warehouse-failure');
    act.press('j', 'j', 'A');
    await act.settled();
    expect(act.text()).toMatch(/Audit trail of Redshift/);
  });

  it('says for how many sources, how often in a row, since when, and what that points at', async () => {
    const text = (await warehousePage('warehouse-failure')).text();
    expect(text).toMatch(/Status +6 of 6 sources failing, 3× in a row since \d\d:\d\d/);
    expect(text).toMatch(/Points at +every source fails: the connection, the credentials or the cluster/);
    expect(text).toMatch(/Data complete +up to .* behind/);
    expect(text).toMatch(/Cause +SQLSTATE 42501: Permission denied\./);
    expect(text).toMatch(/After that +The next good sync loads everything/);
  });

  it('counts each source for itself and leads to it', async () => {
    const act = await warehousePage('warehouse-failure');
    expect(act.text()).toMatch(/❯ +\S.* failed 3× .* good \d+h.* ago +SQLSTATE 42501/);
    act.press('enter');
    await act.settled();
    expect(act.text()).toMatch(/Home › Triage › Redshift › /);
  });

  it.each([
    [80, 24],
    [40, 12],
  ])('cuts no advice at %i×%i', async (columns, rows) => {
    const act = await warehousePage('warehouse-failure', { columns, rows });
    act.press('k');
    expect(act.text()).toMatch(/Redshift/);
    expect(
      act
        .text()
        .split('\n')
        .every((row) => row.length <= columns),
    ).toBe(true);
  });
});
