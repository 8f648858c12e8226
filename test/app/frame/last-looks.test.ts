import { beforeAll, describe, expect, test } from 'vitest';
import { LastLooks, type Look } from '../../../source/app/frame/last-looks.ts';
import { noLocal } from '../../../source/domain/local.ts';
import { t } from '../../../source/domain/text.ts';
import { pages } from '../../../source/state/pages.ts';
import { placeOf } from '../../../source/state/place.ts';
import { type AppState, createAppStore } from '../../../source/state/store.ts';
import { settle } from '../../harness/world-clock.ts';
import { actAt, type Stage, stageOf } from '../../views/stage.ts';

const now = Date.parse('2026-11-30T23:59:50Z');
const [home, list] = [placeOf('home'), placeOf('destinations')];
const colors = {};
const look = (text: string, change: Partial<Look['shown']> = {}): Look => ({
  shown: { lines: [text], loading: false, columns: 80, rows: 24, ...change },
  page: [],
  pageRows: 7,
});
const plain: AppState = { ...createAppStore({ columns: 80, rows: 24, now }).getState(), stack: [home] };
const deep: AppState = { ...plain, stack: [home, list] };

describe('the last look of a place', () => {
  const kept = look('home');
  /** Home was seen at `now`, then a list. */
  const seen = (first: Look = kept, state: Partial<AppState> = {}) => {
    const looks = new LastLooks();
    looks.keep({ ...plain, ...state }, colors, now, first);
    looks.keep(deep, colors, now, look('list'));
    return looks;
  };

  test('is the answer to who goes back to it', () => {
    expect(seen().recall(plain, colors, now + 100)).toBe(kept);
  });

  test.each([
    ['half a minute later', plain, 30_000, true],
    ['later than that', plain, 30_001, false],
    ['before it was drawn, by a clock that was set back', plain, -1, false],
    ['another place that looks the same', { ...plain, stack: [placeOf('home')] }, 0, false],
    ['another width', { ...plain, columns: 81 }, 0, false],
    ['another height', { ...plain, rows: 25 }, 0, false],
    ['another period', { ...plain, period: plain.period === '24h' ? '7d' : '24h' } as AppState, 0, false],
    ['a moment of the past', { ...plain, past: now - 1 }, 0, false],
    ['paused meanwhile', { ...plain, paused: true }, 0, false],
    ['a mark of privacy was set meanwhile', { ...plain, local: { ...noLocal } }, 0, false],
    ['a favorite was added meanwhile', { ...plain, favorites: [{ kind: 'source', id: 's' }] } as AppState, 0, false],
    ['other keys', { ...plain, keymap: [...plain.keymap] }, 0, false],
    ['an alert was muted or taken on meanwhile', { ...plain, alerts: [...plain.alerts] }, 0, false],
    ['another pace of reading', { ...plain, pace: 2 }, 0, false],
    ['another way to it, which its crumbs tell', { ...plain, stack: [list, home] }, 0, false],
    [
      'something is said at its foot',
      { ...plain, toast: { text: t`copied`, tone: 'good', until: now } } as AppState,
      0,
      false,
    ],
    ['a line is typed', { ...plain, prompt: { kind: 'filter', text: '', cursor: 0 } } as AppState, 0, false],
    ['something lies over it', { ...plain, overlay: { kind: 'quit', focused: 0, unsaved: [] } } as AppState, 0, false],
  ])('%s', (_, state, later, isShown) => {
    expect(seen().recall(state, colors, now + later)).toBe(isShown ? kept : undefined);
  });

  test('in other colours it is not shown', () => {
    expect(seen().recall(plain, {}, now)).toBeUndefined();
  });

  test.each([
    ['loading', look('home', { loading: true }), {}],
    ['under a dialog of React', look('home', { overlay: { kind: 'quit', focused: 0, unsaved: [] } as never }), {}],
    ['with a word at its foot', kept, { toast: { text: t`copied`, tone: 'good', until: now } as const }],
    ['while a line was typed', kept, { prompt: { kind: 'filter', text: 'a', cursor: 1 } as const }],
  ])('of a frame %s nothing is kept', (_, first, state) => {
    expect(seen(first, state).recall(plain, colors, now)).toBeUndefined();
  });

  test('what is shown already is drawn, not shown again', () => {
    const shown = new LastLooks();
    shown.keep(plain, colors, now, kept);
    expect(shown.recall(plain, colors, now)).toBeUndefined();
    const looks = seen();
    expect(looks.recall(plain, colors, now)).toBe(kept);
    expect(looks.recall(plain, colors, now)).toBeUndefined();
    looks.keep(plain, colors, now, look('newer'));
    expect(looks.recall(plain, colors, now)).toBeUndefined();
  });

  test.each([
    ['nothing was read meanwhile', {}, true],
    ['something was read meanwhile', { data: plain.data + 1 }, false],
    ['time went on meanwhile', { now: plain.now + 10_000 }, false],
  ])('under what lies over it the place goes on: where %s its last look is of then', (_, change, isShown) => {
    const looks = new LastLooks();
    looks.keep(plain, colors, now, kept);
    const help = { overlay: { kind: 'quit', focused: 0, unsaved: [] } } as Partial<AppState>;
    looks.keep({ ...plain, ...help }, colors, now + 1, look('under it'));
    looks.keep({ ...plain, ...change, ...help }, colors, now + 2, look('under it, newer'));
    expect(looks.recall({ ...plain, ...change }, colors, now + 3)).toBe(isShown ? kept : undefined);
  });

  test('a frame that is not all of now is not kept, and what was kept before is left', () => {
    const looks = seen();
    looks.keep(plain, colors, now + 1, { ...look('details of another row'), isOwed: true });
    looks.keep(deep, colors, now + 2, look('list'));
    expect(looks.recall(plain, colors, now + 3)).toBe(kept);
  });

  test('of each period the last one is kept', () => {
    const looks = new LastLooks();
    const [day, week] = [look('day'), look('week')];
    looks.keep({ ...plain, period: '24h' }, colors, now, day);
    looks.keep({ ...plain, period: '7d' }, colors, now, week);
    expect(looks.recall({ ...plain, period: '24h' }, colors, now)).toBe(day);
    expect(looks.recall({ ...plain, period: '7d' }, colors, now)).toBe(week);
  });
});

describe('on the terminal', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await stageOf('everything');
    const act = actAt(stage, pages.destinations.at());
    await act.settled();
    act.press('enter');
    await act.settled();
    act.press('esc', '3');
    await act.settled();
  });

  const terminal = () => {
    const act = actAt(stage, pages.destinations.at(), { columns: 120, rows: 40 });
    const frames: (readonly string[])[] = [];
    act.screen.paintOn({ show: (lines) => void frames.push(lines), release: () => undefined });
    act.screen.update();
    return { act, frames };
  };

  test('going back shows the place at once as it was left, and it is drawn a moment later', async () => {
    const { act, frames } = terminal();
    const before = frames.at(-1)!;
    act.press('enter');
    await settle();
    expect(frames.at(-1)).not.toEqual(before);
    let draws = 0;
    const { view } = act.screen.scene;
    act.press('esc');
    expect(frames.at(-1)).toBe(before);
    // What the keys work on is the page that is shown, although it has not been drawn again.
    expect(act.screen.scene.view).not.toBe(view);
    expect(act.screen.layers.at(2, 1).hit).toEqual({ kind: 'command', id: 'page.home' });
    const count = frames.length;
    act.store.subscribe(() => {
      draws += 1;
    });
    await settle();
    // It is as it was: nothing more is sent.
    expect([frames.length, draws]).toEqual([count, 0]);
  });

  test('the mouse and the page keys meet what is shown, before it is drawn', async () => {
    const { act } = terminal();
    const { screen } = act;
    const met = () => [
      screen.pageHeight,
      ...Array.from({ length: 40 }, (_, row) => [screen.layers.at(5, row).hit, screen.layers.at(60, row).hit]),
    ];
    const before = met();
    expect(before.flat()).toContainEqual(expect.objectContaining({ kind: 'row', pane: 'list' }));
    act.press('enter');
    await settle();
    expect(met()).not.toEqual(before);
    expect(screen.pageHeight).not.toBe(before[0]);
    act.press('esc');
    expect(met()).toEqual(before);
  });

  test('what has changed meanwhile stands there with the frame that follows', async () => {
    const { act, frames } = terminal();
    const before = frames.at(-1)!;
    act.press('enter');
    await settle();
    act.store.setState({ now: act.store.getState().now + 7 * 60_000 });
    act.press('esc');
    expect(frames.at(-1)).toBe(before);
    await settle();
    const whole = actAt(stage, pages.destinations.at(), { columns: 120, rows: 40 });
    whole.store.setState({ now: act.store.getState().now });
    expect(frames.at(-1)).toEqual(whole.screen.get().lines);
    expect(frames.at(-1)).not.toEqual(before);
  });

  test('a key that comes before that frame moves the row of the place that is shown', async () => {
    const { act, frames } = terminal();
    act.press('enter');
    await settle();
    act.press('esc');
    act.press('j');
    await settle();
    const whole = actAt(stage, pages.destinations.at(), { columns: 120, rows: 40 });
    whole.press('j');
    expect(frames.at(-1)).toEqual(whole.screen.get().lines);
  });

  test('what is closed over a page never shows it older than it was under it', async () => {
    const { act, frames } = terminal();
    act.press('?');
    await settle();
    expect(act.store.getState().overlay?.kind).toBe('help');
    act.store.setState({ now: act.store.getState().now + 7 * 60_000 });
    await settle();
    const count = frames.length;
    act.press('esc');
    await settle();
    const whole = actAt(stage, pages.destinations.at(), { columns: 120, rows: 40 });
    whole.store.setState({ now: act.store.getState().now });
    expect(frames.slice(count)).toEqual([whole.screen.get().lines]);
  });

  test('a row that was left before its details stood beside it comes back with its own', async () => {
    const { act, frames } = terminal();
    await settle();
    act.press('j');
    act.press('enter');
    await settle();
    const count = frames.length;
    act.press('esc');
    await settle();
    const whole = actAt(stage, pages.destinations.at(), { columns: 120, rows: 40 });
    whole.press('j');
    expect(frames.slice(count)).toEqual([whole.screen.get().lines]);
  });

  test('a key that changes nothing leaves the place that is shown', async () => {
    const { act, frames } = terminal();
    const before = frames.at(-1)!;
    act.press('enter');
    await settle();
    act.press('esc');
    act.screen.batch(() => undefined);
    expect(act.screen.scene.context.place.view).toBe('destinations');
    await settle();
    expect(frames.at(-1)).toEqual(before);
  });
});
