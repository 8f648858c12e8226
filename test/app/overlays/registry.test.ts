import { beforeAll, describe, expect, test } from 'vitest';
import { paste } from '../../../source/app/input/dispatch.ts';
import { overlays } from '../../../source/app/overlays/registry.ts';
import type { OwnCommand } from '../../../source/domain/own.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { boundKeymap } from '../../../source/keys/own.ts';
import type { Outcome } from '../../../source/state/dialogs.ts';
import type { ViewId } from '../../../source/state/pages.ts';
import type { Overlay } from '../../../source/state/store.ts';
import { stateWith } from '../../harness/own.ts';
import { type Act, actAt, type Stage, stageOf } from '../../views/stage.ts';
import { problemWith } from '../../workspace/snapshots.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  await actAt(stage, { view: 'destinations', params: {} }).settled();
});

type Kind = keyof typeof overlays;

const outcome: Outcome = {
  kind: 'outcome',
  title: t`Disabled: Braze`,
  made: [{ name: t`Braze`, change: { kind: 'switch', of: 'destination', id: 'one', enabled: false } }],
  echo: { kind: 'never' },
  focused: 0,
};

const ticket: OwnCommand = {
  name: 'ticket',
  run: ['jira', 'new', '{id}'],
  title: 'A ticket',
  key: 'X',
  confirm: true,
  output: 'toast',
};
const ownState = stateWith({ commands: [ticket] });

/** How each kind is opened: on which page, and with which keys. */
const ways: Readonly<Record<Kind, readonly [view: ViewId, ...keys: readonly string[]]>> = {
  collection: ['destinations', 'enter', 'C'],
  columns: ['destinations', 'c'],
  command: ['home', ':'],
  confirm: ['destinations', 'm', 'k', 'k', 'enter'],
  favorites: ['home', 'a'],
  filter: ['destinations', '/'],
  find: ['home', '/'],
  help: ['home', '?'],
  menu: ['destinations', 'm'],
  outcome: ['destinations'],
  own: ['destinations', 'X'],
  quit: ['home', 'q'],
  replace: ['destinations'],
  workspaces: ['home', 'w'],
};

function opened(kind: Kind, columns = 80, rows = 24, ascii = false): Act {
  const [view, ...keys] = ways[kind];
  const act = actAt(stage, { view, params: {} }, { columns, rows, ascii, write: true, state: ownState });
  act.press(...keys);
  if (kind === 'outcome') act.store.setState({ overlay: outcome });
  if (kind === 'replace')
    act.store.setState({
      overlay: {
        kind: 'replace',
        file: t`/here/there.csv`,
        wanted: { path: 'there.csv', name: 'segtop.csv', text: 'a', what: t`1 row` },
        focused: 0,
      },
    });
  return act;
}

const openKind = (act: Act) => (act.store.getState().overlay ?? act.store.getState().prompt)?.kind;
const lastRow = (act: Act) => act.text().split('\n').at(-1)?.trim();

describe('what is open over the page', () => {
  test.each(Object.keys(overlays) as Kind[])('%s is registered under its own kind, and is opened by keys', (kind) => {
    expect(overlays[kind].kind).toBe(kind);
    expect(openKind(opened(kind))).toBe(kind);
  });

  // Where text is typed a digit is text, as the name of what is deleted; on the empty line of the palette it still leads away.
  const typing: readonly Kind[] = ['collection', 'columns', 'confirm', 'favorites', 'filter', 'find'];
  test.each(Object.keys(overlays) as Kind[])(
    'the key of Overview leads there from %s, unless text is typed',
    (kind) => {
      const act = opened(kind);
      act.press('2');
      const leads = act.screen.scene.view.id === 'overview';
      expect(leads).toBe(!typing.includes(kind));
      expect(openKind(act)).toBe(leads ? undefined : kind);
    },
  );

  test.each<[Kind, string]>([
    ['columns', 'Space show or hide  ⏎ save  Esc cancel  a-z filter'],
    ['confirm', '⇥ other button  ⏎ press it  Esc cancel'],
    ['favorites', 'Space mark  ⏎ save  Esc cancel  ⇥ kind  a-z filter'],
    ['help', 'Esc close  ↑↓ scroll  / filter  y copy links'],
    ['menu', '⏎ choose  Esc close  ↑↓ move'],
    ['outcome', '⏎ press it  Esc close'],
    ['own', '⏎ choose  ⇥ other button  y run  Esc cancel'],
    ['quit', '⏎ choose  ⇥ other button  y quit  Esc stay'],
    ['replace', '⏎ choose  ⇥ other button  y replace  Esc cancel'],
    ['workspaces', '⏎ open  ↑↓ move  n new  Esc close'],
    ['command', ':                                              tab complete  enter run  esc cancel'],
    ['find', '/                                        a name of anything  enter open  esc cancel'],
  ])('%s says on the last row what its keys do', (kind, wanted) => {
    const act = opened(kind);
    expect(lastRow(act)?.replace(/\s+/g, ' ')).toBe(wanted.replace(/\s+/g, ' '));
    expect(lastRow(opened(kind, 80, 24, true))).toMatch(/^[\u0020-\u007e]+$/);
  });

  test.each<[Kind, string, string]>([
    ['columns', 'Space show or hide  ⏎ save  Esc cancel', 'Space show or hide  Esc cancel'],
    ['confirm', '⇥ other button  ⏎ press it  Esc cancel', 'Tab other button  Esc cancel'],
    ['favorites', 'Space mark  ⏎ save  Esc cancel  ⇥ kind', 'Space mark  Enter save  Esc cancel'],
    ['help', 'Esc close  ↑↓ scroll  / filter', 'Esc close  j/k scroll  / filter'],
    ['quit', '⏎ choose  ⇥ other button  Esc stay', 'Enter choose  y quit  Esc stay'],
    ['replace', '⏎ choose  ⇥ other button  Esc cancel', 'Enter choose  y replace  Esc cancel'],
    ['filter', '/                             67 found', '/                             67 found'],
  ])('%s on 40 columns cuts no key, and the one that closes it is always there', (kind, wanted, ascii) => {
    expect(lastRow(opened(kind, 40, 12))).toBe(wanted);
    expect(lastRow(opened(kind, 40, 12, true))).toBe(ascii);
  });

  const long = sanitise('many words '.repeat(60));
  test.each<[Kind, Overlay, string]>([
    ['own', { kind: 'own', command: ticket, argv: ['jira'], question: long, focused: 0 }, 'Esc cancel'],
    [
      'confirm',
      {
        kind: 'confirm',
        title: t`Run it?`,
        text: long,
        verb: t`Run`,
        done: t`Run`,
        planned: [],
        danger: false,
        focused: 0,
      },
      'Esc cancel',
    ],
    [
      'outcome',
      { ...outcome, echo: { kind: 'unreadable', problem: { ...problemWith({}), message: long } } },
      'Esc close',
    ],
    ['quit', { kind: 'quit', unsaved: [long], focused: 0 }, 'Esc stay'],
    [
      'replace',
      { kind: 'replace', file: long, wanted: { path: undefined, name: 'a', text: 'a', what: t`1 row` }, focused: 0 },
      'Esc cancel',
    ],
  ])(
    '%s with a text that is too long for the screen says so, and leaves the row of its keys free',
    (_, overlay, key) => {
      const act = opened('outcome', 40, 12);
      act.store.setState({ overlay });
      const rows = act.text().split('\n');
      expect(rows).toHaveLength(12);
      expect(rows[0]).toMatch(/^╭ .* ─+╮$/);
      expect(rows[8]).toMatch(/…\s+│$/);
      expect(rows[9]).toMatch(/^│ \[ (Cancel|Close|Stay|Keep the old one) \]/);
      expect(rows[10]).toMatch(/^╰─+╯$/);
      expect(rows[11]).toContain(key);
    },
  );

  test('a filter that makes no sense is called that on 40 columns too', () => {
    const act = opened('filter', 40, 12);
    act.press(...'/(/');
    expect(lastRow(act)).toMatch(/^\/ \/\(\/ +makes no sense$/);
  });

  test.each(Object.keys(overlays) as Kind[])('%s is closed by Esc, and nothing else is', (kind) => {
    const act = opened(kind);
    const { stack } = act.store.getState();
    act.press('esc');
    expect(openKind(act)).toBeUndefined();
    expect(act.store.getState().stack.map(({ view }) => view)).toEqual(stack.map(({ view }) => view));
  });

  test.each<[Kind, 'leads to Overview' | 'is typed']>([
    ['help', 'leads to Overview'],
    ['quit', 'leads to Overview'],
    ['menu', 'leads to Overview'],
    ['workspaces', 'leads to Overview'],
    ['outcome', 'leads to Overview'],
    ['command', 'leads to Overview'],
    ['columns', 'is typed'],
    ['favorites', 'is typed'],
    ['filter', 'is typed'],
    ['find', 'is typed'],
  ])('in %s the key 2 %s', (kind, what) => {
    const act = opened(kind);
    act.press('2');
    expect(act.screen.scene.view.id === 'overview').toBe(what === 'leads to Overview');
    expect(openKind(act)).toBe(what === 'leads to Overview' ? undefined : kind);
  });

  test.each<[Kind, string | undefined]>([
    ['columns', 'zen'],
    ['command', 'zen'],
    ['favorites', 'zen'],
    ['filter', 'zen'],
    ['find', 'zen'],
    ['help', undefined],
    ['menu', undefined],
    ['outcome', undefined],
    ['quit', undefined],
    ['workspaces', undefined],
  ])('a paste into %s is %s', (kind, wanted) => {
    const act = opened(kind);
    const before = act.store.getState();
    paste(act.environment, act.screen, 'zen\r\n');
    const { overlay, prompt } = act.store.getState();
    const typed = prompt?.text ?? (overlay && 'picker' in overlay ? overlay.picker.filter.text : undefined);
    expect(typed).toBe(wanted);
    if (wanted === undefined) expect(act.store.getState()).toBe(before);
  });
});

test('what can be a favorite stands with what fails first, then by its name', () => {
  const act = opened('favorites');
  const rows = act
    .text()
    .split('\n')
    .flatMap((row) => /\[ \] (.*?) {2,}/.exec(row)?.[1] ?? []);
  expect(rows.slice(0, 7)).toEqual([
    '◆ Billing server',
    '◆ Braze',
    '◆ Redshift',
    '◆ Zendesk',
    '▲ Fulfilment webhook',
    '● Acme Users',
    '● Acme Users space',
  ]);
  const { environment, screen } = act;
  const { id } = screen.scene.context.overview.fleet.connections.find(
    ({ destination }) => destination.name === 'Braze',
  )!;
  expect(environment.favoriteName({ kind: 'destination', id })).toMatch(/^Braze ← (?:Web \(prod\)|iOS)$/);
  expect(environment.favoriteName({ kind: 'source', id })).toBeUndefined();
  expect(environment.favoriteName({ kind: 'destination', id: 'gone' })).toBeUndefined();
});

describe('with other keys', () => {
  /** The keys of every overlay moved away from what they usually are. */
  const keymap = boundKeymap(
    {
      'dialog.next': 'ctrl+n',
      'dialog.press': 'ctrl+o',
      'dialog.yes': 'J',
      'dialog.no': 'ctrl+q',
      'menu.down': 'n',
      'menu.up': 'N',
      'menu.choose': 'ctrl+o',
      'menu.close': 'ctrl+q',
      'picker.mark': 'ctrl+x',
      'picker.save': 'ctrl+o',
      'picker.close': 'ctrl+q',
      'picker.next': 'ctrl+t',
      'help.close': 'ctrl+q',
      'help.filter': 'ctrl+f',
      'help.copy': 'C',
      'help.down': 'n',
      'help.up': 'N',
      'line.enter': 'ctrl+o',
      'line.leave': 'ctrl+q',
      'line.complete': 'ctrl+t',
      'edit.erase': 'ctrl+h',
      'workspaces.new': 'W',
    },
    ownState.own,
  );
  const moved = (kind: Kind): Act => {
    const act = opened(kind);
    act.store.setState({ keymap: keymap.table });
    return act;
  };

  test('only what no terminal can tell apart is refused', () => {
    expect(keymap.problems.map(({ id, words }) => `${id}: ${words}`)).toEqual([
      'edit.erase: "ctrl+h" reaches a program as backspace',
      'help.filter: ctrl+f is of edit.right (Typing: a character right); help.filter (Help: only lines with a word) keeps /',
    ]);
  });

  test.each<[Kind, string]>([
    ['columns', 'ctrl+x show or hide  ctrl+o save  ctrl+q cancel  a-z filter'],
    ['confirm', 'ctrl+n other button  ctrl+o press it  ctrl+q cancel'],
    ['favorites', 'ctrl+x mark  ctrl+o save  ctrl+q cancel  ctrl+t kind  a-z filter'],
    ['help', 'ctrl+q close  n/N scroll  / filter  C copy links'],
    ['menu', 'ctrl+o choose  ctrl+q close  n/N move'],
    ['outcome', 'ctrl+o press it  ctrl+q close'],
    ['own', 'ctrl+o choose  ctrl+n other button  J run  ctrl+q cancel'],
    ['quit', 'ctrl+o choose  ctrl+n other button  J quit  ctrl+q stay'],
    ['workspaces', 'ctrl+o open  n/N move  W new  ctrl+q close'],
    ['command', ': ctrl+t complete ctrl+o run ctrl+q cancel'],
    ['find', '/ a name of anything ctrl+o open ctrl+q cancel'],
  ])('%s names them on the last row', (kind, wanted) => {
    expect(lastRow(moved(kind))?.replace(/\s+/g, ' ')).toBe(wanted.replace(/\s+/g, ' '));
  });

  test.each(Object.keys(overlays) as Kind[])('%s is closed by the new key, and by no key of before', (kind) => {
    const act = moved(kind);
    const open = openKind(act);
    act.press('esc', 'enter');
    expect(openKind(act)).toBe(open);
    act.press('ctrl+q');
    expect(openKind(act)).toBeUndefined();
  });

  test('they do what they did: a menu, a picker, a question, a line', () => {
    const menu = moved('menu');
    menu.press('n', 'n', 'N');
    expect(menu.store.getState().overlay).toMatchObject({ kind: 'menu', at: 1 });
    const quit = moved('quit');
    quit.press('y', 'ctrl+n', 'ctrl+o');
    expect(quit.exits()).toBe(1);
    const yes = moved('quit');
    yes.press('J');
    expect(yes.exits()).toBe(1);
    const line = moved('command');
    line.press(...'usag', 'ctrl+t');
    expect(line.store.getState().prompt?.text).toBe('usage ');
    line.press('ctrl+o');
    expect(line.screen.scene.view.id).toBe('usage');
    const help = moved('help');
    help.press('n', 'n', 'N', 'C');
    expect(help.store.getState().overlay).toMatchObject({ kind: 'help', offset: 1 });
    expect(help.copied).toHaveLength(1);
    help.press('/', ...'zq');
    expect(help.store.getState().overlay).toMatchObject({ typing: true, filter: { text: 'zq' } });
  });

  test.each<[Kind, string, boolean]>([
    ['command', 'o', false],
    ['command', 'f6', true],
    ['help', 'G', false],
    ['help', 'o', true],
    ['menu', 'o', true],
    ['workspaces', 'j', false],
  ])('in %s the key %s that the user gave Overview leads there: %s', (kind, key, leads) => {
    const act = opened(kind);
    const table = act.store.getState().keymap;
    const keys = ['o', 'f6', 'G', 'j'];
    act.store.setState({ keymap: table.map((one) => (one.id === 'page.overview' ? { ...one, keys } : one)) });
    act.press(key);
    expect(act.screen.scene.view.id === 'overview').toBe(leads);
    expect(openKind(act)).toBe(leads ? undefined : kind);
  });

  test('the help names them all, and the links the key that copies them', () => {
    const act = actAt(stage, { view: 'home', params: {} }, { columns: 80, rows: 400, state: { keymap: keymap.table } });
    act.press('?');
    const text = act.text();
    expect(text).toMatch(/Help and support {2}C copies both/);
    expect(text).toContain('Over the page');
    expect(text).toMatch(/ctrl\+o +Menu: choose the item/);
    expect(text).toMatch(/J +Dialog: yes, where no name has to be typed/);
  });
});
