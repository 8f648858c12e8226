import { beforeAll, describe, expect, it } from 'vitest';
import { chooseMenu } from '../../source/actions/menu.ts';
import { type Act, actOn, type Stage, stageOf } from '../views/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  await actOn(stage).settled();
});

const names = (act: Act) => act.store.getState().favorites.map(({ kind }) => kind);
const menuOf = (act: Act) => {
  const { overlay } = act.store.getState();
  return overlay?.kind === 'menu' ? overlay.items.map(({ label }) => label) : undefined;
};
const pickerOf = (act: Act) => {
  const { overlay } = act.store.getState();
  return overlay?.kind === 'favorites' ? overlay.picker : undefined;
};

describe('f', () => {
  it('keeps the row, shows a star on it everywhere and saves it; once more takes it away', () => {
    const act = actOn(stage);
    act.press('3', 'f');
    expect(names(act)).toEqual(['source']);
    expect(act.saved.favorites).toEqual(act.store.getState().favorites);
    expect(act.text()).toMatch(/^│ ❯★/m);
    act.press('1');
    expect(act.text()).toMatch(/★/);
    act.press('3', 'f');
    expect(names(act)).toEqual([]);
    expect(act.text()).not.toMatch(/★/);
  });

  it('says why where the row cannot be kept', () => {
    const act = actOn(stage);
    act.press('A', 'f');
    expect(act.text()).toMatch(/favorites are sources, destinations, warehouses, functions/);
    expect(act.saved.favorites).toBeUndefined();
  });

  it('takes all marked rows, and u brings them back to their places', () => {
    const act = actOn(stage);
    act.press('3', 'space', 'space', 'space', 'f');
    const kept = act.store.getState().favorites;
    expect(kept).toHaveLength(3);
    expect(act.text()).not.toMatch(/✓/);
    act.press('g', 'g', 'space', 'j', 'space');
    expect(act.text().match(/✓/g)).toHaveLength(2);
    act.press('f');
    expect(act.store.getState().favorites).toEqual([kept[1]]);
    act.press('u');
    expect(act.store.getState().favorites).toEqual(kept);
  });

  it.each([
    [['u'], 'u undoes'],
    [['U'], 'U undoes'],
    [[], ':undo undoes'],
  ])('names the key that takes it back, where that is %j', (keys, told) => {
    const act = actOn(stage);
    const { keymap } = act.store.getState();
    act.store.setState({ keymap: keymap.map((command) => (command.id === 'undo' ? { ...command, keys } : command)) });
    act.press('3', 'f', 'f');
    expect(act.store.getState().toast?.text).toMatch(new RegExp(`removed from favorites: ${told}$`));
  });

  it.each([
    ['the list of destinations', ['4']],
    ['the list of problems', ['!']],
    ['its own page', ['4', 'enter']],
  ])('says of a destination on %s which source it is fed by, as several have one name', async (_, keys) => {
    const act = actOn(stage);
    act.press(...keys);
    await act.settled();
    const toasts = ['f', 'f'].map((key) => {
      act.press(key);
      return act.store.getState().toast?.text;
    });
    expect(toasts).toEqual(['Braze ← Web (prod) is a favorite', 'Braze ← Web (prod) removed from favorites: u undoes']);
  });

  it.each([
    [5000, ['source']],
    [5001, []],
    [-5000, ['source']],
    // The clock of the host was set back.
    [-3_600_000, []],
  ])('is undone for five seconds only: %i ms later %j', (ms, kept) => {
    const act = actOn(stage);
    act.press('3', 'f', 'f');
    act.wait(ms);
    act.press('u');
    expect(names(act)).toEqual(kept);
    if (kept.length === 0) expect(act.text()).toMatch(/Nothing to do: nothing was removed or classified just now/);
  });
});

describe('marks', () => {
  it('are copied by y and cleared by esc before it goes back', () => {
    const act = actOn(stage);
    act.press('4', 'space', 'space', 'y');
    expect(act.copied[0]?.split('\n')).toHaveLength(2);
    act.press('esc');
    expect(act.text()).toMatch(/Home › Destinations/);
    expect(act.text()).not.toMatch(/✓/);
    act.press('esc');
    expect(act.text()).not.toMatch(/Home › Destinations/);
  });

  it('stay on their rows under a filter and another order, and work only on what is shown', () => {
    const act = actOn(stage);
    act.press('3', 'space', 's');
    expect(act.text().match(/✓/g)).toHaveLength(1);
    act.press('/', ...'zendesk', 'enter', 'y');
    expect(act.copied[0]?.split('\n')).toHaveLength(1);
  });
});

describe('the picker', () => {
  it('offers all four kinds, unhealthy first, each with its mark', async () => {
    const act = actOn(stage, { rows: 60 });
    act.press('a');
    await act.settled();
    const text = act.text();
    expect(text).toMatch(/Add favorites +\[All\] +Sources +Destinations/);
    expect(text).toMatch(/❯\[ \] ◆ Billing server/);
    act.press(...'function');
    expect(act.text()).toMatch(/○ Add country +source insert function/);
    expect(act.text()).toMatch(/Loyalty points +destination function/);
  });

  it('turns to a kind by tab, marks by space, saves by enter and nothing by esc', () => {
    const act = actOn(stage);
    act.press('a', 'tab', 'space', 'esc');
    expect(names(act)).toEqual([]);
    act.press('a', 'tab', 'space', 'space', 'tab', 'space', 'enter');
    expect(names(act).toSorted()).toEqual(['destination', 'source', 'source']);
    expect(pickerOf(act)).toBeUndefined();
  });

  it('takes away what is unmarked, and nothing that came from elsewhere while it was open', () => {
    const act = actOn(stage);
    act.press('3', 'f', '1', 'a');
    const [first] = act.store.getState().favorites;
    act.store.setState({ favorites: [first!, { kind: 'warehouse', id: 'elsewhere' }] });
    act.press('space', 'enter');
    expect(act.store.getState().favorites).toEqual([{ kind: 'warehouse', id: 'elsewhere' }]);
  });
});

const doings = ['Add to favorites', 'Copy id', 'Open in the web app'];
const usual = ['Disable', 'Rename', 'Delete'];
const ofSource = ['Disable', 'Rename', 'Labels', 'Schema controls', 'Delete'];

describe('m', () => {
  it.each([
    [
      'a source',
      ['3'],
      ['Overview', 'Events', 'Debugger', 'Violations', 'Tracking plan', 'Alerts', 'Audit trail'],
      ofSource,
    ],
    [
      'a destination that fails',
      ['e'],
      [
        ...['Delivery', 'Mappings', 'Filters', 'Configuration', 'Alerts', 'Health'],
        ...['Payload of the top error', 'Replay request', 'Audit trail'],
      ],
      usual,
    ],
    ['a warehouse', ['e', 'j', 'j', 'j', 'j'], ['Sync history', 'Alerts', 'Health', 'Audit trail'], usual],
  ])('lists the pages of %s, then what can be done', (_, keys, pages, changes) => {
    const act = actOn(stage);
    act.press(...keys, 'm');
    expect(menuOf(act)).toEqual([...pages, ...doings, ...changes]);
  });

  it('leaves out the page that is open, and what an audit event cannot be', async () => {
    const act = actOn(stage);
    act.press('3', 'enter', 'm');
    expect(menuOf(act)?.[0]).not.toBe('Overview');
    act.press('esc', '1', 'A');
    await act.settled();
    act.press('m');
    expect(menuOf(act)).toEqual(['Event', 'Audit trail', 'Copy id', 'Open in the web app']);
  });

  it('keeps to the row it was opened for, wherever the selection goes', () => {
    const act = actOn(stage);
    act.press('3', 'm');
    const title = act.store.getState().overlay;
    act.store.setState(({ stack }) => ({
      stack: stack.map((place) => ({ ...place, panes: { list: { index: 4, offset: 0, filter: '', tab: 0 } } })),
    }));
    chooseMenu(act.environment, 'favorite');
    expect(title).toMatchObject({ kind: 'menu', about: { subject: { id: act.store.getState().favorites[0]?.id } } });
    act.press('m');
    chooseMenu(act.environment, 'own');
    expect(act.text()).toMatch(/Home › Sources › /);
  });
});
