import { describe, expect, test } from 'vitest';
import type { Sync } from '../../../source/domain/entities.ts';
import { fieldsOf } from '../../../source/views/kit/listing/fields.ts';
import { listSources } from '../../../source/views/lists.ts';
import { answering } from '../scenarios.ts';
import { actAt, type Stage, stageNow, stageOf } from '../stage.ts';

const whole = await stageOf('warehouse-failure');
/** Of what fails only the syncs since it does, as where the API gives no more of them. */
const edge = await stageOf(
  'warehouse-failure',
  answering(async (name, read) => {
    const answer = (await read()) as { readonly value: readonly Sync[] };
    if (name !== 'warehouseSyncs') return answer;
    const own = [...Map.groupBy(answer.value, ({ sourceId }) => sourceId).values()];
    const failed = own.flatMap((syncs) =>
      syncs.slice(
        0,
        syncs.findIndex(({ status }) => status === 'success'),
      ),
    );
    return failed.length > 0 ? { ...answer, value: failed } : answer;
  }),
);

async function opened(stage: Stage, target: Parameters<typeof actAt>[1]) {
  const act = actAt(stage, target, { columns: 200, rows: 50 });
  await act.settled();
  return act;
}

/** What a program is told of the first row of a list. */
async function firstOf(stage: Stage, list: 'warehouses' | 'health'): Promise<Readonly<Record<string, unknown>>> {
  const { context } = (await opened(stage, { view: 'health', params: {} })).screen.scene;
  const view = listSources[list].view as unknown as (typeof listSources)['health']['view'];
  const listing = view.listing!(view.model(context), context)!;
  return Object.fromEntries(fieldsOf(listing, { now: stageNow }).map(({ id, value }) => [id, value(0)]));
}

describe('failures of a warehouse that reach as far back as its syncs were read', () => {
  test('have no count and no since for a program', async () => {
    const { failed, since } = await firstOf(whole, 'warehouses');
    expect([failed, since]).toEqual([3, expect.stringMatching(/^2026-11-21T/)]);
    expect((await firstOf(whole, 'health')).errors).toBe(3);
    const cut = await firstOf(edge, 'warehouses');
    expect([cut.name, cut.failed, cut.since]).toEqual(['Redshift', undefined, undefined]);
    expect((await firstOf(edge, 'health')).errors).toBeUndefined();
  });

  test.each([
    ['Home', { view: 'home', params: {} }, /sync failed 3\+× .* for over 6 h/],
    [
      'Health',
      { view: 'health', params: {} },
      /Redshift .* 3\+ [\s\S]*at least 3 syncs failed in a row[\s\S]*for over 6 h/,
    ],
    ['triage', { view: 'triage', params: {} }, /Redshift .* over 6 h/],
  ] as const)('are told as at least so many, for over so long, and without a change: %s', async (_, target, says) => {
    const text = (await opened(edge, target)).text();
    expect(text).toMatch(says);
    expect(text).not.toMatch(/Redshift .*changed by/);
    const known = (await opened(whole, target)).text();
    expect(known).not.toMatch(says);
  });
});
