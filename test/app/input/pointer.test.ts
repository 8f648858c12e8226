import { beforeAll, describe, expect, test } from 'vitest';
import { pointerOn } from '../../../source/app/input/pointer.ts';
import { place } from '../../../source/state/store.ts';
import { type Act, type ActOptions, actAt, type Stage, stageOf } from '../../views/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  for (const view of ['home', 'destinations', 'sources'] as const) await actAt(stage, { view, params: {} }).settled();
});

/** A dashboard with a mouse: acts at the place of a text on the screen, each a second after the one before unless it is said. */
function withMouse(view: 'home' | 'destinations' | 'sources', options: ActOptions = {}) {
  const act = actAt(stage, { view, params: {} }, options);
  const pointer = pointerOn(act.environment, act.screen);
  let time = 0;
  const at = (text: string | RegExp): readonly [column: number, row: number] => {
    const rows = act.text().split('\n');
    const row = rows.findIndex((one) => one.search(text) >= 0);
    if (row < 0) throw new Error(`not on screen: ${text}`);
    return [rows[row]!.search(text), row];
  };
  const does = (what: 'click' | 'up' | 'down', text: string | RegExp, after = 1000): void => {
    const [column, row] = at(text);
    time += after;
    pointer({ act: what, column, row, at: time });
  };
  return {
    act,
    click: (text: string | RegExp, after?: number) => does('click', text, after),
    double: (text: string | RegExp) => {
      does('click', text);
      does('click', text, 150);
    },
    up: (text: string | RegExp) => does('up', text),
    down: (text: string | RegExp) => does('down', text),
  };
}

const top = (act: Act) => place(act.store.getState());
const views = (act: Act) => act.store.getState().stack.map(({ view }) => view);
const selected = (act: Act, pane = 'list') => top(act).panes[pane]?.selected;
const rowsOf = (act: Act, pane = 'list') =>
  act.environment
    .panes()
    .find(({ id }) => id === pane)!
    .rows.map(({ key }) => key);
const nameOf = (act: Act, index: number, pane = 'list') =>
  act.environment.panes().find(({ id }) => id === pane)!.rows[index]!.subject!.name;
/** The row whose name stands in a list at this place, as on the screen: the name of a destination, and its source. */
const shownRow = (act: Act, index: number) => {
  const [lead] = nameOf(act, index).split(' ← ');
  return lead!;
};

describe('a click', () => {
  test('on a row selects it and opens nothing', () => {
    const { act, click } = withMouse('sources');
    click(shownRow(act, 3));
    expect(selected(act)).toBe(rowsOf(act)[3]);
    expect(views(act)).toEqual(['home', 'sources']);
  });

  test('on a panel of Home focuses it, and on a row there selects that too', () => {
    const { act, click } = withMouse('home');
    click('Recent activity');
    expect(top(act).pane).toBe(3);
    click('Usage ·');
    expect(top(act).pane).toBe(4);
    const key = rowsOf(act, 'sources').find((one) => one !== 'graph')!;
    const index = rowsOf(act, 'sources').indexOf(key) + 1;
    click(nameOf(act, index, 'sources'));
    expect([top(act).pane, selected(act, 'sources')]).toEqual([0, rowsOf(act, 'sources')[index]]);
  });

  test('on a tab of the page bar opens that page', () => {
    const { act, click } = withMouse('home');
    click('Destinations', 0);
    expect(views(act)).toEqual(['home', 'destinations']);
    click('Health');
    expect(views(act)).toEqual(['home', 'health']);
  });

  test('on the head of a column sorts by it, the second time the other way round', () => {
    const { act, click } = withMouse('destinations');
    click(/Failed(?=.* Verdict)/);
    expect(top(act).panes.list?.sort).toEqual({ column: 'failed', descending: true });
    click(/Fai… ▾/);
    expect(top(act).panes.list?.sort).toEqual({ column: 'failed', descending: false });
    expect(act.saved.sorts).toEqual({ destinations: { column: 'failed', descending: false } });
  });

  test('on a key of the last row presses it, and beside the keys nothing', () => {
    const { act, click } = withMouse('destinations');
    click('/ filter');
    expect(act.store.getState().prompt?.kind).toBe('filter');
    act.press('esc');
    click(/\? help/);
    expect(act.store.getState().overlay?.kind).toBe('help');
    click(/Esc close/);
    expect(act.store.getState().overlay).toBeUndefined();
  });

  test('outside of a dialog does nothing', () => {
    const { act, click } = withMouse('home');
    act.press('q');
    click('Recent activity');
    expect([act.store.getState().overlay?.kind, top(act).pane]).toEqual(['quit', 0]);
  });
});

describe('a double click', () => {
  test('opens the row as Enter does', () => {
    const { act, double } = withMouse('sources');
    double(shownRow(act, 2));
    expect(views(act)).toEqual(['home', 'sources', 'source']);
    expect(top(act).params).toEqual({ id: rowsOf(actAt(stage, { view: 'sources', params: {} }))[2] });
  });

  test('opens it also where Enter was given away, and two slow clicks open nothing', () => {
    const { act, click, double } = withMouse('sources', {});
    const keymap = act.store
      .getState()
      .keymap.map((command) => (command.id === 'row.open' ? { ...command, keys: ['O'] } : command));
    act.store.setState({ keymap });
    click(shownRow(act, 2));
    click(shownRow(act, 2), 401);
    expect(views(act)).toEqual(['home', 'sources']);
    double(shownRow(act, 1));
    expect(views(act)).toEqual(['home', 'sources', 'source']);
  });
});

describe('the wheel', () => {
  test('moves the rows of the pane under the pointer by three, whichever is focused', () => {
    const { act, up, down } = withMouse('home');
    down('Recent activity');
    expect([top(act).pane, top(act).panes.activity?.index]).toEqual([0, 3]);
    up('Recent activity');
    expect(top(act).panes.activity?.index).toBe(0);
    up('Recent activity');
    expect(top(act).panes.activity?.index).toBe(0);
  });

  test('keeps the row where it stands on the screen while there is more, and stops at the end', () => {
    const { act, down } = withMouse('destinations', { rows: 16 });
    const { length } = rowsOf(act);
    for (let notch = 0; notch < length; notch += 1) down(/╰/);
    expect(top(act).panes.list?.index).toBe(length - 1);
  });

  test('scrolls the help and goes through menus, pickers, workspaces and what a line offers, never around their ends', () => {
    const { act, up, down } = withMouse('destinations');
    const overlay = () => act.store.getState().overlay as { at?: number; offset?: number; picker?: { at?: string } };
    act.press('?');
    down('Keys here');
    expect(overlay().offset).toBe(3);
    up('Keys here');
    up('Keys here');
    expect(overlay().offset).toBe(0);
    act.press('esc', 'm');
    down('DEMO');
    up('DEMO');
    up('DEMO');
    expect(overlay().at).toBe(0);
    act.press('esc', 'c');
    const first = overlay().picker?.at;
    down('DEMO');
    expect(overlay().picker?.at).not.toBe(first);
    act.press('esc', 'w');
    down('DEMO');
    expect(overlay().at).toBe(1);
    act.press('esc', ':');
    down('DEMO');
    expect(act.store.getState().prompt?.at).toBe(1);
    up('DEMO');
    up('DEMO');
    expect([act.store.getState().prompt?.at, act.store.getState().prompt?.recall]).toEqual([0, undefined]);
  });

  test('moves the rows while a filter is typed', () => {
    const { act, down } = withMouse('destinations');
    act.press('/');
    down('DEMO');
    expect(top(act).panes.list?.index).toBe(3);
    expect(act.store.getState().prompt?.kind).toBe('filter');
  });
});

describe('over the page', () => {
  /** The menu is drawn by a component, so its place is known by its size: items stand in its middle, one a row. */
  const itemRow = (act: Act, index: number) => {
    const { overlay, rows, columns } = act.store.getState();
    const count = overlay?.kind === 'menu' ? overlay.items.length + 1 : 0;
    return { column: Math.floor(columns / 2), row: Math.floor((rows - count - 2) / 2) + 1 + index };
  };

  test('an item of a menu is chosen, a greyed one is not, and the last one closes it', () => {
    const { act } = withMouse('destinations');
    const pointer = pointerOn(act.environment, act.screen);
    act.press('m');
    const items = () => {
      const { overlay } = act.store.getState();
      return overlay?.kind === 'menu' ? overlay.items : [];
    };
    const greyed = items().findIndex(({ disabled }) => disabled !== undefined);
    pointer({ act: 'click', ...itemRow(act, greyed), at: 0 });
    expect(act.store.getState().overlay).toMatchObject({ kind: 'menu', at: greyed });
    pointer({
      act: 'click',
      ...itemRow(
        act,
        items().findIndex(({ id }) => id === 'copy'),
      ),
      at: 1000,
    });
    expect([act.store.getState().overlay, act.copied.length]).toEqual([undefined, 1]);
    act.press('m');
    pointer({ act: 'click', ...itemRow(act, items().length), at: 2000 });
    expect([act.store.getState().overlay, act.copied.length]).toEqual([undefined, 1]);
  });

  test('a button that changes something takes two clicks, Cancel one, and a hurried second click says no yes', () => {
    const { act, click } = withMouse('home');
    act.press('q');
    click('Quit  ');
    expect([act.exits(), act.store.getState().overlay]).toMatchObject([0, { kind: 'quit', focused: 1 }]);
    click(/\[ Quit \]/);
    expect(act.exits()).toBe(1);
    act.press('left');
    click(/Stay/);
    expect(act.store.getState().overlay).toBeUndefined();
  });

  test('a click that opened something is followed by one at once where a key went on from there', () => {
    const { act } = withMouse('destinations');
    const pointer = pointerOn(act.environment, act.screen);
    const rows = act.text().split('\n');
    const row = rows.findIndex((one) => one.includes('? help'));
    pointer({ act: 'click', column: rows[row]!.indexOf('? help'), row, at: 1000 });
    expect(act.store.getState().overlay?.kind).toBe('help');
    act.press('esc', 'm');
    const menu = act.store.getState().overlay;
    if (menu?.kind !== 'menu') throw new Error('no menu');
    pointer({ act: 'click', ...itemRow(act, menu.items.length), at: 1050 });
    expect(act.store.getState().overlay).toBeUndefined();
  });

  test('a click that opened something is not followed by one on what came under the pointer', () => {
    const { act, click } = withMouse('home', { state: {} });
    click(/\? help/);
    click(/Esc close/, 100);
    expect(act.store.getState().overlay?.kind).toBe('help');
    click(/Esc close/);
    expect(act.store.getState().overlay).toBeUndefined();
  });

  test('an item of a picker is marked, an offer of the palette is run', () => {
    const { act, click } = withMouse('destinations');
    act.press('c');
    const choices = () => {
      const { overlay } = act.store.getState();
      return overlay?.kind === 'columns' ? overlay : undefined;
    };
    const [, second] = choices()!.choices;
    const before = choices()!.picker.picked.has(second!.id);
    click(new RegExp(`\\] ${second!.label}`));
    expect(choices()!.picker.picked.has(second!.id)).toBe(!before);
    act.press('esc', ':', ...'usage');
    click(/usage {3,}/);
    expect([views(act).at(-1), act.store.getState().prompt]).toEqual(['usage', undefined]);
  });
});

test('the command turns the mouse on and off, and says how text is selected meanwhile', () => {
  const { act } = withMouse('home');
  const asked: boolean[] = [];
  Object.assign(act.environment, { setMouse: (on: boolean) => void asked.push(on) });
  act.press('M');
  expect(act.store.getState().toast?.text).toBe('Mouse on: wheel, click, double click; Shift and drag selects text');
  act.press('M');
  expect([asked, act.store.getState().toast?.text]).toEqual([[true, false], 'Mouse off']);
});
