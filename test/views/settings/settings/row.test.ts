import { describe, expect, it, test } from 'vitest';
import type { Problem } from '../../../../source/domain/problem.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { minute } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { line, lineText, lineWidth } from '../../../../source/theme/line.ts';
import { accessRows, usersWithoutRoles } from '../../../../source/views/settings/settings/access-tab.ts';
import { labelRows } from '../../../../source/views/settings/settings/labels-tab.ts';
import { notificationRows } from '../../../../source/views/settings/settings/notifications-tab.ts';
import { note, section } from '../../../../source/views/settings/settings/row.ts';
import { workspaceRows } from '../../../../source/views/settings/settings/workspace-tab.ts';
import { type Snapshot, unread } from '../../../../source/workspace/polling/snapshot.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import {
  invites,
  labels,
  roles,
  userGroups,
  user as userOf,
  users,
} from '../../../../source/workspace/resources/pages.ts';
import { auditWith, now, problemWith, type Snapshots, snapshots, sourceWith } from '../../../workspace/snapshots.ts';

const lost = problemWith({ kind: 'dropped-rows', status: 200, message: t`3 rows could not be read` });
const odd = problemWith({ kind: 'odd-fields', status: 200 });
const read = (data: readonly string[], change: Partial<Snapshot> = {}): Snapshot<readonly string[]> => ({
  ...unread,
  status: 'ready',
  ...change,
  data,
});
const server = problemWith();
const label = { key: t`team`, value: t`payments` };
const other = { key: t`team`, value: t`growth` };

test.each<readonly [what: string, snapshot: Snapshot<readonly string[]>, lines: readonly string[]]>([
  ['nobody', read([]), ['Groups  0', '  none: of one by one']],
  ['one', read(['a']), ['Groups  1', 'a']],
  ['two, of which a field is not known', read(['a', 'b'], { problems: [odd] }), ['Groups  2', 'a', 'b']],
  ['two at least', read(['a', 'b'], { problems: [lost] }), ['Groups  2+', 'a', 'b']],
  [
    'not known',
    read([], { problems: [lost] }),
    ['Groups  –', '  Groups: none in what was read; 3 rows could not be read'],
  ],
  ['as it was', read(['a'], { error: server }), ['Groups  1  server error (500): not renewed', 'a']],
  ['being read', { ...unread, status: 'loading' }, ['Groups', '  Reading…']],
  [
    'failed',
    { ...unread, status: 'failed', error: server },
    ['Groups', '  server error (500)  tried again by itself; :refresh reads now'],
  ],
  [
    'refused',
    { ...unread, status: 'failed', error: problemWith({ kind: 'no-access', status: 403 }) },
    ['Groups', '  [locked] no access (403)  needs a token of a Workspace Owner'],
  ],
  [
    'not in the plan, which another token does not change',
    { ...unread, status: 'failed', error: problemWith({ kind: 'not-in-plan', status: 403 }) },
    ['Groups', '  [locked] not in the plan (403)  it takes another plan or feature'],
  ],
])('the number of a list of settings is that of all only if all were read: %s', (_, snapshot, lines) => {
  const rows = section(t`Groups`, snapshot, t`Workspace Owner`, t`none: of one by one`, (item) => ({
    line: line(sanitise(item)),
  }));
  expect(
    rows.map(({ line: { spans } }) =>
      spans
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    ),
  ).toEqual(lines);
});

test('what could not be read of settings is a warning, and what is not read yet is none', () => {
  const none = (snapshot: Snapshot<readonly string[]>) =>
    section(t`Groups`, snapshot, t`Workspace Owner`, t`none`, () => ({ line: line() })).map(({ line: { spans } }) =>
      spans.filter(({ text }) => text.trim() !== '').map(({ text, tone }) => `${tone}:${text.trim()}`),
    );
  expect(none(read([], { error: server }))).toEqual([
    ['strong:Groups', 'dim:0', 'warn:server error (500): not renewed'],
    ['dim:none'],
  ]);
  expect(none(read([], { problems: [lost] }))).toEqual([
    ['strong:Groups', 'dim:–'],
    ['warn:Groups: none in what was read; 3 rows could not be read'],
  ]);
  const failed = (error: Problem) => none({ ...unread, status: 'failed', error })[1];
  expect(failed(server)).toEqual(['warn:server error (500)', 'dim:tried again by itself; :refresh reads now']);
  expect(failed(problemWith({ kind: 'no-access', status: 403 }))).toEqual([
    'warn:[locked]',
    'warn:no access (403)',
    'dim:needs a token of a Workspace Owner',
  ]);
  const general = (world: Snapshots) =>
    workspaceRows({ ...keyless, read: world.read, session: { where: t`us` } } as never, 100)[1]!.line.spans.at(-1);
  expect(general(snapshots())).toEqual({ text: 'Reading…', tone: 'dim' });
  expect(general(snapshots().fail(resources.workspace))).toEqual({
    text: 'server error (500): tried again by itself; k reads now',
    tone: 'warn',
  });
});

test.each([
  [40, 35],
  [105, 100],
  [200, 100],
])('a sentence on a page of %i columns takes rows of %i at most', (width, most) => {
  const rows = note(sanitise('word '.repeat(80).trim()), width);
  const widths = rows.map(({ line: row }) => lineWidth(row) - 2);
  expect(Math.max(...widths)).toBeLessThanOrEqual(most);
  expect(Math.max(...widths)).toBeGreaterThan(most - 5);
  expect(
    rows
      .flatMap(({ line: { spans } }) => spans.map(({ text }) => text.trim()))
      .join(' ')
      .trim()
      .split(/ +/),
  ).toHaveLength(80);
});

const keyless = { keyOf: () => t`k`, glyphs: glyphs(false), now, period: '24h' };
const textsOf = (rows: readonly { readonly line: Parameters<typeof lineText>[0] }[]) =>
  rows.map((row) => lineText(row.line).trimEnd());

test.each<readonly [what: string, sources: Parameters<Snapshots['set']>[1] | undefined, lost: boolean, text: string]>([
  [
    'by so many',
    [sourceWith('a', { labels: [label] }), sourceWith('b', { labels: [label, other] })],
    false,
    '2 sources',
  ],
  ['by none', [sourceWith('a', { labels: [other] }), sourceWith('b')], false, '0 sources'],
  ['nobody knows by how many, of a list in part', [sourceWith('a', { labels: [label] })], true, '– sources'],
  ['nobody knows by how many', undefined, false, '– sources'],
])('a label is carried %s', (_, sources, isPart, text) => {
  const world = snapshots().set(labels, [{ ...label, description: t`money` }]);
  if (sources) world.set(resources.sources, sources as never, isPart ? [lost] : []);
  const [head, row] = textsOf(labelRows({ ...keyless, read: world.read } as never, 80));
  expect([head, row]).toEqual(['Labels  1', `  ${'team:payments'.padEnd(30)} ${text.padEnd(13)} money`]);
});

describe('how often each activity happened', () => {
  const event = (type: string, minutes: number, actor: string) =>
    auditWith({ id: type + minutes, at: now - minutes * minute, type: sanitise(type), actor: sanitise(actor) });
  const items = [
    event('Source Created', 40, 'users/old'),
    event('Source Created', 3, 'users/ana'),
    event('Something Of Its Own', 0, 'users/bo'),
  ];
  const trail = (data: object, problems: readonly Problem[] = []) =>
    snapshots().set(resources.recentAudit('24h'), data as never, problems);
  const local = { notifications: { off: ['source deleted'] } };
  const rowsFor = (world: Snapshots, width = 100) =>
    textsOf(notificationRows({ ...keyless, read: world.read, session: {}, local } as never, width));
  const named = (rows: readonly string[], name: string) =>
    rows
      .find((row) => row.includes(name))
      ?.replace(/^ *(\[.\]).*?(?=[A-Z])/, '$1 ')
      .replace(/ {2,}/g, '  ');

  it.each<readonly [of: string, world: Snapshots, basis: string, created: string, deleted: string]>([
    ['all that was read', trail({ items }), 'Counted in the 3 events of the last 24 hours.', '2×  3m ago  ana', 'none'],
    [
      'the newest part',
      trail({ items, next: 'older' }),
      'Counted in the newest 3 events of the last 24 hours.',
      '2×  3m ago  ana',
      '–',
    ],
    [
      'what could not be renewed',
      trail({ items }).fail(resources.recentAudit('24h')),
      'Counted in the 3 events of the last 24 hours. Not renewed: server error (500).',
      '2×  3m ago  ana',
      'none',
    ],
    [
      'rows of which some were lost',
      trail({ items }, [lost]),
      'Audit trail: 3 rows could not be read. How often each happened is not known.',
      '–',
      '–',
    ],
    ['nothing yet', snapshots(), 'Reading the audit trail…', '–', '–'],
  ])('is told by %s', (_, world, basis, created, deleted) => {
    const rows = rowsFor(world);
    expect(rows.map((row) => row.trim())).toContain(basis);
    expect(named(rows, 'Source Created')).toBe(`[x] Source Created  ${created}`);
    expect(named(rows, 'Source Deleted')).toBe(`[ ] Source Deleted  ${deleted}`);
  });

  it.each<readonly [of: string, more: object, sentence: string]>([
    ['the profile tells', { session: { me: t`ana` } }, 'You are ana.'],
    [
      'changes from here tell',
      { local: { notifications: { off: [], own: ['token'] } } },
      'You are the token that changes from here were made with; add me: "your e-mail" to the profile.',
    ],
    [
      'nobody knows',
      { local: { notifications: { off: [], own: [] } } },
      'Who you are the API does not tell: add me: "your e-mail" to the profile, and your own actions stay out.',
    ],
    [
      'nobody ever changed anything from here',
      {},
      'Who you are the API does not tell: add me: "your e-mail" to the profile, and your own actions stay out.',
    ],
  ])('says who you are, as far as %s', (_, more, sentence) => {
    const context = { ...keyless, read: trail({ items }).read, session: {}, local, ...more };
    const rows = textsOf(notificationRows(context as never, 100));
    expect(
      rows
        .slice(0, rows.indexOf(''))
        .map((row) => row.trim())
        .join(' '),
    ).toContain(`Your own actions never come up. ${sentence} Counted`);
  });

  it('is later where the clock is behind, not some time ago', () => {
    const ahead = trail({ items: [{ ...items[0]!, at: now + minute }] });
    expect(named(rowsFor(ahead), 'Source Created')).toBe('[x] Source Created  1×  later  old');
  });

  it('is of the period that is looked at', () => {
    const world = snapshots().set(resources.recentAudit('7d'), { items: items.slice(0, 1) } as never);
    const rows = textsOf(
      notificationRows({ ...keyless, period: '7d', read: world.read, session: {}, local } as never, 100),
    );
    expect(rows).toContain('  Counted in the 1 event of the last 7 days.');
  });

  it.each([
    [120, 44],
    [90, 44],
    [80, 36],
    [76, 32],
    [75, 44],
    [60, 30],
    [40, 20],
  ])('on %i columns its name has %i', (width, room) => {
    const row = rowsFor(trail({ items }), width).find((each) => each.includes('Source Created'))!;
    expect(row.indexOf('    2×') - row.indexOf('Source Created')).toBe(room);
  });

  it('is in bold letters what is on and happened, and dim what is off or did not', () => {
    const tone = (name: string) =>
      notificationRows({ ...keyless, read: trail({ items }).read, session: {}, local } as never, 100)
        .flatMap(({ line: { spans } }) => spans)
        .find(({ text }) => text.trim() === name)?.tone;
    const off = { notifications: { off: ['source created'] } };
    expect([tone('Source Created'), tone('Source Deleted')]).toEqual(['text', 'dim']);
    const [of] = notificationRows({ ...keyless, read: trail({ items }).read, session: {}, local: off } as never, 100)
      .filter(({ line: { spans } }) => spans.some(({ text }) => text.trim() === 'Source Created'))
      .map(({ line: { spans } }) => spans.map(({ text, tone }) => `${tone}:${text.trim()}`));
    expect(of).toEqual(expect.arrayContaining(['dim:[ ]', 'dim:Source Created', 'strong:2×', 'info:ana']));
  });

  it('warns where the trail could not be read or renewed, and not while it is read', () => {
    const tone = (world: Snapshots) =>
      notificationRows({ ...keyless, read: world.read, session: {}, local } as never, 400)
        .map(({ line: { spans } }) => spans.at(-1)!)
        .find(({ text }) => /^(Counted|Audit|Reading)/.test(text))?.tone;
    const failed = trail({ items }).fail(resources.recentAudit('24h'));
    expect([trail({ items }), snapshots(), failed, trail({ items }, [lost])].map(tone)).toEqual([
      'dim',
      'dim',
      'warn',
      'warn',
    ]);
  });

  it('has kinds of its own for what no list names, where there are any', () => {
    const rows = rowsFor(trail({ items }));
    expect(rows.slice(rows.indexOf('Other activities seen') + 1).map((row) => named([row], 'Something'))).toEqual([
      '[x] Something Of Its Own  1×  just now  bo',
    ]);
    expect(rowsFor(trail({ items: items.slice(0, 2) }))).not.toContain('Other activities seen');
  });

  it.each([
    [76, '  In-app  E-mail  Slack', '  [x]      –      –'],
    [75, '  In-app', '  [x]   '],
  ])('on %i columns has the channels that have room', (width, head, start) => {
    const rows = rowsFor(trail({ items }), width);
    expect(rows).toContain(head);
    expect(rows.find((row) => row.includes('Source Created'))!.startsWith(start)).toBe(true);
  });
});

describe('who may do what', () => {
  const person = (id: string, change: object = {}) => ({
    id,
    name: sanitise(id),
    email: sanitise(`${id}@x.example`),
    ...change,
  });
  const owner = [{ roleId: 'r', role: t`Workspace Owner`, resources: [] }];
  const world = (people: readonly object[]) =>
    snapshots()
      .set(users, people as never)
      .set(userGroups, [
        { id: 'g', name: t`On-call`, members: 1, permissions: owner },
        { id: 'h', name: t`Sales`, members: 3 },
        { id: 'i', name: t`Odd` },
      ] as never)
      .set(invites, [sanitise('new@x.example')] as never)
      .set(roles, [{ id: 'r', name: t`Source Admin`, description: t`Changes sources` }] as never);
  const drawn = (of: Snapshots, width = 100) => accessRows({ ...keyless, read: of.read } as never, width);
  const marked = (rows: ReturnType<typeof drawn>) =>
    rows.map(({ line: { spans } }) =>
      spans
        .map(({ text, tone }) => (tone !== undefined && text.trim() !== '' ? `${tone}{${text.trim()}}` : text.trim()))
        .filter((part) => part !== '')
        .join(' '),
    );

  it('names each with its roles, and what is not known as a dash', () => {
    const of = world([person('ana', { permissions: owner }), person('ben', { permissions: [], email: t`` })]);
    expect(marked(drawn(of))).toEqual([
      'strong{Users} dim{2}',
      'ana info{ana@x.example} Workspace Owner',
      'ben warn{no role}',
      '',
      'strong{Groups} dim{3}',
      'On-call dim{1 member} Workspace Owner',
      'Sales dim{3 members} dim{–}',
      'Odd dim{– members} dim{–}',
      '',
      'strong{Invited, not yet in} dim{1}',
      'info{new@x.example}',
      '',
      'strong{Roles of the plan} dim{1}',
      'Source Admin dim{Changes sources}',
    ]);
    expect(drawn(of).flatMap(({ key, subject }) => (key ? [[key, subject?.id]] : []))).toEqual([
      ['user:ana', 'ana@x.example'],
      ['user:ben', 'ben'],
      ['group:g', 'g'],
      ['group:h', 'h'],
      ['group:i', 'i'],
      ['invite:0:new@x.example', 'new@x.example'],
      ['role:r', 'r'],
    ]);
  });

  it.each<readonly [of: string, change: (of: Snapshots) => Snapshots, head: string, ben: string]>([
    ['none', (of) => of, 'strong{Users} dim{2  roles of 1 of 2 read so far}', 'ben info{ben@x.example} dim{–}'],
    [
      'one that failed',
      (of) => of.fail(userOf('ben')),
      'strong{Users} dim{2  roles of 1 of 2 read}',
      'ben info{ben@x.example} warn{server error (500)}',
    ],
    [
      'all',
      (of) => of.set(userOf('ben'), person('ben', { permissions: owner }) as never),
      'strong{Users} dim{2}',
      'ben info{ben@x.example} Workspace Owner',
    ],
  ])('says how many roles were read one by one: of %s', (_, change, head, ben) => {
    const rows = marked(drawn(change(world([person('ana', { permissions: owner }), person('ben')]))));
    expect([rows[0], rows[2], rows.some((row) => row.includes('leaves their roles out'))]).toEqual([head, ben, true]);
  });

  it('asks for the roles of those in sight alone that the list does not tell', () => {
    const of = world([person('ana', { permissions: owner }), person('ben'), person('cy')]);
    const rows = drawn(of).filter(({ key }) => key !== 'user:cy');
    expect(usersWithoutRoles({ read: of.read } as never, rows)).toEqual(['ben']);
    expect(usersWithoutRoles({ read: snapshots().read } as never, rows)).toEqual([]);
  });

  it.each([
    [59, 14, 22],
    [60, 22, 30],
  ])('on %i columns names have %i and roles of the plan %i', (width, names, plan) => {
    const rows = textsOf(drawn(world([person('ana', { permissions: owner })]), width));
    const at = (begin: string, word: string) => rows.find((row) => row.trim().startsWith(begin))!.indexOf(word) - 3;
    expect([at('ana', 'ana@'), at('Source Admin', 'Changes')]).toEqual([names, plan]);
  });
});
