import { describe, expect, test } from 'vitest';
import { accessOfToken } from '../../../source/commands/doctor/operations.ts';
import { ReadError } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { mockWorkspace, workspaceNow } from '../reading/workspace.ts';

const access = async (scenario: string, change?: (backend: Backend) => Backend) => {
  const { backend } = await mockWorkspace(scenario, change);
  const found = await accessOfToken(backend, workspaceNow, new AbortController().signal);
  const kinds = Object.groupBy(found.operations, (each) => each.access);
  const names = (kind: keyof typeof kinds) => (kinds[kind] ?? []).map(({ operation }) => operation).toSorted();
  return { ...found, names };
};

test('an owner of a plan that has everything is refused nothing', async () => {
  const { workspace, operations, names } = await access('everything');
  expect(workspace).toEqual({ id: expect.any(String), slug: 'acme-prod', name: 'Acme Production' });
  expect(operations).toHaveLength(27);
  expect(names('allowed')).toHaveLength(27);
});

test('a smaller plan lacks features, and what belongs to them has nothing to be asked for', async () => {
  const { names, operations } = await access('team-plan');
  expect(names('not in plan')).toEqual([
    'GET /audit-events',
    'GET /spaces',
    'GET /tracking-plans',
    'GET /transformations',
  ]);
  expect(names('nothing to ask')).toEqual([
    'GET /spaces/{id}/audiences',
    'GET /spaces/{id}/computed-traits',
    'GET /tracking-plans/{id}/rules',
  ]);
  expect(operations.find(({ operation }) => operation === 'GET /spaces')).toMatchObject({
    status: 403,
    message: 'This workspace does not have the Engage feature.',
  });
});

test.each([
  // That there is none is known of a list that was read.
  ['server', 500, 'unknown', 'GET /spaces was not read'],
  ['no-access', 403, 'nothing to ask', 'GET /spaces was not read'],
  [undefined, 200, 'nothing to ask', null],
] as const)(
  'of a thing whose list was answered with %s %d, operations are %s',
  async (kind, status, right, message) => {
    const { operations } = await access('everything', (backend) => ({
      ...backend,
      spaces: async () => {
        if (kind) throw new ReadError({ kind, status, message: t`no`, operation: t`GET /spaces` });
        return { value: [], problems: [] };
      },
    }));
    const of = operations.filter(({ operation }) => operation.startsWith('GET /spaces/'));
    expect(of).toEqual(
      ['audiences', 'computed-traits'].map((what) => ({
        operation: `GET /spaces/{id}/${what}`,
        access: right,
        status: null,
        message,
        limit: null,
      })),
    );
  },
);

test('a token of a source admin is refused what is the owner’s', async () => {
  const { names } = await access('source-admin');
  expect(names('refused')).toContain('GET /users');
  expect(names('allowed')).toContain('GET /sources');
});

describe('a read that fails otherwise', () => {
  const failing = (kind: 'server' | 'rate-limited', status: number) => async () => {
    throw new ReadError({ kind, status, message: t`try later`, operation: t`GET /labels` });
  };

  test.each([
    ['server', 500],
    ['rate-limited', 429],
  ] as const)('%s is not known to be refused', async (kind, status) => {
    const { operations } = await access('everything', (backend) => ({ ...backend, labels: failing(kind, status) }));
    expect(operations.find(({ operation }) => operation === 'GET /labels')).toEqual({
      operation: 'GET /labels',
      access: 'unknown',
      status,
      message: 'try later',
      limit: null,
    });
  });

  test('without the workspace nothing else is asked', async () => {
    const { operations, workspace } = await access('everything', (backend) => ({
      ...backend,
      workspace: failing('server', 500),
    }));
    expect(workspace).toBeNull();
    expect(operations.map(({ operation }) => operation)).toEqual(['GET /']);
  });
});
