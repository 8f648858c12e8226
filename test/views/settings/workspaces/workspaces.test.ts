import { afterEach, beforeEach, expect, it, test, vi } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { day, hour } from '../../../../source/domain/time.ts';
import { pages } from '../../../../source/state/pages.ts';
import { listPane, placeOf, withPane } from '../../../../source/state/place.ts';
import { workspaces } from '../../../../source/views/settings/workspaces/index.ts';
import { now, snapshots } from '../../../workspace/snapshots.ts';
import { cutLike, drawnRows, markedOf } from '../../drawn.ts';
import { actAt, stageOf } from '../../stage.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

it('the list of workspaces reads of the open one only what it tells of it', async () => {
  const act = actAt(await stageOf('everything'), { view: 'workspaces', params: {} });
  await act.settled();
  expect(act.text()).toMatch(/❯.*default +Acme Production/);
  const { view, model, context } = act.screen.scene;
  expect(view.needs(model, context, {}).map(({ resource }) => resource.key.split(' ')[0])).toHaveLength(2);
});

const offers = [
  {
    ...{ name: t`default`, current: true, where: t`us`, access: t`owner`, token: t`file`, changes: t`read-only` },
    openedAt: now - hour,
  },
  {
    ...{ name: t`staging`, current: false, where: t`eu`, workspace: t`Acme Staging`, slug: t`acme-staging` },
    ...{ access: t`member`, token: t`environment`, changes: t`allowed`, openedAt: now - 2 * day },
  },
  { name: t`bare`, current: false, where: t`` },
];
/** The list with this row selected, narrow or with what is known of it beside. */
function drawn(selected: number, width: number): readonly string[] {
  const place = withPane(placeOf(pages.workspaces.id), listPane, { index: selected });
  const overview = { workspace: { name: t`Acme`, slug: t`acme` } };
  const given = { place, read: snapshots().read, workspaces: offers, overview };
  return markedOf(drawnRows(workspaces as never, given, { width, height: 20 }));
}

test('each is told with what was known when it was last open; of one that never was there is a dash', () => {
  const rows = [
    'dim{One token is one workspace: segtop login NAME adds one. Others as last open.}',
    'strong{Workspaces}  dim{1/3}',
    'dim{Profile}  dim{Workspace}  dim{Slug}  dim{Region}  dim{Access}  dim{Token}  dim{Changes}  dim{Opened}',
    'good{●}  default  Acme  acme  us  owner  dim{file}  dim{read-only}  open',
    'staging  Acme Staging  acme-staging  eu  member  dim{environment}  warn{allowed}  dim{2d}',
    'bare  dim{–}  dim{–}  dim{–}  dim{–}  dim{–}  dim{–}  dim{–}',
  ];
  expect(cutLike(drawn(0, 180), rows)).toEqual(rows);
});

test.each<readonly [of: string, known: object]>([
  ['no name was kept', { workspace: undefined, slug: undefined }],
  ['another name was kept before it was changed', { workspace: t`Acme Old`, slug: t`acme-old` }],
])('the open workspace has the name that it has now: %s', (_, known) => {
  const overview = { workspace: { name: t`Acme`, slug: t`acme` } };
  const workspacesNow = [{ name: t`default`, current: true, where: t`us`, ...known }];
  const given = { place: placeOf(pages.workspaces.id), read: snapshots().read, workspaces: workspacesNow, overview };
  const rows = markedOf(drawnRows(workspaces as never, given, { width: 100, height: 20 }));
  expect(rows[3]).toMatch(/^good\{●\} {2}default {2}Acme {2}acme {2}us/);
});

test.each<readonly [selected: number, rows: readonly string[]]>([
  [
    0,
    [
      'strong{Acme}  good{open}',
      'dim{Profile}  default',
      'dim{Region}  us',
      'dim{Slug}  acme',
      'dim{Access}  owner',
      'dim{Token}  file',
      'dim{Changes}  read-only',
      'dim{Opened}  11:30  1h',
    ],
  ],
  [
    1,
    [
      'strong{Acme Staging}',
      'dim{Profile}  staging',
      'dim{Region}  eu',
      'dim{Slug}  acme-staging',
      'dim{Access}  member',
      'dim{Token}  environment',
      'dim{Changes}  allowed',
      'dim{Opened}  Jan 13 12:30  2d',
      'key{<workspaces.open>} dim{opens it, and leaves the one that is open}',
    ],
  ],
  [
    2,
    [
      'strong{bare}',
      'dim{Profile}  bare',
      'dim{It was never open on this machine.}',
      'key{<workspaces.open>} dim{opens it, and leaves the one that is open}',
    ],
  ],
])('what is known of number %i, beside the list', (selected, rows) => {
  const all = drawn(selected, 180).slice(2).join('\n');
  const beside = rows.map((row) => all.indexOf(row));
  expect([beside.includes(-1), beside]).toEqual([false, beside.toSorted((a, b) => a - b)]);
  expect(all.match(/opens it, and leaves/g) ?? []).toHaveLength(selected === 0 ? 0 : 1);
});
