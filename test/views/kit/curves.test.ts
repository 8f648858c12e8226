import { beforeAll, describe, expect, test } from 'vitest';
import { roundTop } from '../../../source/components/charts/scale.ts';
import type { Meter } from '../../../source/domain/usage/meters.ts';
import { type Glyphs, glyphs } from '../../../source/theme/glyphs.ts';
import { paintAll } from '../../../source/theme/paint.ts';
import { palette } from '../../../source/theme/palette.ts';
import { type Curve, curveRows } from '../../../source/views/kit/answer/answer.ts';
import { failedCurve } from '../../../source/views/kit/answer/connection.ts';
import { flowCurve } from '../../../source/views/kit/answer/source.ts';
import { rowsCurve } from '../../../source/views/kit/answer/storage.ts';
import { meterAnswer } from '../../../source/views/kit/answer/usage.ts';
import { emulator } from '../../harness/terminal/emulator.ts';
import { actAt, type Stage, stageNow, stageOf } from '../stage.ts';

/** The curves of answers as a terminal shows them in each style, beside what they are drawn of. */
let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  for (const view of ['home', 'health', 'usage'] as const) await actAt(stage, { view, params: {} }).settled();
}, 60_000);

const contextNow = () => {
  const act = actAt(stage, { view: 'home', params: {} });
  act.text();
  return act.screen.scene.context;
};

const curves = {
  'what a connection failed': () => {
    const context = contextNow();
    return failedCurve(context.overview.fleet.failing[0]!, context);
  },
  'what a source sent': () => {
    const context = contextNow();
    return flowCurve(context.overview.flow.flows[0]!, context);
  },
  'what was used by the day': () => {
    const context = contextNow();
    return meterAnswer(context.overview.meters[0] as Meter, context).curve;
  },
  'rows of which an hour is not told': () => {
    const context = contextNow();
    const { warehouse } = context.overview.storage[0]!;
    const syncs = [30_000, undefined, 12_000, 0, 45_000].map((rows, index) => ({
      sourceId: 'one',
      start: stageNow - (6 - index) * 3_600_000,
      end: stageNow - (6 - index) * 3_600_000 + 60_000,
      status: 'success' as const,
      word: 'success',
      seconds: 60,
      rows,
      notices: [],
    }));
    return rowsCurve(syncs as unknown as Parameters<typeof rowsCurve>[0], { warehouse, isWhole: true }, context);
  },
} satisfies Record<string, () => Curve | undefined>;

interface Style {
  readonly glyphs: Glyphs;
  /** Steps of one row, and columns of values in one cell. */
  readonly steps: number;
  readonly halves: 1 | 2;
  filled(char: string, half: number): number;
}

const dots = [0x47, 0xb8];
const inBits = (bits: number): number => [...bits.toString(2)].filter((bit) => bit === '1').length;
const styles: Readonly<Record<string, Style>> = {
  blocks: { glyphs: glyphs(false), steps: 8, halves: 1, filled: (char) => Math.max(0, ' ▁▂▃▄▅▆▇█'.indexOf(char)) },
  braille: {
    glyphs: glyphs(false, 'braille'),
    steps: 4,
    halves: 2,
    filled: (char, half) => (char === ' ' ? 0 : inBits((char.codePointAt(0)! - 0x2800) & dots[half]!)),
  },
  ASCII: { glyphs: glyphs(true), steps: 8, halves: 1, filled: (char) => Math.max(0, ' _.:-=+*#'.indexOf(char)) },
};

const [width, height] = [110, 9];

/** Steps that are filled above the floor, for each value of the curve. */
function seen(curve: Curve, { glyphs: marks, halves, filled }: Style): number[] {
  const screen = emulator({ cols: width, rows: height });
  const block = curveRows(curve, { glyphs: marks, now: stageNow }, width, height);
  screen.write(paintAll(block, width, palette('16')).join('\r\n'));
  const cells = screen.cells();
  const rows = cells.map((row) => row.map(({ char }) => char).join(''));
  const floor = rows.findIndex((row) => /^ *0 \S/.test(row));
  const axis = rows[floor]!.search(/(?<=0 )\S/);
  const columns = (width - axis - 1) * halves;
  const count = curve.values.length;
  // All values are equally wide; what is left over stays blank.
  const wide = Math.floor(columns / count);
  return curve.values.map((_, index) => {
    const at = Math.floor((index + 0.5) * wide);
    return cells
      .slice(0, floor + 1)
      .reduce((sum, row) => sum + filled(row[axis + 1 + Math.floor(at / halves)]!.char, at % halves), 0);
  });
}

describe.each(Object.entries(curves))('%s', (_, of) => {
  test.each(Object.entries(styles))(
    'in %s each value has its share of the scale, and what is not known is a gap',
    (_name, style) => {
      const found = of();
      expect(found).toBeDefined();
      const curve: Curve = { ...found!, before: undefined, limit: undefined, changes: [], failed: undefined };
      const heights = seen(curve, style);
      const top = roundTop(curve.values);
      const whole = heights.reduce((most, each) => Math.max(most, each), 0);
      const highest = Math.max(...curve.values.map((value) => value ?? 0));
      const steps = Math.round((whole * top) / highest / style.steps) * style.steps;
      // The last one is not over yet, and drawn as such.
      curve.values.slice(0, -1).forEach((value, index) => {
        const share = value === undefined ? 0 : value <= 0 ? 1 : Math.max(2, Math.round((value / top) * steps));
        expect([index, heights[index]]).toEqual([index, share]);
      });
    },
  );
});

test('an hour of which nobody told the rows is a gap between hours that have some', () => {
  expect(curves['rows of which an hour is not told']()!.values.slice(0, 5)).toEqual([
    30_000,
    undefined,
    12_000,
    0,
    45_000,
  ]);
});
