import { beforeAll, describe, expect, it } from 'vitest';
import { current } from '../../../source/actions/current.ts';
import type { ViewId } from '../../../source/state/pages.ts';
import { contentOf } from '../../../source/state/pane.ts';
import { paneState } from '../../../source/state/place.ts';
import { place } from '../../../source/state/store.ts';
import { type Act, type ActOptions, actAt, type Stage, stageOf } from '../stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  await actAt(stage, { view: 'destinations', params: {} }).settled();
});

const opened = (view: ViewId, options: ActOptions = {}): Act => actAt(stage, { view, params: {} }, options);
const wide = { columns: 200, rows: 60 };
const list = (act: Act) => paneState(place(act.store.getState()), 'list');
const keysOf = (act: Act) => act.screen.scene.panes[0]!.rows.map(({ key }) => key);
const nameOf = (act: Act) => current(act.environment)?.row?.subject?.name;
const toast = (act: Act) => act.store.getState().toast?.text;
/** Headings on screen with the count they tell. */
const headings = (act: Act) =>
  [...act.text().matchAll(/^│ {3}(\p{L}[^│]*?) {2}(\d+) {3,}/gmu)].map(([, title, count]) => [title, Number(count)]);
const lineOf = (act: Act, wanted: RegExp) =>
  act
    .text()
    .split('\n')
    .findIndex((row) => wanted.test(row));

describe('groups', () => {
  it('stand under headings with counts that add up to all rows, the worst row still first', () => {
    const act = opened('destinations', { columns: 120, rows: 120 });
    const sum = headings(act).reduce((all, [, count]) => all + Number(count), 0);
    expect(sum).toBe(keysOf(act).length);
    expect(nameOf(act)).toBe('Braze');
    expect(headings(act)[0]?.[0]).toBe('Email Marketing');
    expect(headings(act).map(([title]) => title)).toContain('Storage');
  });

  it('b makes them one list with the same row selected, and brings them back; that is kept for the view', () => {
    const act = opened('sources', wide);
    act.press('j', 'j');
    const [chosen, grouped] = [nameOf(act), keysOf(act)];
    act.press('b');
    expect([headings(act), nameOf(act)]).toEqual([[], chosen]);
    expect(keysOf(act).toSorted()).toEqual(grouped.toSorted());
    expect(act.saved.looks).toEqual({ sources: { grouped: false } });
    act.press('4', '3');
    expect(headings(act)).toEqual([]);
    act.press('b');
    expect(keysOf(act)).toEqual(grouped);
    expect(act.saved.looks).toEqual({ sources: {} });
  });

  it('give way to a sort and to the list of problems, and come back with the natural order', () => {
    const act = opened('destinations', wide);
    act.press('s');
    expect(headings(act)).toEqual([]);
    act.press('b');
    expect(headings(act).length).toBeGreaterThan(5);
    act.press('b', 'z');
    expect(headings(act)).toEqual([]);
  });

  it('count what a filter leaves', () => {
    const act = opened('sources', wide);
    act.press('/', ...'source:web', 'enter');
    expect(headings(act)).toEqual([
      ['Website', 2],
      ['Function', 1],
    ]);
    expect(act.text()).toMatch(/1\/3 of 20/);
  });

  it('are said to be none where a list has none', () => {
    const act = opened('audit');
    act.press('b');
    expect(toast(act)).toContain('have no groups');
  });
});

describe('columns', () => {
  it('are chosen with c, shown at once and kept for the view', () => {
    const act = opened('sources', wide);
    expect(act.text()).not.toMatch(/Source .*Kind/);
    act.press('c');
    expect(act.text()).toMatch(/Columns[\s\S]*\[ \] Kind/);
    act.press(...'kind', 'space', 'enter');
    expect(act.text()).toMatch(/Source .*Kind/);
    expect(act.saved.looks).toEqual({ sources: { columns: { kind: true } } });
    act.press('c', ...'kind', 'space', 'enter');
    expect(act.saved.looks).toEqual({ sources: { columns: {} } });
  });

  it('esc keeps what was', () => {
    const act = opened('sources', wide);
    act.press('c', 'space', 'esc');
    expect(act.saved.looks).toBeUndefined();
    expect(act.text()).toMatch(/Source +Status/);
  });

  it('that say which row it is cannot be left out', () => {
    const act = opened('sources', wide);
    expect(contentOf(act.screen.scene.panes[0], 'table')!.choices.map(({ id }) => id)).not.toContain('name');
  });
});

describe('details', () => {
  it('go and come with i, on a narrow screen under the list; that is kept', () => {
    const act = opened('destinations');
    expect(act.text()).toContain('╭ Details');
    act.press('i');
    expect(act.text()).not.toContain('╭ Details');
    expect(act.saved.looks).toEqual({ destinations: { aside: false } });
    act.press('i');
    act.resize(80, 24);
    expect(lineOf(act, /^╭ Details/)).toBeGreaterThan(8);
    expect(act.text()).toMatch(/❯ ◆ +Braze/);
  });

  it('are said to have no room where they have none', () => {
    const act = opened('destinations', { columns: 80, rows: 14 });
    act.press('i');
    expect(toast(act)).toContain('no room for details');
  });
});

describe('F', () => {
  it('keeps the row where it is on screen while the order changes', () => {
    const act = opened('destinations', { columns: 120, rows: 24 });
    act.press(...'jjjjjjjjjjjjjjjjjjjjjjjjj', 'k', 'k', 'F');
    const [name, at] = [nameOf(act), lineOf(act, /❯/)];
    expect(act.text()).toContain(`following ${name}`);
    act.press('b');
    expect([nameOf(act), lineOf(act, /❯/)]).toEqual([name, at]);
    act.press('s');
    expect(nameOf(act)).toBe(name);
    act.press('F');
    expect(act.text()).not.toContain('following');
  });

  it('keeps to the row under a filter, says when it is hidden, and ends with the next move', () => {
    const act = opened('destinations');
    act.press('F', '/', ...'zendesk');
    expect(act.text()).toContain('the followed row is not here');
    act.press('esc');
    expect([nameOf(act), act.text().includes('following Braze')]).toEqual(['Braze', true]);
    act.press('j');
    expect(list(act).follow).toBeUndefined();
  });
});

describe('J', () => {
  const paged = (act: Act) => JSON.parse(act.paged[0]!.join('\n')) as Record<string, unknown>;

  it('shows a source as JSON without its write keys', () => {
    const act = opened('sources');
    act.press('J', 'V');
    const source = paged(act);
    expect(act.edited).toEqual([['row.json', act.paged[0]]]);
    expect(source).toMatchObject({ name: 'Billing server', enabled: true, status: 'No recent data' });
    expect(source.writeKeys).toEqual(['••••••']);
    expect(act.paged[0]!.join('')).not.toMatch(/wk_|IGA8/);
  });

  it('shows a connection with its numbers, a warehouse with its last run, and personal values of an event masked', () => {
    const act = opened('destinations');
    act.press('J');
    expect(paged(act)).toMatchObject({ name: 'Braze', verdict: 'LOST', reason: '401' });
    const trail = opened('audit');
    trail.press('J');
    expect(trail.paged[0]!.join('\n')).not.toContain('@acme.example');
  });
});

describe('unfolding', () => {
  it('shows the destinations of a source, which open, and folds from any of them', () => {
    const act = opened('sources');
    act.press('l');
    expect(act.text()).toMatch(/● Customer\.io billing +Enabled +[\d.]+% delivered/);
    expect(list(act).unfolded).toHaveLength(1);
    act.press('j', 'j');
    expect(current(act.environment)?.row?.open?.view).toBe('destination');
    expect(act.text()).toMatch(/1\/20/);
    act.press('h');
    expect(nameOf(act)).toBe('Billing server');
    expect(act.text()).not.toMatch(/Enabled +[\d.]+% delivered/);
  });

  it('says that a source feeds nothing', () => {
    const act = opened('sources');
    act.press('/', ...'legacy', 'enter', 'right');
    expect(act.text()).toContain('None: it feeds no destination');
  });

  it('right opens the row once it is unfolded, left goes back once it is folded', () => {
    const act = opened('sources');
    act.press('right', 'right');
    expect(place(act.store.getState()).view).toBe('source');
    act.press('esc', 'left', 'left');
    expect(place(act.store.getState()).view).toBe('home');
  });
});
