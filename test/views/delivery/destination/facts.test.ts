import { expect, test } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { factRows } from '../../../../source/views/delivery/destination/facts.ts';
import { auditWith, destinationWith, now, problemWith } from '../../../workspace/snapshots.ts';

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
