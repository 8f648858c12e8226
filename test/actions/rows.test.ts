import { beforeAll, describe, expect, test } from 'vitest';
import { current } from '../../source/actions/current.ts';
import type { ViewId } from '../../source/state/pages.ts';
import { paneState } from '../../source/state/place.ts';
import { place } from '../../source/state/store.ts';
import { type Act, actAt, type Stage, stageOf } from '../views/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  await actAt(stage, { view: 'destinations', params: {} }).settled();
});

const opened = (view: ViewId): Act => actAt(stage, { view, params: {} });
const rowOf = (act: Act): string | undefined => current(act.environment)?.row?.key;
const rowsOf = (act: Act): readonly string[] => current(act.environment)!.pane.rows.map(({ key }) => key);
const list = (act: Act) => paneState(place(act.store.getState()), 'list');

describe('moving', () => {
  test.each([
    ['j', ['j'], 1],
    ['down and up', ['j', 'j', 'k'], 1],
    ['not above the first', ['k', 'k'], 0],
    ['the last and beyond', ['G', 'j'], -1],
    ['the first', ['G', 'g', 'g'], 0],
    ['a broken sequence', ['j', 'g', 'j'], 2],
  ])('%s', (_, keys, index) => {
    const act = opened('destinations');
    act.press(...keys);
    expect(rowOf(act)).toBe(rowsOf(act).at(index));
  });

  test('page keys go as far as there are rows on screen', () => {
    const act = opened('destinations');
    act.resize(80, 24);
    act.press('ctrl+d');
    expect(rowsOf(act).indexOf(rowOf(act)!)).toBe(act.screen.pageHeight);
    expect(act.screen.pageHeight).toBeLessThan(22);
  });
});

describe('digits', () => {
  test('open their pages, whatever is typed right after them', () => {
    const act = opened('destinations');
    act.press('3', 'j');
    expect(act.screen.scene.view.id).toBe('sources');
    expect(rowOf(act)).toBe(rowsOf(act)[1]);
  });
});

describe('the selected row stays selected', () => {
  test('through sorting, inverting and back to the natural order', () => {
    const act = opened('destinations');
    act.press('j', 'j');
    const chosen = rowOf(act);
    const natural = rowsOf(act);
    const { columns } = current(act.environment)!.pane;
    for (const { id } of columns!) {
      act.press('s');
      expect([list(act).sort?.column, rowOf(act)]).toEqual([id, chosen]);
      act.press('I');
      expect(rowOf(act)).toBe(chosen);
    }
    act.press('s');
    expect([list(act).sort, rowsOf(act)]).toEqual([undefined, natural]);
    expect(rowOf(act)).toBe(chosen);
  });

  test('when the filter that found it is cleared', () => {
    const act = opened('destinations');
    act.press('/', ...'braze', 'enter', 'j');
    const chosen = rowOf(act);
    expect(rowsOf(act).length).toBeLessThan(10);
    act.press('esc');
    expect([list(act).filter, rowOf(act)]).toEqual(['', chosen]);
    expect(rowsOf(act).length).toBeGreaterThan(50);
  });

  test('and where it stood is selected when it is gone', () => {
    const act = opened('destinations');
    act.press('j', 'j');
    const before = rowsOf(act);
    act.press('/', '!', 'b');
    act.press('esc');
    act.store.setState({
      stack: act.store.getState().stack.map((each) => ({
        ...each,
        panes: { list: { ...paneState(each, 'list'), selected: 'not-there-any-more', index: 2 } },
      })),
    });
    expect(rowOf(act)).toBe(before[2]);
  });

  test('when one comes back to the list, with its filter and its scroll position', () => {
    const act = opened('destinations');
    act.resize(80, 24);
    act.press('/', 'a', 'enter', ...Array.from({ length: 30 }, () => 'j'));
    const { offset } = list(act);
    const chosen = rowOf(act);
    expect(offset).toBeGreaterThan(0);
    act.press('enter');
    expect(act.screen.scene.view.id).toMatch(/destination|warehouse/);
    act.store.setState({ data: act.store.getState().data + 1 });
    act.press('esc');
    expect([list(act).offset, list(act).filter, rowOf(act)]).toEqual([offset, 'a', chosen]);
  });
});

describe('sorting', () => {
  test('counts begin with the largest, names with the first; the order is remembered for the view', () => {
    const act = opened('sources');
    act.press('s');
    expect(act.saved.sorts).toEqual({ sources: { column: 'name', descending: false } });
    while (list(act).sort?.column !== 'events') act.press('s');
    expect(act.saved.sorts).toEqual({ sources: { column: 'events', descending: true } });
    expect(act.text()).toContain('Sources  by Events ▾');
    act.press('esc', '4', '3');
    expect(list(act).sort).toEqual({ column: 'events', descending: true });
  });

  test('inverting needs a column', () => {
    const act = opened('sources');
    act.press('I');
    expect(act.store.getState().toast?.text).toContain('s chooses a column');
  });
});

describe('filtering', () => {
  test('works while one types, shows how much is hidden, and marks what matched', () => {
    const act = opened('destinations');
    act.press('/', ...'zendesk');
    expect(act.text()).toMatch(/1\/\d of 6\d/);
    expect(act.text()).toMatch(/ \/ zendesk .*\d found/);
    act.press('down', 'enter');
    expect(rowOf(act)).toBe(rowsOf(act)[1]);
    expect(act.text()).toContain('Destinations  /zendesk');
  });

  test('says that a pattern is none, and that nothing matches', () => {
    const act = opened('destinations');
    act.press('/', '/', '[');
    expect(act.text()).toContain('makes no sense');
    act.press('esc', '/', ...'qqqq');
    expect(act.text()).toContain('No row matches');
  });

  test('esc clears the line, then the filter, then goes back, and never quits', () => {
    const act = opened('destinations');
    act.press('/', 'b', 'enter', 'esc');
    expect([list(act).filter, act.store.getState().stack.length]).toEqual(['', 2]);
    act.press('esc', 'esc', 'esc');
    expect([act.screen.scene.view.id, act.exits()]).toEqual(['home', 0]);
  });

  test('on Home it looks for a name in everything; the last that is offered filters the list behind the panel', () => {
    const found = opened('home');
    found.press('/', ...'braze', 'enter');
    expect(found.screen.scene.view.id).toBe('destination');
    expect(found.screen.scene.context.overview.triage[0]?.id).toBe(
      `connection:${found.screen.scene.context.place.params.id}`,
    );
    const act = opened('home');
    act.press('tab', '/', ...'braze', 'up', ...Array.from({ length: 40 }, () => 'down'), 'enter');
    expect(act.screen.scene.view.id).toBe('destinations');
    expect(list(act).filter).toBe('braze');
  });

  test('what nothing is called is said while it is typed', () => {
    const act = opened('home');
    act.press('/', ...'xyzzy');
    expect(act.text()).toMatch(/Destinations|Sources \/xyzzy/);
    const palette = opened('home');
    palette.press(':', ...'xyzzy');
    expect(palette.text()).toContain('Nothing read so far is called xyzzy');
  });
});

describe('marking several rows', () => {
  test('from the one marked last to this one, either way, and nothing before one is marked', () => {
    const act = opened('destinations');
    const rows = rowsOf(act);
    act.press('ctrl+space');
    expect([list(act).marked, act.store.getState().toast?.text]).toEqual([
      undefined,
      'Nothing to do: no row is marked yet',
    ]);
    act.press('j', 'space', 'j', 'j', 'ctrl+space');
    expect(list(act).marked).toEqual(rows.slice(1, 5));
    act.press('g', 'g', 'ctrl+space');
    expect([...list(act).marked!].sort()).toEqual(rows.slice(0, 5).toSorted());
  });

  test('all that the filter shows, and none of them the second time; marks of others stay', () => {
    const act = opened('destinations');
    act.press('G', 'space');
    const last = rowsOf(act).at(-1)!;
    act.press('/', ...'braze', 'enter', '*');
    const shown = rowsOf(act);
    expect(shown.length).toBeGreaterThan(1);
    expect(new Set(list(act).marked)).toEqual(new Set([last, ...shown]));
    act.press('*');
    expect(list(act).marked).toEqual([last]);
  });
});

describe('the keys + and -', () => {
  const head = (act: Act): string => act.text().split('\n')[0]!;

  test('make the interval longer and shorter, which the head says beside the age', () => {
    const act = opened('destinations');
    expect(head(act)).not.toContain('every');
    act.press('+');
    expect([act.store.getState().pace, /, every \d+m/.test(head(act))]).toEqual([2, true]);
    act.press('-', '-', '-');
    expect([act.store.getState().pace, /, every [\dms ]+/.test(head(act))]).toEqual([0.25, true]);
    act.press('-');
    expect([act.store.getState().pace, act.store.getState().toast?.text]).toEqual([
      0.25,
      'Nothing to do: every 15 seconds is the most often',
    ]);
    act.press('+', '=');
    expect(head(act)).not.toContain('every');
  });

  test('say that nothing is read again of the past', () => {
    const act = opened('destinations');
    act.press('<', '+');
    expect([act.store.getState().pace, act.store.getState().toast?.text]).toEqual([
      1,
      'Nothing to do: back in time nothing is read again by itself',
    ]);
  });
});

describe('forward', () => {
  test('leads back to where esc came from, with its row and filter; a page opened since ends that', () => {
    const act = opened('destinations');
    act.press('/', ...'braze', 'enter', 'j');
    const chosen = rowOf(act);
    act.press('enter');
    const deep = act.screen.scene.view.id;
    act.press('q', 'q');
    expect(act.screen.scene.view.id).toBe('home');
    act.press(']');
    expect([act.screen.scene.view.id, rowOf(act), list(act).filter]).toEqual(['destinations', chosen, 'braze']);
    act.press('}');
    expect(act.screen.scene.view.id).toBe(deep);
    act.press('q', '3', ']');
    expect([act.screen.scene.view.id, act.store.getState().toast?.text]).toEqual([
      'sources',
      'Nothing to do: no page was left by going back since this one was opened',
    ]);
  });
});
