import { expect, test } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { hour } from '../../../../source/domain/time.ts';
import { besideFrom } from '../../../../source/state/table-look.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import type { PayloadModel } from '../../../../source/views/delivery/payload/model.ts';
import { codeCurve, leastUnderPayload, underPayload } from '../../../../source/views/delivery/payload/under.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { destinationWith, failuresOf, hourly, now, period, snapshots } from '../../../workspace/snapshots.ts';

const destination = destinationWith('braze', 'web', { name: t`Braze` });
/** The connection and the picture of it stay the same: only the report of its failures is read anew. */
const connection = {
  id: 'braze',
  destination,
  state: 'failing',
  judgement: {},
} as unknown as PayloadModel['connection'];
const world = snapshots();
const context = {
  read: world.read,
  period,
  now,
  glyphs: glyphs(false),
  keyOf: (command: string) => sanitise(`<${command}>`),
  overview: { activity: { data: { items: [] }, problems: [] }, fleet: { byId: new Map([['braze', connection]]) } },
} as never;

/** The error 401, which failed so many events in the hours up to now. */
function modelOf(counts: readonly number[], change: Partial<PayloadModel> = {}): PayloadModel {
  const resource = resources.failures(period, destination);
  world.set(resource, failuresOf({ 401: hourly(...counts) }));
  const report = world.read(resource);
  const row = report.data?.rows[0];
  return { connection, code: t`401`, row, report, samples: [], shown: -1, ...change } as unknown as PayloadModel;
}

const texts = (model: PayloadModel, width = besideFrom, height = leastUnderPayload): string =>
  underPayload(model, context, width, height).map(lineText).join('\n');

test('what fails here follows a report that was read anew, where nothing else has changed', () => {
  expect(texts(modelOf([3, 4]))).toContain('7  401');
  expect(texts(modelOf([3, 9]))).toContain('12  401');
});

test('nothing stands under a payload where there is too little room', () => {
  const model = modelOf([3, 4]);
  expect(underPayload(model, context, besideFrom, leastUnderPayload - 1)).toEqual([]);
  expect(underPayload(model, context, besideFrom - 1, leastUnderPayload)).toEqual([]);
  expect(underPayload(model, context, besideFrom, leastUnderPayload)).toHaveLength(leastUnderPayload);
});

test.each<readonly [of: string, change: Partial<PayloadModel>, has: readonly string[], lacks: readonly string[]]>([
  ['without a sample', {}, ['<payload.copy> copies its link', '401 by the hour'], ['sample.next']],
  ['with one sample', { samples: [{}] as never, shown: 0 }, ['<payload.copy> copies it '], ['sample.next']],
  [
    'with two samples',
    { samples: [{}, {}] as never, shown: 0 },
    ['<sample.next> the next sample of this error', '<page.audit> all that was done to the destination'],
    [],
  ],
  ['that has no name yet', { code: undefined }, ['╭ Failed ─'], ['by the hour ─']],
])('the keys and the title beside an error %s', (_, change, has, lacks) => {
  const text = texts(modelOf([3, 4], change), 200, 16);
  expect(has.filter((part) => !text.includes(part))).toEqual([]);
  expect(lacks.filter((part) => text.includes(part))).toEqual([]);
});

test('the curve of an error has its hours alone, up to when they were read', () => {
  const { row, report } = modelOf([3, 4]);
  const curve = codeCurve({ row, report, connection }, context)!;
  expect([curve.values.slice(-3), curve.starts.at(-1), curve.end]).toEqual([
    [0, 3, 4],
    now - (now % hour),
    now - (now % hour) + hour,
  ]);
  expect(codeCurve({ row: undefined, report, connection }, context)).toBeUndefined();
});
