import { beforeAll, describe, expect, test } from 'vitest';
import { helpEntries } from '../../source/actions/help.ts';
import { whyNot } from '../../source/actions/index.ts';
import { withUnsaved } from '../../source/app/frame/problem-toast.ts';
import { t } from '../../source/domain/text.ts';
import type { ViewId } from '../../source/state/pages.ts';
import { type Act, actAt, type Stage, stageOf } from '../views/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  await actAt(stage, { view: 'home', params: {} }).settled();
});

const opened = (view: ViewId = 'home'): Act => actAt(stage, { view, params: {} });
const view = (act: Act): string => act.screen.scene.view.id;
const toast = (act: Act): string => act.store.getState().toast?.text ?? '';

test('why a key did nothing is over on another page; what was done stays for its time', () => {
  const act = opened('health');
  act.press('s', 'v');
  expect(toast(act)).toContain('select a source');
  act.press('j');
  expect(toast(act)).toContain('select a source');
  act.press('3');
  expect(toast(act)).toBe('');
  act.press('y', '4');
  expect(toast(act)).toMatch(/copied/i);
});

test('so it is where a line, a menu or a key over the help leads to the other page', () => {
  for (const keys of [
    [':', ...'usage', 'enter'],
    ['m', 'enter'],
    ['?', '2'],
  ]) {
    const act = opened('sources');
    act.press('>');
    expect(toast(act)).toBe('Nothing to do: this is now');
    const before = view(act);
    act.press(...keys);
    expect([view(act) === before, toast(act)]).toEqual([false, '']);
  }
});

test('so it is under what is opened, whose keys the last row then says; what is said while it is open stays', () => {
  const act = opened();
  act.press('>', 'q');
  expect(act.text().split('\n').at(-1)).toContain('⇥ other button');
  act.press('esc', '?', 'y', 'j');
  expect(toast(act)).toMatch(/support and tour/);
});

test('! is offered where it leads to another error, also when the first of the triage is a connection that is switched off', async () => {
  const act = actAt(await stageOf('disabled-by-mistake'), { view: 'triage', params: {} });
  await act.settled();
  expect(act.text()).toMatch(/❯ △ +Amplitude ← iOS +DISABLED/);
  expect(act.text()).toContain('! worst error');
  act.press('!');
  expect([view(act), toast(act)]).toEqual(['payload', '']);
  expect(act.text()).not.toContain('! worst error');
  expect(whyNot(act.environment, 'page.worst')).toBe('this is it');
});

test.each(['catalog', 'settings', 'workspaces'] as const)(
  'help says that %s has no menu for its rows',
  async (page) => {
    const act = opened(page);
    await act.settled();
    expect(whyNot(act.environment, 'menu')).toBeDefined();
    act.press('m');
    expect(toast(act)).toBe('No menu here: nothing is selected that can be acted on');
  },
);

test('t toggles exactly two periods and keeps the choice', () => {
  const act = opened();
  act.press('t');
  expect([act.store.getState().period, act.text().includes('Last 7 Days')]).toEqual(['7d', true]);
  act.press('t');
  expect([act.store.getState().period, act.saved.periods]).toEqual(['24h', 2]);
});

describe('quitting', () => {
  test('q goes back, and at the root asks; the safe button is focused', () => {
    const act = opened('sources');
    act.press('q');
    expect([view(act), act.store.getState().overlay]).toEqual(['home', undefined]);
    act.press('q');
    expect(act.text()).toContain('Quit segtop?');
    expect(act.text()).toContain('[ Stay ]');
    act.press('enter');
    expect([act.exits(), act.store.getState().overlay]).toEqual([0, undefined]);
    act.press('q', 'tab', 'enter');
    expect(act.exits()).toBe(1);
  });

  test('what could not be saved is named, in place of the promise that nothing is lost', () => {
    const act = opened();
    act.press('q');
    expect(act.text()).toContain('Nothing is lost');
    act.press('esc');
    const failed = { file: '/state/favorites.json', message: t`x`, unsaved: true };
    act.store.setState(withUnsaved(act.store.getState(), failed));
    act.store.setState(withUnsaved(act.store.getState(), { ...failed, file: '/state/local.json' }));
    act.press('q');
    expect(act.text()).toMatch(/Lost with it, as it could not be saved:/);
    expect(act.text()).toMatch(/favorites\.json, local\.json\./);
    act.press('esc');
    for (const file of ['/state/favorites.json', '/state/local.json'])
      act.store.setState(withUnsaved(act.store.getState(), { ...failed, file, unsaved: false }));
    act.press('q');
    expect(act.text()).toContain('Nothing is lost');
  });

  test.each([
    ['y', 1],
    ['n', 0],
    ['esc', 0],
    ['q', 0],
  ])('the question answered by %s ends it %i times', (key, exits) => {
    const act = opened();
    act.press('q', key);
    expect(act.exits()).toBe(exits);
    expect(act.text().includes('Quit segtop?')).toBe(exits === 1);
  });

  test('ctrl+c ends it only when it comes twice within two seconds, from wherever', () => {
    const act = opened();
    act.press('?', 'ctrl+c');
    expect([act.exits(), act.store.getState().overlay]).toEqual([0, undefined]);
    expect(toast(act)).toContain('once more');
    act.wait(2001);
    act.press('ctrl+c');
    expect(act.exits()).toBe(0);
    // The clock is set back.
    act.wait(-3_600_000);
    act.press('ctrl+c');
    expect(act.exits()).toBe(0);
    act.wait(1999);
    act.press('ctrl+c');
    expect(act.exits()).toBe(1);
  });
});

describe('the palette', () => {
  test.each([
    ['a page by name', 'sources', 'sources'],
    ['a page by the beginning of its name', 'dest', 'destinations'],
    ['another name of a page', 'dst', 'destinations'],
    ['letters of a name in order', 'dstn', 'destinations'],
    ['a command', 'worst', 'payload'],
  ])('%s', (_, text, opens) => {
    const act = opened();
    act.press(':', ...text, 'enter');
    expect(view(act)).toBe(opens);
  });

  test('a page with a filter after it', () => {
    const act = opened();
    act.press(':', ...'destinations', 'space', ...'braze', 'enter');
    expect(act.text()).toMatch(/Destinations {2}\/braze .* 1\/\d of 6\d/);
  });

  test('offers what it may become; tab completes, the arrows choose', () => {
    const act = opened();
    act.press(':', 's', 'o');
    expect(act.text()).toContain('❯sources');
    act.press('tab');
    expect(act.store.getState().prompt?.text).toBe('sources ');
    act.press('esc', ':', 'down', 'down', 'up');
    expect(act.store.getState().prompt?.at).toBe(1);
    act.press('enter');
    expect(view(act)).toBe('overview');
  });

  test('a period, a command that has nothing to do, and one that does not exist', () => {
    const act = opened();
    act.press(':', '7', 'd', 'enter');
    expect(act.store.getState().period).toBe('7d');
    act.press(':', ...'undo', 'enter');
    expect(toast(act)).toContain('nothing was removed');
    act.press(':', ...'xyzzy', 'enter');
    expect(toast(act)).toContain('Nothing read so far is called xyzzy');
  });

  test.each(['q', 'quit', 'q!'])('%s ends segtop', (text) => {
    const act = opened('sources');
    act.press(':', ...text, 'enter');
    expect(act.exits()).toBe(1);
  });

  test('an empty line and esc do nothing', () => {
    const act = opened('sources');
    act.press(':', 'enter', ':', 'x', 'esc');
    expect([view(act), act.store.getState().prompt, toast(act)]).toEqual(['sources', undefined, '']);
  });
});

describe('help', () => {
  test('lists the keys of the place, and greys with the reason what has nothing to do', () => {
    const act = opened();
    const entries = helpEntries(act.environment);
    expect(entries.find(({ title }) => title.startsWith('Undo'))?.reason).toContain('nothing was removed');
    expect(entries.find(({ title }) => title === 'Add favorites')?.reason).toBeUndefined();
    expect(entries.some(({ title }) => title.includes('sample of the error'))).toBe(false);
    const lists = helpEntries(opened('sources').environment);
    expect(lists.some(({ title }) => title === 'Add favorites')).toBe(false);
    expect(lists.some(({ title }) => title.startsWith('Sort by'))).toBe(true);
  });

  test('has no key beside a command that means another one at the place', () => {
    const keysOf = (act: Act) =>
      helpEntries(act.environment).find(({ title }) => title.startsWith('Forward again'))?.keys;
    const act = opened();
    expect(keysOf(act)).toEqual([']', '}']);
    act.press('!');
    expect([view(act), keysOf(act)]).toEqual(['payload', ['}']]);
  });

  test('says why a key does nothing instead of what it would do in detail', () => {
    const act = opened('usage');
    act.resize(120, 60);
    act.press('?');
    expect(act.text()).toContain('Delivery Overview of the row: ');
    expect(act.text()).not.toContain('its pipeline');
  });

  test('scrolls to its end and back on a small screen, and closes', () => {
    const act = opened();
    act.resize(40, 12);
    act.press('?');
    expect(act.text()).toMatch(/\d+ more below/);
    act.press('j', 'pgdn', 'k', 'G', 'G', 'j');
    expect(act.text()).toContain('the end');
    expect(act.text()).toContain('given up after');
    act.press('g', 'k');
    expect(act.text()).toContain('Pages');
    act.press('z');
    expect(act.store.getState().overlay?.kind).toBe('help');
    act.press('esc');
    expect(act.store.getState().overlay).toBeUndefined();
  });
});

test('a command that has nothing to do says why; one that works gives no reason', () => {
  const act = opened();
  expect(whyNot(act.environment, 'undo')).toBe('nothing was removed or classified just now');
  expect(whyNot(act.environment, 'back')).toContain('first page');
  act.press('f', 'f');
  expect(whyNot(act.environment, 'undo')).toBeUndefined();
});

test('the worst error is one key from anywhere', () => {
  const act = opened('usage');
  act.press('!');
  expect(view(act)).toBe('payload');
  act.press('q');
  expect(view(act)).toBe('usage');
});

test('a link to the web app is built from slugs and ids', () => {
  const act = opened();
  act.press('tab', 'o');
  expect(act.copied.at(-1)).toMatch(/^https:\/\/app\.segment\.com\/[\w-]+\/destinations\/[\w-]+\/sources\/[\w-]+/);
});
