import { expect, test } from 'vitest';
import { noPrivacy } from '../../../../source/domain/privacy/local.ts';
import { t } from '../../../../source/domain/text.ts';
import { minute } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { destinationRow, exampleRows } from '../../../../source/views/privacy/field/index.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { samples } from '../../../../source/workspace/resources/samples.ts';
import { violationDetails } from '../../../../source/workspace/resources/violations.ts';
import {
  destinationWith,
  failuresOf,
  hourly,
  now,
  type Snapshots,
  snapshots,
  sourceWith,
} from '../../../workspace/snapshots.ts';

const properties = { tags: ['a', 'b'], items: [{ sku: 'x' }, { sku: 'y' }], total: 5, 'a/b~c': 1 };
const event = { properties };
const world = (samples: readonly object[]) =>
  snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.destinations, [])
    .set(resources.trackingPlans, [{ id: 'p', name: t`Plan`, type: t`LIVE` }])
    .set(resources.trackingPlanSources('p'), [sourceWith('web')])
    .set(violationDetails('24h', 'web'), { kind: 'details', rows: [{ samples }] } as never);

/** The rows of the newest payload that has a field, and in them the mark of the field. */
function example(
  path: string,
  samples: readonly object[] = [{ messageId: 'm-1', event, at: now - 2 * minute }],
  of = world(samples),
) {
  const context = {
    overview: {},
    period: '24h',
    read: of.read,
    local: { privacy: noPrivacy },
    now,
    glyphs: glyphs(false),
  };
  return exampleRows({ path: t`${path as never}` }, context as never).map(({ line }) => lineText(line).trimEnd());
}
const marked = (path: string) =>
  example(path)
    .filter((row) => row.endsWith('← this field'))
    .map((row) => row.trim().replace(/ {2}←.*/, ''));

test.each([
  ['properties.total', ['"total": 5,']],
  ['properties.tags[]', ['"a",', '"b"']],
  ['properties.a/b~c', ['"a/b~c": 1']],
  ['properties.items[].sku', ['"sku": "x"', '"sku": "y"']],
])('%s is pointed at wherever the payload has it', (path, rows) => {
  expect(marked(path)).toEqual(rows);
});

test('the payload is the newest that has the field, with its age; of a field that is in none it is said so', () => {
  const samples = [
    { messageId: 'old', event, at: now - 9 * minute },
    { messageId: 'new', event, at: now - 2 * minute },
    { messageId: 'other', event: { properties: { else: 1 } }, at: now },
  ];
  expect(example('properties.total', samples).slice(0, 2)).toEqual(['new  2m ago', '  {']);
  expect(example('properties.none', samples)).toEqual([
    'None: payloads come with the errors and violations that segtop reads',
  ]);
});

test('that a field is in no payload is said once all that may have one was read', () => {
  const none = (of: Snapshots) => example('properties.none', [], of);
  const error = { 'p:401': hourly(1) };
  const failing = () =>
    world([])
      .set(resources.destinations, [destinationWith('d', 'web')])
      .set(resources.failures('24h', destinationWith('d', 'web')), failuresOf(error));
  const read = failing().set(samples({ destinationId: 'd', reason: 'p:401' }), {
    kind: 'samples',
    samples: [],
  } as never);
  const plain = 'None: payloads come with the errors and violations that segtop reads';
  expect([none(snapshots()), none(failing()), none(read)]).toEqual([
    ['Reading payloads: 0 of 3 so far'],
    ['Reading payloads: 5 of 6 so far'],
    [plain],
  ]);
  expect(none(failing().fail(samples({ destinationId: 'd', reason: 'p:401' })))).toEqual([
    'payloads: server error (500)',
  ]);
  expect(none(world([]).fail(violationDetails('7d', 'web')))).toEqual([plain]);
});

test.each<readonly [of: string, flow: object, text: string, tone: string | undefined]>([
  ['gets it', {}, 'Braze ← web', undefined],
  [
    'is off, whatever its filters do',
    { enabled: false, dropped: [{ path: 'a' }] },
    'Braze ← web  off: gets nothing',
    'dim',
  ],
  ['drops it', { dropped: [{ path: 'a' }], broken: ['red'] }, 'Braze ← web  a filter drops it', 'good'],
  ['should not get it', { broken: ['red'], inPart: [{ path: 'a' }] }, 'Braze ← web  ▲ should not flow here', 'bad'],
  [
    'should not get it, its filters not being read',
    { mayBreak: ['red'] },
    'Braze ← web  should not flow here; its filters are not read yet',
    'warn',
  ],
  ['should not get fields of another colour', { broken: ['green'] }, 'Braze ← web', undefined],
  ['drops it of some events', { inPart: [{ path: 'a' }] }, 'Braze ← web  a filter drops it under a condition', 'warn'],
  ['drops another', { dropped: [{ path: 'b' }], inPart: [{ path: 'c' }] }, 'Braze ← web', undefined],
])('a destination that %s', (_, change, text, tone) => {
  const flow = {
    ...{ id: 'd', kind: 'destination', name: t`Braze`, source: sourceWith('web'), enabled: true },
    ...{ dropped: [], inPart: [], broken: [], mayBreak: [], ...change },
  };
  const row = destinationRow(flow as never, { path: t`a`, color: 'red' }, { glyphs: glyphs(false) });
  expect([lineText(row.line), row.line.spans[1]?.tone]).toEqual([text, tone]);
  expect(row).toMatchObject({ key: 'destination:d', open: { view: 'destination', params: { id: 'd' } } });
});
