import { describe, expect, test } from 'vitest';
import { factsOf, nameOf, ownerOf, readList, saidOf } from '../../../source/commands/lists/list.ts';
import { type ListName, lists } from '../../../source/commands/lists/names.ts';
import { tableText } from '../../../source/commands/lists/print.ts';
import { printLook } from '../../../source/commands/reading/print-look.ts';
import { ReadError } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import { csvOf, documentOf, rowObjects } from '../../../source/views/kit/listing/documents.ts';
import { listSources } from '../../../source/views/lists.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { mockWorkspace } from '../reading/workspace.ts';

const workspace = await mockWorkspace();
const owners: Readonly<Record<string, string>> = {
  'violation-events': 'iOS',
  'plan-rules': 'Acme Mobile',
  events: 'Web (prod)',
  mappings: 'Braze ← Web (prod)',
};

test('every list of the command line has a page, and the other way round', () => {
  expect(lists.map(({ name }) => name).sort()).toEqual(Object.keys(listSources).sort());
  const names = lists.flatMap(({ name, also = [] }: ListName) => [name, ...also]);
  expect(new Set(names).size).toBe(names.length);
});

describe('each list is read whole, and its rows have values for programs', () => {
  test.each(lists.map((each) => [each.name, each] as const))('%s', async (name, each) => {
    const owner = await ownerOf(workspace, each, owners[name]);
    const answer = await readList(workspace, { name, owner: owner ?? undefined });
    const { version, list, rows, problems, generatedAt } = documentOf(factsOf(answer), answer.fields);
    expect([version, list, generatedAt, problems]).toEqual([1, name, '2026-11-21T14:12:30.000Z', []]);
    if (name === 'fields') return expect(answer.listing.empty().kind).toBe('empty');
    expect(rows.length).toBeGreaterThan(0);
    const fields = answer.fields.map(({ id }) => id);
    for (const row of rows) expect(Object.keys(row)).toEqual(fields);
    // What a mark says to the eye, its word says.
    const marks = rows.flatMap((row) => Object.values(row)).filter((value) => /^[●◆▲△○–•]/.test(String(value)));
    expect(marks).toEqual([]);
    expect(csvOf(rows.length, answer.fields).split('\n')[0]).toBe(fields.join(','));
  });
});

test('what is worst stands first, with numbers as numbers, times in ISO and a reference', async () => {
  const answer = await readList(workspace, { name: 'failing', limit: 1 });
  const [row] = rowObjects(answer.count, answer.fields);
  expect(row).toMatchObject({
    ref: `destination/${String(row?.id)}`,
    name: 'Braze ← Web (prod)',
    state: 'failing',
    verdict: 'LOST',
    reason: '401',
    category: 'Email Marketing, Marketing Automation',
  });
  expect([typeof row?.percent, typeof row?.failed, typeof row?.delivered]).toEqual(['number', 'number', 'number']);
  expect(row?.since).toMatch(/^2026-11-21T\d\d:\d\d:00\.000Z$/);
});

test('a filter works as on screen, also by columns and by time', async () => {
  const named = async (name: 'sources' | 'syncs', filter: string) => {
    const answer = await readList(workspace, { name, filter });
    return rowObjects(answer.count, answer.fields).map((row) => String(row.name ?? row.start));
  };
  expect(await named('sources', 'name:iOS')).toEqual(['iOS']);
  expect(await named('sources', '/^web/')).toEqual([]);
  expect(await named('sources', 'name:/^web/')).toContain('Web (prod)');
  const recent = await named('syncs', 'since:2h');
  expect(recent.length).toBeGreaterThan(0);
  expect(recent.every((at) => at >= '2026-11-21T12:12:30.000Z')).toBe(true);
  await expect(readList(workspace, { name: 'sources', filter: '/(/' })).rejects.toThrow(
    '--filter: "/(/" is not allowed; use a filter as on screen: its pattern is no regular expression',
  );
});

test('an order begins with the largest count, or as it is told to', async () => {
  const events = async (sort: string) => {
    const answer = await readList(workspace, { name: 'sources', sort });
    return rowObjects(answer.count, answer.fields).flatMap(({ events: count }) =>
      count === null ? [] : [Number(count)],
    );
  };
  const falling = await events('events');
  expect(falling).toEqual(falling.toSorted((a, b) => b - a));
  expect(await events('Events:ASC')).toEqual(falling.toReversed());
  await expect(events('evnts')).rejects.toThrow('--sort: "evnts" is not allowed; use events (did you mean that?), or ');
});

test('a list that grows is read on until it has as many rows as wanted', async () => {
  const few = await readList(workspace, { name: 'activity', limit: 10 });
  const many = await readList(workspace, { name: 'activity', limit: 5000 });
  expect(few.count).toBe(10);
  expect(many.count).toBeGreaterThan(few.listing.count);
  expect(many.problems).toEqual([]);
});

test('a list that grows says that there is more than it has', async () => {
  const all = await readList(workspace, { name: 'activity' });
  const few = await readList(workspace, { name: 'activity', limit: 10 });
  const whole = await readList(workspace, { name: 'activity', limit: 50_000 });
  const sources = await readList(workspace, { name: 'sources', limit: 1 });
  const line = '500 rows read, and there may be more; --limit reads on';
  expect([all.count, saidOf(all, {})]).toEqual([500, [line]]);
  // The newest ten are the newest ten, whatever comes after them; in another order they might be others.
  expect(saidOf(few, { limit: 10 })).toEqual([]);
  expect(saidOf(few, { limit: 10, sort: 'actor' })).toEqual([line]);
  expect(saidOf(few, { limit: 500 })).toEqual([]);
  expect(saidOf(few, { limit: 501 })).toEqual([line]);
  expect(saidOf(whole, {})).toEqual([]);
  expect(saidOf(sources, { limit: 1, sort: 'name' })).toEqual([]);
  expect([all, few, whole, sources].map((answer) => documentOf(factsOf(answer), []).more)).toEqual([
    true,
    true,
    false,
    true,
  ]);
});

test('what could not be read leaves the list in part, and none is not said', async () => {
  const refused = (backend: Backend): Backend => ({
    ...backend,
    users: () =>
      Promise.reject(
        new ReadError({ kind: 'no-access', message: t`forbidden`, status: 403, operation: t`GET /users` }),
      ),
  });
  const answer = await readList(await mockWorkspace('everything', refused), { name: 'users' });
  expect(answer.problems).toEqual([{ resource: 'users', status: 403, message: 'forbidden' }]);
  expect(answer.listing.empty()).toMatchObject({ kind: 'no-access', title: 'users: no access (403)' });
});

test.each(['violations', 'plans', 'transformations', 'audiences'] as const)(
  '%s of a workspace whose plan lacks the feature are no rows, and why is said',
  async (name) => {
    const answer = await readList(await mockWorkspace('team-plan'), { name, sort: 'name' });
    const { rows, problems } = documentOf(factsOf(answer), answer.fields);
    expect([rows, answer.read.isAnswered]).toEqual([[], true]);
    expect(problems).toContainEqual(expect.objectContaining({ status: 403 }));
    expect(saidOf(answer, {})[0]).toMatch(/: not in the plan \(403\)\. This workspace does not have /);
    await expect(readList(await mockWorkspace('team-plan'), { name, sort: 'nope' })).rejects.toThrow(
      /^--sort: "nope" is not allowed; use /,
    );
  },
);

describe('what the command line names', () => {
  test.each([
    ['connections', 'connections'],
    ['Destinations', 'connections'],
    ['audit', 'activity'],
  ])('%s is the list %s', (what, name) => expect(nameOf(what).name).toBe(name));

  test.each([
    ['soruces', 'list: "soruces" is not allowed; use sources (did you mean that?), or triage, failing, '],
    ['destinatio', 'list: "destinatio" is not allowed; use destinations (did you mean that?), or triage, '],
    ['zzzzz', 'list: "zzzzz" is not allowed; use triage, failing, '],
  ])('%s is none', (what, message) => expect(() => nameOf(what)).toThrow(message));

  test.each([
    ['sources', 'x', 'list sources: "x" is not allowed; use nothing there: the list is of the whole workspace'],
    ['events', undefined, 'list events is not set; use segtop list events followed by the id or name of a source'],
    ['events', 'Web (prdo)', 'source: "Web (prdo)" is not allowed; use Web (prod): nothing has that id or name'],
    ['mappings', 'Braze zz', 'destination: "Braze zz" is not allowed; use the id or name of a destination'],
  ])('%s of %s', async (name, owner, message) => {
    await expect(ownerOf(workspace, nameOf(name), owner)).rejects.toThrow(message);
  });
});

test('a pipe gets all columns in full and no looks, a terminal what fits', async () => {
  const { listing, count, read } = await readList(workspace, { name: 'failing', limit: 2 });
  const columns = listing.columns.filter(({ optional }) => !optional);
  const pipe = tableText(count, columns, { ...read.context, ...printLook({ isTTY: false } as never, {}, {}) });
  const narrow = tableText(count, columns, {
    ...read.context,
    ...printLook({ isTTY: true, columns: 50, rows: 24 } as never, {}, { TERM: 'xterm-256color' }),
  });
  expect(pipe).not.toContain('\u001b');
  expect(pipe.split('\n')[0]).toMatch(/^ {3}Connection +Status +Rate +Failed +Delivered +Success +Verdict/);
  expect(narrow).toContain('\u001b[');
  expect(
    Math.max(
      ...narrow
        .replace(/\u001b\[[\d;]*m/g, '')
        .split('\n')
        .map(({ length }) => length),
    ),
  ).toBeLessThanOrEqual(50);
});
