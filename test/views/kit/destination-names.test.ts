import { describe, expect, test } from 'vitest';
import type { AuditItem } from '../../../source/domain/entities.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { destinationName, type Naming, resourceName } from '../../../source/views/kit/destination-names.ts';
import type { Connection } from '../../../source/workspace/delivery/fleet.ts';
import { actAt, stageOf } from '../stage.ts';

const connection = (id: string, name: string, source: string | undefined): Connection =>
  ({
    id,
    destination: { id, name: sanitise(name), sourceId: `source-of-${id}` },
    source: source === undefined ? undefined : { name: sanitise(source) },
  }) as unknown as Connection;

function naming(ascii: boolean, ...connections: readonly Connection[]): Naming {
  const fleet = {
    connections,
    listed: connections.map(({ destination }) => destination),
    byId: new Map(connections.map((each) => [each.id, each])),
  };
  return { overview: { fleet }, glyphs: glyphs(ascii) } as unknown as Naming;
}

const item = (id: string, name: string): AuditItem =>
  ({ resourceId: id, resourceName: sanitise(name) }) as unknown as AuditItem;

const twins = [
  connection('a', 'Braze', 'Web (prod)'),
  connection('b', 'Braze', 'iOS'),
  connection('c', 'Amplitude', 'iOS'),
  connection('d', 'Braze', undefined),
];

describe('a destination by its name alone', () => {
  test.each([
    ['one of several of that name has its source besides', 'a', 'Braze', 'Braze ← Web (prod)'],
    ['another of them', 'b', 'Braze', 'Braze ← iOS'],
    ['one whose source is not known has the start of its id', 'd', 'Braze', 'Braze ← source-o'],
    ['one of a name of its own keeps it', 'c', 'Amplitude', 'Amplitude'],
    ['one that is renamed since keeps the name it had then', 'a', 'Old Braze', 'Old Braze'],
    ['one that had the name of another then has its source', 'c', 'Braze', 'Braze ← iOS'],
    ['what is gone, or no destination, keeps its name', 'gone', 'Braze', 'Braze'],
  ])('in the audit trail %s', (_, id, name, expected) => {
    expect(resourceName(item(id, name), naming(false, ...twins))).toBe(expected);
  });

  test.each([
    ['a', 'Braze < Web (prod)'],
    ['c', 'Amplitude'],
  ])('in a list %s is called so, also without any mark beyond ASCII', (id, expected) => {
    const context = naming(true, ...twins);
    expect(destinationName(context.overview.fleet.byId.get(id)!, context)).toBe(expected);
  });
});

test.each([
  ['the recent activity of Home', 'home'],
  ['the audit trail', 'audit'],
  ['the notifications', 'notifications'],
] as const)('%s tells which of three destinations called Braze was changed', async (_, view) => {
  const stage = await stageOf('everything');
  const act = actAt(stage, { view, params: {} }, { columns: 200, rows: 60 });
  await act.settled();
  const rows = act
    .text()
    .split('\n')
    .filter((row) => /(?:Integration|Destination) \w+ .*Braze/.test(row));
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toContain('Braze ← Web (prod)');
});

test('the title of a menu tells it as well', async () => {
  const stage = await stageOf('everything');
  const act = actAt(stage, { view: 'audit', params: { resource: 'XFEQv4hTwcyqEiz7waK3ku' } });
  await act.settled();
  act.press('m');
  expect(act.store.getState().overlay).toMatchObject({ kind: 'menu', title: t`Braze ← Web (prod)` });
});
