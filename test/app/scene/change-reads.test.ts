import { describe, expect, test } from 'vitest';
import { changeReads } from '../../../source/app/scene/change-reads.ts';
import type { Scene } from '../../../source/app/scene/context.ts';
import { type Problem, ReadError } from '../../../source/domain/problem.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import type { Subject } from '../../../source/state/pane.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { unread } from '../../../source/workspace/polling/snapshot.ts';

const problem = (message: string): Problem => ({
  kind: 'dropped-rows',
  message: sanitise(message),
  status: 200,
  operation: t`GET /x`,
});

const models = [
  { id: 'm1', sourceId: 'rev', name: t`Churn` },
  { id: 'm2', sourceId: 'rev', name: t`Accounts` },
];
/** Mappings by destination; what of a list was lost. */
const mappings: Readonly<Record<string, readonly object[]>> = {
  d1: [
    { id: 'a', modelId: 'm1', name: t`Upsert` },
    { id: 'b', modelId: 'm2', name: t`Create` },
    { id: 'c', modelId: 'gone', name: t`Old` },
  ],
  d2: [{ id: 'd', modelId: 'm1', name: t`Update` }],
  d3: [],
};
const connection = (id: string, name: string, sourceId: string) => ({
  id,
  destination: { id, name: sanitise(name), sourceId },
});
const connections = [
  connection('d1', 'Braze', 'rev'),
  connection('d2', 'HubSpot', 'rev'),
  connection('d3', 'GA4', 'web'),
];

interface Given {
  readonly lost?: Readonly<Record<string, string>>;
  readonly fleet?: object;
  readonly snapshot?: object;
  readonly of?: Subject;
}

/** What may be synced for a subject, or why that is not known. */
async function told(subject: Subject, { lost = {}, fleet = {}, snapshot = {} }: Given) {
  const asked: string[] = [];
  const answer = (key: string, value: unknown) => ({
    value,
    problems: lost[key] === undefined ? [] : [problem(lost[key])],
  });
  const backend = {
    reverseEtlModels: async () => answer('models', models),
    mappings: async (id: string) => {
      asked.push(id);
      return answer(id, mappings[id] ?? []);
    },
  };
  const context = {
    overview: { fleet: { connections, isWhole: true, ...fleet } },
    read: () => ({ problems: [], ...snapshot }),
  };
  try {
    const reads = changeReads({ backend: backend as unknown as Backend }, () => ({ context }) as unknown as Scene);
    const { choices, missing } = await reads.syncs(subject);
    return { asked, found: choices, missing: missing?.message };
  } catch (thrown) {
    return { asked, why: thrown instanceof ReadError ? thrown.problem.message : String(thrown) };
  }
}

const model = (id: string): Subject => ({ kind: 'model', id, name: t`?` }) as Subject;
const mapping = (id: string, parent: string): Subject => ({ kind: 'mapping', id, parent, name: t`?` }) as Subject;
const run = (modelId: string, name: string, subscriptionId: string, to: string) => ({
  ...{ sourceId: 'rev', modelId, model: name, subscriptionId, to },
});

describe('what can be synced', () => {
  test.each<[string, Subject, Given, readonly string[], readonly object[], string?]>([
    [
      'a model, through each mapping that takes it, of what its source feeds',
      model('m1'),
      {},
      ['d1', 'd2'],
      [run('m1', 'Churn', 'a', 'Braze · Upsert'), run('m1', 'Churn', 'd', 'HubSpot · Update')],
    ],
    ['another model', model('m2'), {}, ['d1', 'd2'], [run('m2', 'Accounts', 'b', 'Braze · Create')]],
    [
      'a mapping, of its destination alone',
      mapping('b', 'd1'),
      {},
      ['d1'],
      [run('m2', 'Accounts', 'b', 'Braze · Create')],
    ],
    ['a mapping that no model feeds', mapping('c', 'd1'), {}, ['d1'], []],
    ['a model of which nothing is known', model('m9'), {}, [], []],
    [
      'what was found is offered though more may have been lost',
      model('m2'),
      { lost: { d2: '1 row could not be read' }, fleet: { isWhole: false } },
      ['d1', 'd2'],
      [run('m2', 'Accounts', 'b', 'Braze · Create')],
      '1 row could not be read',
    ],
    [
      'what was found is not all while the list of destinations is still to come',
      model('m2'),
      { fleet: { isWhole: false } },
      ['d1', 'd2'],
      [run('m2', 'Accounts', 'b', 'Braze · Create')],
      'destinations are still being read',
    ],
    [
      'a mapping is the one that is meant, whatever was lost beside it',
      mapping('b', 'd1'),
      { lost: { d1: '1 row could not be read' } },
      ['d1'],
      [run('m2', 'Accounts', 'b', 'Braze · Create')],
    ],
  ])('%s', async (_, subject, given, asked, found, missing) => {
    expect(await told(subject, given)).toEqual({ asked, found, missing });
  });

  const reading = 'destinations are still being read';
  test.each<[string, Given, string]>([
    ['rows of the models were lost', { lost: { models: 'of models' } }, 'of models'],
    ['rows of the mappings were lost', { lost: { d1: 'of mappings' }, of: mapping('z', 'd1') }, 'of mappings'],
    ['the list of destinations is still to come', { fleet: { isWhole: false } }, reading],
    [
      'the list of destinations was refused',
      { fleet: { isWhole: false }, snapshot: { error: problem('no access'), problems: [problem('older')] } },
      'no access',
    ],
    [
      'rows of the list of destinations were lost, which nobody reads any more',
      {
        fleet: { isWhole: false },
        snapshot: { problems: [{ ...problem('a field'), kind: 'odd-fields' }, problem('2 rows could not be read')] },
      },
      '2 rows could not be read',
    ],
  ])('that there is nothing to sync is not said where %s', async (_, given, why) => {
    expect((await told(given.of ?? model('m9'), given)).why).toBe(why);
  });
});

describe('the last run of a model', () => {
  const choice = { sourceId: 'rev', modelId: 'm1', model: t`Churn`, subscriptionId: 'a', to: t`Braze` };
  const lastOf = (items: readonly object[], lost: readonly Problem[]) => {
    const backend = { reverseEtlSyncs: async () => ({ value: { items }, problems: lost }) } as unknown as Backend;
    return changeReads({ backend }, () => ({}) as Scene).lastSync(choice);
  };

  test('is the first of the list, also where another one of it was lost', async () => {
    expect(await lastOf([{ id: 'new' }, { id: 'old' }], [problem('1 row lost')])).toEqual({ id: 'new' });
  });

  test('is none only where nothing of the list was lost', async () => {
    expect(await lastOf([], [])).toBeUndefined();
    await expect(lastOf([], [problem('1 row lost')])).rejects.toThrow('1 row lost');
  });
});

test('numbers of a source that were not read are unknown and not zero', () => {
  const context = { overview: { flow: { bySource: new Map() } }, read: () => unread, period: '7d' };
  const numbers = changeReads({ backend: {} as Backend }, () => ({ context }) as unknown as Scene).controlNumbers(
    'web',
  );
  expect(numbers).toMatchObject({ span: '7 days', events: undefined, unplanned: undefined, violating: undefined });
  expect(numbers.forwardedTo('gone')).toBe('another source');
});
