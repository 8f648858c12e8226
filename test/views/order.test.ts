import { beforeAll, expect, test } from 'vitest';
import { fieldsOf } from '../../source/views/kit/listing/fields.ts';
import { listedOn } from '../../source/views/listed.ts';
import { views } from '../../source/views/registry.ts';
import { answering, throughTabs } from './scenarios.ts';
import { actAt, type Stage, stageNow, stageOf } from './stage.ts';
import { findTargets } from './targets.ts';

/** Answers whose order is itself told: newest first. */
const ordered = new Set([
  'auditEvents',
  'functionVersions',
  'warehouseSyncs',
  'reverseEtlSyncs',
  'samples',
  'received',
  'destinationFilters',
]);

const telling = new Set(['ref', 'id', 'name', 'key', 'what', 'event', 'field', 'time', 'at']);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.toReversed();
  return isObject(value) && Array.isArray(value.rows) ? { ...value, rows: value.rows.toReversed() } : value;
};
const reversed = answering(async (name, read) => {
  const answer = await read();
  return !ordered.has(name) && isObject(answer) && 'value' in answer
    ? { ...answer, value: turned(answer.value) }
    : answer;
});

/** What tells rows apart, of each list in its order. */
async function listsOf(stage: Stage): Promise<ReadonlyMap<string, readonly string[]>> {
  const lists = new Map<string, readonly string[]>();
  const { targets } = await findTargets(stage);
  for (const { id } of views) {
    const act = actAt(stage, targets.get(id)!);
    await throughTabs(act, () => {
      const listed = listedOn(act.screen.scene);
      if (!listed || lists.has(listed.name)) return;
      const { listing, name } = listed;
      const fields = fieldsOf(listing, { now: stageNow }).filter((field) => telling.has(field.id));
      const rowAt = (index: number) => fields.map(({ value }) => value(index)).join(' ');
      lists.set(
        name,
        Array.from({ length: listing.count }, (_, index) => rowAt(index)),
      );
    });
  }
  return lists;
}

/** Lists that keep the order of the API, and those whose rows are ranked by what was sampled first. */
const asAnswered = ['users', 'labels', 'mappings', 'audiences'];
const sampled = ['inbox', 'privacy-settings', 'error-codes'];

let there: ReadonlyMap<string, readonly string[]>;
let back: ReadonlyMap<string, readonly string[]>;
beforeAll(async () => {
  there = await listsOf(await stageOf('everything'));
  back = await listsOf(await stageOf('everything', reversed));
}, 120_000);

test('a list stands in the same order in whatever order the API gives the things in it', () => {
  const own = (lists: ReadonlyMap<string, readonly string[]>) =>
    Object.fromEntries([...lists].filter(([name]) => ![...asAnswered, ...sampled].includes(name)));
  expect(Object.keys(own(there)).length).toBeGreaterThan(30);
  expect(own(back)).toEqual(own(there));
});

test('only some keep the order of the API', () => {
  for (const name of asAnswered) expect(back.get(name), name).not.toEqual(there.get(name));
});
