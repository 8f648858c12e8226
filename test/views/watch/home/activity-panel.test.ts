import { describe, expect, it } from 'vitest';
import type { AuditItem } from '../../../../source/domain/entities.ts';
import { t } from '../../../../source/domain/text.ts';
import { hour, minute, second } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import {
  activityPane,
  activityPanel,
  activityRows,
  switchedOff,
} from '../../../../source/views/watch/home/activity-panel.ts';
import {
  auditWith,
  destinationWith,
  now,
  problemWith,
  sourceWith,
  warehouseWith,
} from '../../../workspace/snapshots.ts';

const connection = (id: string, enabled: boolean) =>
  [id, { id, destination: destinationWith(id, 'web', { enabled, name: t`Braze` }) }] as const;
const context = (activity: object = { data: { items: [] } }) =>
  ({
    now,
    glyphs: glyphs(false),
    keyOf: () => t`8`,
    overview: {
      activity: { problems: [], status: 'ready', version: 1, ...activity },
      fleet: { listed: [], connections: [], byId: new Map([connection('on', true), connection('off', false)]) },
      flow: {
        bySource: new Map([
          ['web', { source: sourceWith('web') }],
          ['old', { source: sourceWith('old', { enabled: false }) }],
        ]),
      },
      storage: [{ warehouse: warehouseWith('dwh', { enabled: false }) }, { warehouse: warehouseWith('lake') }],
    },
  }) as never;
const item = (resourceId: string, type: AuditItem['type'], change: Partial<AuditItem> = {}) =>
  auditWith({ at: now - minute, id: `events/${resourceId}`, resourceId, type, ...change });

describe('an item leads to', () => {
  it.each<readonly [of: string, item: AuditItem, page: string | undefined]>([
    ['a destination that it switched off', item('off', t`Destination Disabled`), 'destination'],
    ['a source', item('old', t`Source Disabled`), 'source'],
    ['a warehouse', item('dwh', t`Storage Destination Disabled`), 'warehouse'],
    ['no destination that is on again', item('on', t`Destination Disabled`), undefined],
    ['no source that is on again', item('web', t`Source Disabled`), undefined],
    ['no warehouse that is on again', item('lake', t`Storage Destination Disabled`), undefined],
    ['nothing that is gone', item('gone', t`Source Disabled`), undefined],
    ['nothing that was only modified', item('off', t`Destination Modified`), undefined],
  ])('%s', (_, given, page) => {
    expect(switchedOff(given, context())?.view).toBe(page);
    const [row] = activityPane([given], context()).rows;
    expect(row).toMatchObject({ key: given.id, open: { view: page ?? 'audit-item' } });
  });

  it('the trail, from the panel itself', () => {
    const pane = activityPane([item('off', t`Destination Modified`)], context());
    expect([pane.open?.view, pane.rows[0]?.subject]).toEqual(['audit', { kind: 'audit', id: 'off', name: 'Braze' }]);
  });
});

describe('the columns', () => {
  const cell = (id: string, of: AuditItem, width = 0) => {
    const column = activityPanel([], context()).columns.find((each) => each.id === id)!;
    const found = column.cell(of, { now, width } as never);
    return typeof found === 'string' ? found : (found as { text: string; tone: string });
  };

  it.each([
    [now - 9 * second, 'now'],
    [now - 40 * second, '40s'],
    [now - 2 * hour - 10 * minute, '2h'],
  ])('an age is one number: %#', (at, text) => {
    expect(cell('age', item('x', t`Source Modified`, { at }))).toMatchObject({ text, tone: 'dim' });
  });

  it.each([
    [t`Source Modified`, 'text'],
    [t`Storage Destination Sync Failed`, 'bad'],
  ])('%s is %s', (type, tone) => {
    expect(cell('type', item('x', type))).toMatchObject({ text: type, tone });
  });

  it.each([
    [0, 'ana@acme.example'],
    [16, 'ana@acme.example'],
    [15, 'ana'],
  ])('on %i columns the actor is %s', (width, text) => {
    const given = item('x', t`Source Modified`, { actorEmail: t`ana@acme.example` });
    expect(cell('actor', given, width)).toMatchObject({ text, tone: 'dim' });
  });
});

describe('the panel', () => {
  const told = (rows: readonly AuditItem[], activity: object) => {
    const { folded, instead, trouble } = activityPanel(rows, context(activity));
    return [lineText(folded), instead.map(lineText)[0], trouble?.text];
  };
  const one = item('off', t`Destination Modified`, { actorEmail: t`ana@acme.example`, at: now - 3 * minute });
  const error = problemWith();

  it.each<readonly [of: string, rows: readonly AuditItem[], activity: object, expected: readonly unknown[]]>([
    [
      'what was done last',
      [one],
      { data: { items: [one] } },
      ['Activity3m Destination Modified  Braze  ana@acme.example', 'Nothing was changed in this period', undefined],
    ],
    [
      'that it could not be renewed',
      [one],
      { data: { items: [one] }, fetchedAt: now - minute, error },
      [
        'Activity3m Destination Modified  Braze  ana@acme.example',
        'Nothing was changed in this period',
        'audit trail: server error (500), 1m old',
      ],
    ],
    [
      'that nothing was done',
      [],
      { data: { items: [] } },
      ['ActivityNothing was changed in this period', 'Nothing was changed in this period', undefined],
    ],
    ['that it is being read', [], {}, ['ActivityReading the audit trail…', 'Reading the audit trail…', undefined]],
    ['why it is not known', [], { error }, ['Activityserver error (500)', 'server error (500)', undefined]],
  ])('tells %s', (_, rows, activity, expected) => {
    expect(told(rows, activity)).toEqual(expected);
  });

  it('has the items as they are read', () => {
    expect(activityRows(context({ data: { items: [one] } }))).toEqual([one]);
    expect(activityRows(context({}))).toEqual([]);
  });
});
