import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Column, Placed } from '../../source/components/table/columns.ts';
import { glyphs } from '../../source/theme/glyphs.ts';
import { widthOf } from '../../source/theme/width.ts';
import { views } from '../../source/views/registry.ts';
import { throughTabs } from './scenarios.ts';
import { actAt, type Stage, stageNow, stageOf } from './stage.ts';
import { findTargets } from './targets.ts';

interface Laid {
  readonly rows: readonly unknown[];
  readonly placed: readonly Placed<unknown>[];
}

/** Every layout of columns that was drawn, in order. */
const laid = vi.hoisted((): Laid[] => []);

vi.mock(import('../../source/components/table/columns.ts'), async (original) => {
  const own = await original();
  return {
    ...own,
    layoutColumns: (columns, rows, width, context) => {
      const placed = own.layoutColumns(columns, rows, width, context);
      laid.push({ rows, placed } as Laid);
      return placed;
    },
  };
});

const { cellWidth } = await import('../../source/components/table/columns.ts');

const sizes = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const;

/** What a column needs to show all of its rows: by itself, or where its cells have so much room and may say it shorter. */
function contentOf(column: Column<unknown>, rows: readonly unknown[], width = 0): number {
  const cell = { glyphs: glyphs(false), now: stageNow, width, selected: false, marked: false };
  const widest = rows.reduce<number>((most, row) => Math.max(most, cellWidth(column.cell(row, cell))), 0);
  return Math.max(widest, widthOf(column.header));
}

/** Columns that have more room than their content while one that matters more is cut; a graph uses all it gets. */
function wasted({ rows, placed }: Laid): string[] {
  const shown = rows.slice(0, 60);
  const cut = placed.filter(({ column, width }) => contentOf(column, shown, width) > width);
  const most = Math.min(...cut.map(({ column }) => column.priority));
  return placed
    .filter(
      ({ column, width }) =>
        column.priority > most && width > Math.max(contentOf(column, shown), contentOf(column, shown, width)),
    )
    .map(
      ({ column }) =>
        `${column.id} pads while ${cut.map(({ column: { id } }) => id).join(', ')} of priority ${most} is cut`,
    );
}

let stage: Stage;
let targets: Awaited<ReturnType<typeof findTargets>>['targets'];
beforeAll(async () => {
  stage = await stageOf('everything');
  ({ targets } = await findTargets(stage));
}, 200_000);

describe('no column pads while one that matters more is cut', () => {
  test.each(views.map(({ id }) => id))('%s', async (id) => {
    const found: string[] = [];
    for (const [columns, rows] of sizes) {
      laid.length = 0;
      const act = actAt(stage, targets.get(id) ?? { view: id, params: {} }, { columns, rows });
      await throughTabs(act);
      for (const each of laid) found.push(...wasted(each).map((one) => `${columns}×${rows}: ${one}`));
    }
    expect([...new Set(found)]).toEqual([]);
  });
});

test('tables were looked at', () => {
  laid.length = 0;
  actAt(stage, { view: 'destinations', params: {} }, { columns: 81, rows: 25 }).text();
  expect(laid.length).toBeGreaterThan(0);
});
