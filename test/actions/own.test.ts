import { beforeAll, describe, expect, test } from 'vitest';
import { whyNot } from '../../source/actions/index.ts';
import type { OwnCommand } from '../../source/domain/own.ts';
import type { ViewId } from '../../source/state/pages.ts';
import { stateWith } from '../harness/own.ts';
import { type Act, actAt, type Stage, stageOf } from '../views/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  await actAt(stage, { view: 'destinations', params: {} }).settled();
});

const command = (name: string, run: readonly string[], more: Partial<OwnCommand> = {}): OwnCommand => ({
  name,
  run,
  title: `Does ${name}`,
  confirm: false,
  output: 'toast',
  ...more,
});

const all = [
  '{id}',
  '{name}',
  '{kind}',
  '{sourceId}',
  '{sourceName}',
  '{destinationId}',
  '{address}',
  '{workspace}',
  '{profile}',
  '{period}',
];

function opened(commands: readonly OwnCommand[], view: ViewId = 'destinations', more = {}): Act {
  return actAt(stage, { view, params: {} }, { state: stateWith({ commands, ...more }) });
}
const worst = (act: Act) =>
  act.screen.scene.context.overview.fleet.byId.get(act.environment.panes()[0]!.rows[0]!.subject!.id)!;
const toast = (act: Act) => act.store.getState().toast?.text ?? '';

describe('a program of the user on a row', () => {
  test('its key runs it with the ids and names of the row, each in its own argument', () => {
    const act = opened([command('ticket', ['jira', ...all, '--for={name}'], { key: 'X' })]);
    const { destination, source } = worst(act);
    act.press('X');
    expect(act.ran).toEqual([
      [
        'ticket',
        [
          ...['jira', destination.id, destination.name, 'destination', source?.id, source?.name, destination.id],
          ...[`destination/${destination.id}`, 'acme-prod', 'default', '24h', `--for=${destination.name}`],
        ],
      ],
    ]);
  });

  test('it is a line of the help, of the menu with its key, and of the palette', () => {
    const act = opened([command('ticket', ['jira', '{id}'], { key: 'X', on: ['destination'] })]);
    act.press('?');
    const { overlay } = act.store.getState();
    expect(overlay?.kind === 'help' && overlay.entries.find(({ title }) => title === 'Does ticket')).toMatchObject({
      keys: ['X'],
      group: 'Act',
      reason: undefined,
    });
    act.press('esc', 'm');
    const menu = act.store.getState().overlay;
    const at = menu?.kind === 'menu' ? menu.items.findIndex(({ label }) => label === 'Does ticket') : -1;
    expect(menu?.kind === 'menu' && menu.items[at]).toMatchObject({ hint: 'X', disabled: undefined });
    act.press(...Array.from({ length: at }, () => 'j'), 'enter');
    act.press(':', ...'ticket', 'enter');
    expect(act.ran.map(([name]) => name)).toEqual(['ticket', 'ticket']);
  });

  test.each<[string, Partial<OwnCommand>, readonly string[], ViewId, string]>([
    ['of another kind', { on: ['source'] }, ['x'], 'destinations', 'Nothing to do: it is for source'],
    ['without a row', {}, ['x', '{id}'], 'usage', 'Nothing to do: there is no {id} here'],
    [
      'without what it belongs to',
      {},
      ['x', '{parentId}'],
      'destinations',
      'Nothing to do: there is no {parentId} here',
    ],
  ])('%s it says why it does nothing, and the help says so too', (_, more, run, view, why) => {
    const act = opened([command('one', run, { key: 'X', ...more })], view);
    act.press('X');
    expect([act.ran, toast(act)]).toEqual([[], why]);
    expect(`Nothing to do: ${whyNot(act.environment, 'own.one')}`).toBe(why);
  });

  test('it is for one row: with several marked it says so', () => {
    const act = opened([command('one', ['x', '{id}'], { key: 'X' })]);
    act.press('space', 'space', 'X');
    expect([act.ran, toast(act)]).toEqual([[], 'Nothing to do: it is for one row, and several are marked']);
  });

  test('its row is the one that is marked, not the row that marking went on to', () => {
    const act = opened([command('one', ['x', '{id}'], { key: 'X' })]);
    const { id } = worst(act).destination;
    act.press('space', 'X');
    expect([act.ran, toast(act)]).toEqual([[['one', ['x', id]]], '']);
  });

  test('marks that a filter hides do not count', () => {
    const act = opened([command('one', ['x', '{id}'], { key: 'X' })]);
    act.press('space', 'space');
    const hidden = act.environment
      .panes()[0]!
      .rows.slice(0, 2)
      .map(({ subject }) => subject!);
    const other = act.environment
      .panes()[0]!
      .rows.map(({ subject }) => subject!)
      .find(({ name }) => hidden.every((each) => !each.name.includes(name)))!;
    act.press('/', ...other.name, 'enter');
    const shown = act.environment.panes()[0]!.rows.map(({ subject }) => subject!.id);
    expect(shown.filter((id) => hidden.some((each) => each.id === id))).toEqual([]);
    act.press('X');
    expect([act.ran.length, toast(act)]).toEqual([1, '']);
    expect(shown).toContain(act.ran[0]![1][1]);
  });

  test('one that asks shows all of its arguments, and Enter alone runs nothing', () => {
    const act = opened([command('wipe', ['wipe', '--id={id}'], { key: 'X', confirm: 'Wipe {name}?' })]);
    const { destination } = worst(act);
    act.press('X');
    expect(act.text()).toContain(`Wipe ${destination.name}? wipe --id=${destination.id}`.slice(0, 40));
    act.press('enter');
    expect([act.ran, act.store.getState().overlay]).toEqual([[], undefined]);
    act.press('X', 'tab', 'enter');
    act.press('X', 'y');
    expect(act.ran.map(([, argv]) => argv[1])).toEqual([`--id=${destination.id}`, `--id=${destination.id}`]);
  });
});

describe('aliases and hotkeys', () => {
  test('an alias is an address, or a line that more words follow', () => {
    const id = worst(opened([])).destination.id;
    const aliases = { br: `destination/${id}`, lost: 'sources web', sources: 'health' };
    const act = opened([], 'home', { aliases });
    act.press(':', ...'br', 'enter');
    expect(act.store.getState().stack.at(-1)).toMatchObject({ view: 'destination', params: { id } });
    act.press(':', ...'lost prod', 'enter');
    expect(act.store.getState().stack.at(-1)).toMatchObject({
      view: 'sources',
      panes: { list: { filter: 'web prod' } },
    });
    act.press(':', ...'sources', 'enter');
    expect(act.store.getState().stack.at(-1)?.view).toBe('health');
  });

  test('the key of a page by its id, and by a name that was read', () => {
    const { destination } = worst(opened([]));
    const hotkeys = { 'alt+b': `connection/${destination.id}`, X: 'source/Web (prod)', 'alt+q': 'usage' };
    const act = opened([], 'home', { hotkeys });
    act.press('alt+b');
    expect(act.store.getState().stack.at(-1)).toMatchObject({ view: 'destination', params: { id: destination.id } });
    act.press('X');
    const source = act.screen.scene.context.overview.flow.flows.find(
      (flow) => flow.source.name === 'Web (prod)',
    )!.source;
    expect(act.store.getState().stack.at(-1)).toMatchObject({ view: 'source', params: { id: source.id } });
    act.press('alt+q');
    expect(act.store.getState().stack.at(-1)?.view).toBe('usage');
    act.press('?');
    const { overlay } = act.store.getState();
    expect(overlay?.kind === 'help' && overlay.entries.find(({ title }) => title === 'Go to usage')).toMatchObject({
      group: 'Pages',
      keys: ['alt+q'],
    });
  });
});
