import { describe, expect, test } from 'vitest';
import { factsOf, readList, saidOf } from '../../../source/commands/lists/list.ts';
import { targetOf } from '../../../source/commands/pages/address.ts';
import { pageDocument, readPage } from '../../../source/commands/pages/show.ts';
import { asOf } from '../../../source/commands/reading/as-of.ts';
import { ReadError } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import type { LastSyncs } from '../../../source/storage/last-syncs.ts';
import { documentOf, rowObjects } from '../../../source/views/kit/listing/documents.ts';
import { needOf } from '../../../source/workspace/needs/page.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import type { Need } from '../../../source/workspace/polling/resource.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { spaces } from '../../../source/workspace/resources/pages.ts';
import { actAt, stageOf } from '../../views/stage.ts';
import { mockWorkspace, workspaceNow } from './workspace.ts';

const workspace = await mockWorkspace();

async function listed(name: 'triage' | 'failing', at: string | undefined) {
  const answer = await readList(asOf(workspace, at), { name });
  return {
    answer,
    document: documentOf(factsOf(answer), answer.fields),
    rows: rowObjects(answer.count, answer.fields),
  };
}

test.each(['-3h', '2026-11-21T02:00Z'])('a list as of %s has the rows of the dashboard at that moment', async (at) => {
  const { answer, document, rows } = await listed('triage', at);
  expect(document.problems).toEqual([]);
  expect(document).toMatchObject({
    generatedAt: '2026-11-21T14:12:30.000Z',
    at: expect.stringMatching(/^2026-11-21T/),
  });
  const act = actAt(await stageOf('everything'), { view: 'triage', params: {} });
  act.press(':', ...`at ${at}`, 'enter');
  await act.settled();
  expect(act.store.getState().past).toBe(Date.parse('at' in document ? document.at : ''));
  const shown = act.screen.scene.panes[0]!.rows.map(({ subject }) => subject?.id);
  expect(rows.map(({ id }) => id ?? undefined)).toEqual(shown);
  expect(saidOf(answer, {})[0]).toContain('turned back by the audit trail');
});

test('what began since is not there then, and is now', async () => {
  const names = async (at?: string) => (await listed('failing', at)).rows.map(({ name }) => name);
  expect(await names()).toContain('Braze ← Web (prod)');
  expect(await names('-20h')).not.toContain('Braze ← Web (prod)');
});

test('a page as of a moment says so, and no word of it means now', async () => {
  const target = (await targetOf(workspace, 'source/Web (prod)'))!;
  const then = asOf(workspace, '-5h');
  const document = await pageDocument(await readPage(then, target), target);
  expect(document).toMatchObject({ at: '2026-11-21T09:12:00.000Z', generatedAt: '2026-11-21T14:12:30.000Z' });
  expect('notes' in document && document.notes.length).toBeGreaterThan(0);
  expect(document.text.join('\n')).not.toMatch(/just now| – now/);
});

test('without a moment it is now, and a time that is none is refused', () => {
  expect(asOf(workspace, undefined)).toBe(workspace);
  expect(() => asOf(workspace, '-31d')).toThrow(/^--at: "-31d" is not allowed; use a time: .* thirty days$/);
});

test('syncs that an earlier run has read after the moment stand for those that the API would hold back', async () => {
  const { id } = (await workspace.backend.warehouses({})).value[0]!;
  const syncs = (await workspace.backend.warehouseSyncs(id, {})).value;
  const asked: string[] = [];
  const counting = await mockWorkspace('everything', (backend) => ({
    ...backend,
    warehouseSyncs: (warehouse, options) => {
      asked.push(warehouse);
      return backend.warehouseSyncs(warehouse, options);
    },
  }));
  const then = asOf(counting, '-5h');
  const lastSyncs = { of: (one: string) => (one === id ? { at: workspaceNow, syncs } : undefined) } as LastSyncs;
  const needsOf = () => [needOf(resources.warehouseSyncs(id))];
  const { backend, clock, until, settings } = counting;
  const { poller, stop } = await then.read({ backend, clock, until, period: settings.period, lastSyncs, needsOf });
  stop();
  const known = poller.snapshot(resources.warehouseSyncs(id)).data ?? [];
  expect(asked).toEqual([]);
  expect(known.length).toBeGreaterThan(0);
  expect(known.every(({ start }) => start <= then.at!)).toBe(true);
});

describe('what is not as of then is said', () => {
  const noTrail = 'what is on or off is as of now: no audit trail';
  const notInTime = 'what is on or off is as of now: the audit trail was not read in time';
  const never = () => new Promise<never>(() => undefined);
  const refused = async () => {
    throw new ReadError({ kind: 'no-access', status: 403, message: t`no`, operation: t`GET /audit-events` });
  };
  const needsOf = () => [needOf(resources.sources), needOf(resources.workspace)];
  const notes = async (change: Partial<Backend>, needs: () => readonly Need[] = needsOf, timeout = 60_000) => {
    const open = await mockWorkspace('empty', (backend) => ({ ...backend, ...change }), timeout);
    const { backend, clock, until, settings } = open;
    const done: (readonly number[])[] = [];
    const read = await asOf(open, '-5h').read({
      ...{ backend, clock, until, period: settings.period, needsOf: needs },
      onProgress: (...each) => done.push(each),
    });
    read.stop();
    return [read.notes?.(), done.at(-1)];
  };
  test.each<[string, Partial<Backend>, (() => readonly Need[]) | undefined, number | undefined, unknown]>([
    ['without a trail', { auditEvents: refused }, undefined, undefined, [[noTrail], [2, 2]]],
    ['where the trail is not read in time', { auditEvents: never }, undefined, 40, [[notInTime], expect.anything()]],
    [
      'of what cannot be switched',
      { auditEvents: refused },
      () => [needOf(resources.workspace)],
      undefined,
      [[], [1, 1]],
    ],
    ['of what has no past', {}, () => [needOf(spaces)], undefined, [['settings and payloads are as of now'], [1, 1]]],
    ['of nothing', {}, () => [], undefined, [[], [0, 0]]],
  ])('%s', async (_, change, needs, timeout, expected) => {
    expect(await notes(change, needs, timeout)).toEqual(expected);
  });

  test('what cannot be chosen is thrown, from the start and later', async () => {
    let looks = 0;
    const wrong = (after: number) => () => {
      looks += 1;
      if (looks > after) throw new Error('no such choice');
      return needsOf();
    };
    for (const after of [0, 1]) {
      looks = 0;
      await expect(notes({}, wrong(after))).rejects.toThrow('no such choice');
    }
  });
});
