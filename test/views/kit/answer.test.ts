import { beforeAll, describe, expect, test } from 'vitest';
import { whyNot } from '../../../source/actions/index.ts';
import { roundTop } from '../../../source/components/charts/scale.ts';
import type { Sync } from '../../../source/domain/entities.ts';
import { t } from '../../../source/domain/text.ts';
import { hour } from '../../../source/domain/time.ts';
import { pages, type ViewId } from '../../../source/state/pages.ts';
import { rowsCurve } from '../../../source/views/kit/answer/storage.ts';
import { emulator } from '../../harness/terminal/emulator.ts';
import { type Act, type ActOptions, actAt, type Stage, stageNow, stageOf } from '../stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  for (const view of ['home', 'triage', 'health', 'protocols', 'alerts'] as const)
    await actAt(stage, { view, params: {} }).settled();
});

const opened = (view: ViewId, options: ActOptions = {}): Act => actAt(stage, { view, params: {} }, options);
const rowsOf = (act: Act): string[] => act.text().split('\n');
/** The part of the screen right of the details. */
const rightOf = (act: Act): string[] =>
  rowsOf(act).flatMap((row) => {
    const [, right] = /(?:││|╮╭|╯╰)(.*)$/.exec(row) ?? [];
    return right === undefined ? [] : [right.replace(/[│╮╯]$/, '').trimEnd()];
  });

/** Eighths filled in each column of the curve that stands on the screen of a terminal, from its axis on. */
function curveSeen(act: Act, columns: number, rows: number): number[] {
  const screen = emulator({ cols: columns, rows });
  screen.write(act.screen.get().lines.join('\r\n'));
  const cells = screen.cells();
  const floor = cells.findLastIndex((row) =>
    row
      .map(({ char }) => char)
      .join('')
      .includes('0 ┤'),
  );
  const axis = cells[floor]!.findLastIndex(({ char }) => char === '┤');
  const top = cells.findLastIndex((row, y) => y < floor && row[axis]!.char === '┤');
  const end = cells[floor]!.findLastIndex(({ char }) => char !== '│' && char !== ' ') + 1;
  return Array.from({ length: end - axis - 1 }, (_, index) =>
    cells
      .slice(top, floor + 1)
      .reduce((sum, row) => sum + Math.max(0, ' ▁▂▃▄▅▆▇█'.indexOf(row[axis + 1 + index]!.char)), 0),
  );
}

describe('below a short list on a wide screen', () => {
  test('stand how it went, the top reasons, what changed and what to do next', () => {
    const text = rightOf(opened('triage', { columns: 120, rows: 40 }));
    const at = (wanted: RegExp) => text.findIndex((row) => wanted.test(row));
    const order = [/Failed by the hour/, /^ Reasons/, /2\.39k {2}401 {2}Credentials refused {2}lost/, /^ What changed/];
    expect(order.map(at)).toEqual(order.map(at).toSorted((a, b) => a - b));
    expect(order.map(at)).not.toContain(-1);
    expect(text[at(/^ What changed/) + 1]).toMatch(/11:01 {2}Integration Modified {2}Braze ← Web \(prod\)/);
    expect(text[at(/^ Next/) + 1]).toMatch(/⏎ opens the connection/);
  });

  test('a terminal shows of each hour its share of the scale', () => {
    const size = { columns: 200, rows: 60 };
    const act = opened('triage', size);
    const { series } = act.screen.scene.context.overview.fleet.failing.find(
      ({ id }) => id === 'XFEQv4hTwcyqEiz7waK3ku',
    )!;
    const seen = curveSeen(act, size.columns, size.rows);
    const rows = seen.reduce((most, eighths) => Math.max(most, eighths), 0);
    const counts = series.map(({ count }) => count).slice(0, -1);
    const top = roundTop(series.map(({ count }) => count));
    const highest = Math.max(...counts);
    // The whole height is what the highest hour tells: its share of the scale in eighths.
    const steps = Math.round((rows * top) / highest / 8) * 8;
    const columns = seen.length / series.length;
    const drawn = counts.map((_, index) => seen[Math.floor((index + 0.5) * columns)]);
    expect(drawn).toEqual(counts.map((count) => (count <= 0 ? 1 : Math.max(2, Math.round((count / top) * steps)))));
  });

  test('the list has the whole width, so that nothing that matters is cut', () => {
    const rows = rowsOf(opened('health', { columns: 120, rows: 40 }));
    expect(rows.find((row) => row.includes('permissions:'))).toContain('permission denied for relation tracks (SQL');
    const raised = rowsOf(opened('alerts', { columns: 120, rows: 40 })).slice(6, 12);
    expect(raised.filter((row) => row.includes('Successful delivery rate'))).toHaveLength(2);
  });

  test('nothing stands on what was not read: the trail is being read, or told to be silent', async () => {
    const fresh = await stageOf('everything');
    const act = actAt(fresh, { view: 'triage', params: {} }, { columns: 120, rows: 40 });
    expect(act.text()).not.toMatch(/Nothing in the last/);
    const silent = opened('triage', { columns: 120, rows: 40 });
    silent.press('j');
    expect(rightOf(silent).join('\n')).toMatch(/Nothing in the last 24 hours, by the audit trail/);
  });
});

describe('under a page of one thing that leaves half of a wide screen empty', () => {
  const braze = { id: 'XFEQv4hTwcyqEiz7waK3ku' };

  test('stands what its filters take out by the hour, who changed them, and what to do next', async () => {
    const place = pages.destinationFilters.at(braze.id);
    await actAt(stage, place).settled();
    const text = actAt(stage, place, { columns: 200, rows: 60 }).text();
    expect(text).toMatch(
      /Taken out by the hour[\s\S]*┤[\s\S]*What changed[\s\S]*Destination Filter Modified {2}Test accounts/,
    );
    expect(actAt(stage, place, { columns: 80, rows: 24 }).text()).not.toContain('Taken out by the hour');
    const act = actAt(stage, place, { columns: 200, rows: 60 });
    act.press('/', ...'cards', 'enter');
    expect(act.text()).not.toContain('Taken out by the hour');
  });

  test('stands how the connection went whose change is looked at', async () => {
    const list = actAt(stage, { view: 'audit', params: {} });
    await list.settled();
    const { items } = list.screen.scene.context.overview.activity.data!;
    const changed = items.find(({ resourceId }) => resourceId === braze.id)!;
    const place = pages.auditItem.at(changed.id);
    await actAt(stage, place).settled();
    expect(actAt(stage, place, { columns: 120, rows: 40 }).text()).toMatch(
      /Integration Modified[\s\S]*╭ Braze ← Web \(prod\)[\s\S]*Failed by the hour {2}↑ changed/,
    );
  });
});

describe('every key that is shown as a next step works on its row', () => {
  const keys = { '⏎': 'row.open', p: 'payload', A: 'page.audit', D: 'debugger', o: 'browser' } as const;
  test.each(['triage', 'health', 'protocols', 'alerts', 'functions', 'reverseEtl', 'engage'] as const)(
    '%s',
    async (id) => {
      const view = pages[id].id;
      await opened(view).settled();
      const act = opened(view, { columns: 200, rows: 60 });
      const { rows } = act.screen.scene.panes[0]!;
      const found = new Set<string>();
      for (const { key } of rows) {
        const text = rightOf(act);
        const next = text.slice(text.indexOf(' Next') + 1);
        for (const row of next) {
          const command = keys[/^ {3}(\S) /.exec(row)?.[1] as keyof typeof keys];
          if (!command) continue;
          const why = whyNot(act.environment, command);
          found.add(why === undefined ? 'works' : `${key}: ${command}: ${why}`);
        }
        act.press('j');
      }
      expect([...found]).toEqual(['works']);
    },
  );
});

test('on a narrow screen the details stand under the list, with their graph', () => {
  const rows = rowsOf(opened('triage', { columns: 80, rows: 40 }));
  const details = rows.findIndex((row) => row.includes('Details'));
  expect(details).toBeGreaterThan(rows.findIndex((row) => row.includes('API calls')));
  expect(rows.findIndex((row) => row.includes('Failed by the hour'))).toBeGreaterThan(details);
});

describe('rows that syncs loaded', () => {
  const edge = stageNow - (stageNow % hour);
  const sync = (sourceId: string, hoursAgo: number, rows: bigint | undefined): Sync => ({
    sourceId,
    start: edge - hoursAgo * hour,
    end: undefined,
    status: 'success',
    word: t`success`,
    seconds: 1,
    rows,
    notices: [],
  });
  const of = (syncs: readonly Sync[], isWhole = true) => {
    const { overview } = opened('home').screen.scene.context;
    return rowsCurve(syncs, { warehouse: { id: 'w' } as never, isWhole }, { overview, now: stageNow })?.values;
  };

  test('begin where the reports of every source reach back to', () => {
    expect(of([sync('a', 9, 1n), sync('a', 3, 5n), sync('b', 3, 7n), sync('b', 1, 2n)])).toEqual([12, 0, 2, 0]);
  });

  test('an hour without a sync is no zero where reports were lost', () => {
    expect(of([sync('a', 2, 5n), sync('a', 0, 1n)], false)).toEqual([5, undefined, 1]);
  });

  test('an hour with a sync whose rows nobody told is no zero, and no part of a sum', () => {
    expect(of([sync('a', 2, undefined), sync('a', 1, 4n), sync('a', 1, undefined), sync('a', 0, 1n)])).toEqual([
      undefined,
      undefined,
      1,
    ]);
  });

  test('two days are drawn at most, and one hour alone is no curve', () => {
    expect(of([sync('a', 100, 5n)])).toHaveLength(48);
    expect(of([sync('a', 0, 5n)])).toBeUndefined();
    expect(of([])).toBeUndefined();
  });
});
