import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuditItem, Destination } from '../../../../source/domain/entities.ts';
import { t } from '../../../../source/domain/text.ts';
import { paneState, placeOf } from '../../../../source/state/place.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { factRows, factsFolded } from '../../../../source/views/delivery/destination/facts.ts';
import { auditWith, destinationWith, now, problemWith, sourceWith } from '../../../workspace/snapshots.ts';

const destination = destinationWith('braze', 'web');
const told = (changes: object, more: object = {}) => {
  const page = { connection: { destination, sourceEvents: undefined }, changes: { items: [], ...changes }, ...more };
  const overview = { flow: { bySource: new Map() }, fleet: { byId: new Map() } };
  const context = { overview, now, place: { view: 'destination', params: {}, panes: {} } };
  return factRows(page as never, context as never).map(({ line }) => lineText(line).replace(/ +/g, ' ').trim());
};

test.each<readonly [what: string, changes: object, says: string]>([
  ['all of it was read', { known: true, isWhole: true }, 'Changed nothing in 90 days'],
  ['more of it was not looked at', { known: true, isWhole: false }, 'Changed nothing in the newest of the audit trail'],
  ['it is being read', { known: false, isWhole: false }, 'Changed reading the audit trail…'],
  [
    'it may not be read',
    { known: false, isWhole: false, error: problemWith({ kind: 'no-access', status: 403 }) },
    'Changed audit trail: no access (403)',
  ],
])('nothing was changed in 90 days only where all of the trail was read: %s', (_, changes, says) => {
  expect(told(changes)).toContain(says);
});

test.each([
  [6, true, undefined],
  [7, true, '1 more in the audit trail'],
  [9, true, '3 more in the audit trail'],
  [9, false, '3+ more in the audit trail'],
])('of %i changes six are shown, in a trail that was read whole: %s', (count, isWhole, more) => {
  const items = Array.from({ length: count }, (_, index) =>
    auditWith({ at: now - index, type: t`Destination Modified` }),
  );
  const lines = told({ items, known: true, isWhole });
  expect(lines.filter((each) => each.includes('Destination Modified'))).toHaveLength(6);
  expect(lines.find((each) => each.endsWith('in the audit trail'))).toBe(more);
});

test.each([
  [{ kind: 'last-one' }, 'its only enabled destination: off 14d after this'],
  [{ kind: 'none-left', at: undefined }, 'no enabled destination: switched off after 14d'],
  [{ kind: 'none-left', at: now + 3 * 86_400_000 }, 'no enabled destination: switched off in 3d'],
  [{ kind: 'none-left', at: now }, 'no enabled destination: switched off any time now'],
  [{ kind: 'none-left', at: now - 1 }, 'no enabled destination: switched off any time now'],
])('a source that stands on it: %j', (autoDisable, says) => {
  expect(told({ known: true, isWhole: true }, { autoDisable })).toContain(says);
});

describe('what a connection is', () => {
  const web = sourceWith('web', { name: t`Web` });
  const change = auditWith({ at: now - 2 * 60_000, type: t`Destination Modified`, actorEmail: t`ana@acme.example` });
  const rowsOf = (connection: object, items: readonly AuditItem[] = [], listed = true, filter = '') => {
    const page = { connection: { destination, ...connection }, changes: { items, known: true, isWhole: true } };
    const bySource = new Map(listed ? [['web', { source: web }]] : []);
    const place = placeOf('destination');
    const panes = { facts: { ...paneState(place, 'facts'), filter } };
    const context = { overview: { flow: { bySource }, fleet: { byId: new Map() } }, now, place: { ...place, panes } };
    return factRows(page as never, context as never).map((row) => ({
      ...row,
      text: lineText(row.line).replace(/ +/g, ' ').trim(),
      tones: row.line.spans.flatMap(({ text, tone }) => (tone && /\w/.test(text) ? [`${tone}:${text.trim()}`] : [])),
    }));
  };
  const textsOf = (...given: Parameters<typeof rowsOf>) => rowsOf(...given).map(({ text }) => text);

  beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
  afterEach(() => void vi.unstubAllEnvs());

  test('stands in rows, each of which is known by its key', () => {
    const rows = rowsOf({ source: web, sourceEvents: 1_234 }, [change, { ...change, id: 'events/2' }]);
    expect(rows.map(({ key, text }) => `${key} ${text}`)).toEqual([
      'source:web Source Web 1.23k events',
      `audit:${change.id} Changed 12:28 Destination Modified ana@acme.example Braze`,
      'audit:events/2 12:28 Destination Modified ana@acme.example Braze',
      'destination-settings Settings 0 settings, configuration',
      'destination-mappings Mappings which events become which action',
      'destination-filters Filters what is dropped before delivery',
      'fact:6 Type Braze',
      'fact:7 Status Enabled cloud mode',
      'fact:8 Id braze',
    ]);
    expect(rows[0]).toMatchObject({ open: { view: 'source' }, subject: { kind: 'source', id: 'web', name: 'Web' } });
  });

  test.each<readonly [of: string, connection: object, listed: boolean, text: string, tone: string | undefined]>([
    ['that sent nothing', { source: web, sourceEvents: 0 }, true, 'Source Web 0 events', 'dim:0 events'],
    ['whose events are not known', { source: web, sourceEvents: undefined }, true, 'Source Web', undefined],
    [
      'that is off',
      { source: { ...web, enabled: false }, sourceEvents: 5 },
      true,
      'Source Web disabled',
      'warn:disabled',
    ],
    ['that is in no list', { source: undefined, sourceEvents: undefined }, false, 'Source web', undefined],
  ])('names its source: one %s', (_, connection, listed, text, tone) => {
    const [row] = rowsOf(connection, [], listed);
    expect([row?.text, row?.tones[2]]).toEqual([text, tone]);
    expect(row?.open !== undefined).toBe(listed);
  });

  test.each<readonly [change: Partial<Destination>, rows: readonly string[]]>([
    [{ settings: { a: 1 } as never }, ['Settings 1 setting, configuration', 'Status Enabled cloud mode']],
    [{ settings: { a: 1, b: 2 } as never }, ['Settings 2 settings, configuration']],
    [{ enabled: false, mode: 'device' }, ['Status Disabled device mode']],
    [{ categories: [t`Email`, t`CRM`] }, ['Type Braze Email, CRM']],
  ])('and how it is set up: %o', (set, rows) => {
    expect(textsOf({ destination: { ...destination, ...set } })).toEqual(expect.arrayContaining([...rows]));
  });

  test('mappings and filters are rows only of what Segment itself calls', () => {
    const links = (mode: Destination['mode']) =>
      textsOf({ destination: { ...destination, mode } }).filter((text) => /^(?:Mappings|Filters)/.test(text)).length;
    expect([links('cloud'), links('device'), links('storage')]).toEqual([2, 0, 0]);
  });

  test('one that is on is green', () => {
    const status = (enabled: boolean) =>
      rowsOf({ destination: { ...destination, enabled } }).find(({ text }) => text.startsWith('Status'))?.tones[1];
    expect([status(true), status(false)]).toEqual(['good:Enabled', 'dim:Disabled']);
  });

  test('a filter leaves the rows that it finds', () => {
    expect(textsOf({ source: web, sourceEvents: 1 }, [change], true, 'ana@')).toEqual([
      'Changed 12:28 Destination Modified ana@acme.example Braze',
    ]);
  });

  test('where the trail could not be read to its end, that stands below what was read of it', () => {
    const error = problemWith({ kind: 'server', status: 503 });
    const rows = told({ items: [change], known: true, isWhole: false, error });
    const from = rows.findIndex((row) => row.startsWith('Changed'));
    expect(rows.slice(from, from + 2)).toEqual([
      'Changed 12:28 Destination Modified ana@acme.example Braze',
      'audit trail: server error (503)',
    ]);
  });

  test('folded, it is the source and the newest change', () => {
    const folded = (connection: object, items: readonly AuditItem[]) =>
      factsFolded({ connection: { destination, ...connection }, changes: { items } } as never, { now } as never);
    expect([folded({ source: web }, [change]), folded({ source: web }, []), folded({}, [])]).toEqual([
      'Web, Destination Modified 12:28',
      'Web',
      'web',
    ]);
  });
});
