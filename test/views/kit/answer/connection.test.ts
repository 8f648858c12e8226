import { expect, test } from 'vitest';
import type { StepReport } from '../../../../source/domain/delivery/counts.ts';
import { sanitise } from '../../../../source/domain/text.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { reasonsPart } from '../../../../source/views/kit/answer/connection.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';
import type { Connection } from '../../../../source/workspace/delivery/fleet.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { destinationWith, period, snapshots } from '../../../workspace/snapshots.ts';

const destination = destinationWith('braze', 'web');

/** Failed deliveries by their code; without one for an empty text. */
const report = (...rows: readonly (readonly [code: string, total: number])[]): StepReport => ({
  total: 0,
  rows: rows.map(([code, total]) => ({
    by: code === '' ? {} : { discardReason: sanitise(code) },
    total,
    retries: 0,
    series: [],
  })),
});

/** Lines of the part, each with the tone of its count. */
const told = (given: StepReport | undefined, trouble = true) => {
  const world = snapshots();
  if (given) world.set(resources.failures(period, destination), given);
  const row = { destination, verdict: undefined, judgement: { trouble } } as unknown as Connection;
  const { rows } = reasonsPart(row, { read: world.read, period } as unknown as ViewContext);
  const lines = typeof rows === 'function' ? rows(60) : rows;
  return lines.map((line) => [lineText(line).trim(), line.spans[0]?.tone]);
};

test.each([
  [
    'most first',
    [
      ['400', 7],
      ['401', 900],
    ],
    ['900  401  Credentials refused  lost', '7  400  Bad request  lost'],
  ],
  [
    'what did not happen is none',
    [
      ['401', 0],
      ['400', 1],
    ],
    ['1  400  Bad request  lost'],
  ],
  ['a code that is its own name stands once', [['teapot', 3]], ['3  teapot  unknown']],
  ['one without a reason', [['', 4]], ['4  no reason given  unknown']],
  ['nothing', [], []],
] as const)('what a connection fails for: %s', (_, rows, expected) => {
  expect(told(report(...rows)).map(([text]) => text)).toEqual(expected);
});

test('what was not read is said to be so', () => {
  expect(told(undefined)).toEqual([['reading…', 'dim']]);
});

test('six reasons and how many more there are, red where the connection is in trouble', () => {
  const many = report(...Array.from({ length: 9 }, (_, index) => [`50${index}`, 9 - index] as const));
  expect(told(many).map(([, tone]) => tone)).toEqual([...Array(6).fill('bad'), 'dim']);
  expect(told(many, false).map(([, tone]) => tone)).toEqual([...Array(6).fill('text'), 'dim']);
  expect(told(many).at(-1)?.[0]).toBe('and 3 more');
  expect(told({ ...many, rows: many.rows.slice(0, 6) })).toHaveLength(6);
});
