import { beforeAll, describe, expect, test } from 'vitest';
import { paste } from '../../../source/app/input/dispatch.ts';
import { overlays } from '../../../source/app/overlays/registry.ts';
import { t } from '../../../source/domain/text.ts';
import type { Outcome } from '../../../source/state/dialogs.ts';
import type { ViewId } from '../../../source/state/pages.ts';
import { stateWith } from '../../harness/own.ts';
import { type Act, actAt, type Stage, stageOf } from '../../views/stage.ts';

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

const ownState = stateWith({
  commands: [
    { name: 'ticket', run: ['jira', 'new', '{id}'], title: 'A ticket', key: 'X', confirm: true, output: 'toast' },
  ],
});

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
  workspaces: ['home', 'w'],
};

function opened(kind: Kind, columns = 80, rows = 24, ascii = false): Act {
  const [view, ...keys] = ways[kind];
  const act = actAt(stage, { view, params: {} }, { columns, rows, ascii, write: true, state: ownState });
  act.press(...keys);
  if (kind === 'outcome') act.store.setState({ overlay: outcome });
  return act;
}

const openKind = (act: Act) => (act.store.getState().overlay ?? act.store.getState().prompt)?.kind;
const lastRow = (act: Act) => act.text().split('\n').at(-1)?.trim();

describe('what is open over the page', () => {
  test.each(Object.keys(overlays) as Kind[])('%s is registered under its own kind, and is opened by keys', (kind) => {
    expect(overlays[kind].kind).toBe(kind);
    expect(openKind(opened(kind))).toBe(kind);
  });

  test.each<[Kind, string]>([
    ['columns', 'Space show or hide  ⏎ save  Esc cancel  a-z filter'],
    ['confirm', '⇥ other button  ⏎ press it  Esc cancel'],
    ['favorites', 'Space mark  ⏎ save  Esc cancel  ⇥ kind  a-z filter'],
    ['help', 'Esc close  ↑↓ scroll  / filter  y copy links'],
    ['menu', '⏎ choose  Esc close  ↑↓ move'],
    ['outcome', '⏎ press it  ⇥ other button  Esc close'],
    ['own', '⏎ choose  ⇥ other button  y run  Esc cancel'],
    ['quit', '⏎ choose  ⇥ other button  y quit  Esc stay'],
    ['workspaces', '⏎ open  ↑↓ move  n new  Esc close'],
    ['command', ':                                              tab complete  enter run  esc cancel'],
    ['find', '/                                        a name of anything  enter open  esc cancel'],
  ])('%s says on the last row what its keys do', (kind, wanted) => {
    const act = opened(kind);
    expect(lastRow(act)?.replace(/\s+/g, ' ')).toBe(wanted.replace(/\s+/g, ' '));
    expect(lastRow(opened(kind, 80, 24, true))).toMatch(/^[\u0020-\u007e]+$/);
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
