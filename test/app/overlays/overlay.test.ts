import { describe, expect, test } from 'vitest';
import { type Hands, keyNamesOf, type Open, type Room } from '../../../source/app/overlays/overlay.ts';
import { pickerClick, pickerPaste, pickerPress } from '../../../source/app/overlays/picker-keys.ts';
import { definitionOf } from '../../../source/app/overlays/registry.ts';
import type { PickerItem } from '../../../source/components/picker/model.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { day, minute } from '../../../source/domain/time.ts';
import { type Command, type CommandId, allKeys as keymap } from '../../../source/keys/keymap.ts';
import type { OverlayId } from '../../../source/keys/overlay-keys.ts';
import type { Confirm, DialogField, Outcome, Sending } from '../../../source/state/dialogs.ts';
import { createAppStore, type PickerData, type WorkspaceOffer } from '../../../source/state/store.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { lineText } from '../../../source/theme/line.ts';

const now = Date.parse('2026-11-28T00:20:00Z');
const unicode = glyphs(false);

/** The rows of what is open. */
function drawn(open: Open, width = 60, height = 12): string[] {
  const room = { scene: { context: { now } }, width, height, glyphs: unicode, names: keyNamesOf(keymap, false) };
  return definitionOf(open).draw!(open, room as unknown as Room).map(lineText);
}
/** The rows within their frame, cut into what stands on the left and on the right. */
const inside = (open: Open, width?: number, height?: number) =>
  drawn(open, width, height)
    .slice(1, -1)
    .map((row) => row.replace(/^│ |[ │┃█▐]*$/g, ''));

/** What is open, in a dashboard of which only the state is there. */
function desk(open: Open) {
  const store = createAppStore({ overlay: open as never });
  const hands = { environment: { store }, scene: {} } as unknown as Hands;
  return { store, hands, of: definitionOf(open) };
}

describe('how hints name keys', () => {
  const bound = (...keys: readonly (readonly [CommandId, ...string[]])[]): readonly Command[] =>
    keys.map(([id, ...own]) => ({ ...keymap.find((command) => command.id === id)!, keys: own }));
  const some = bound(['menu.down', 'j', 'down'], ['menu.up', 'k', 'up'], ['menu.choose', 'enter', 'o'], ['menu.close']);

  test.each([
    [false, '⏎', ['⏎', 'open', 'enter'], ['↑↓', 'move'], ['⏎/j', 'both']],
    [true, 'Enter', ['Enter', 'open', 'enter'], ['j/k', 'move'], ['Enter/j', 'both']],
  ])('in ASCII %s', (ascii, key, hint, arrows, pair) => {
    const names = keyNamesOf(some, ascii);
    expect([
      names.key('menu.choose'),
      names.hint('menu.choose', t`open`),
      names.pair('menu.down', 'menu.up', t`move`),
      names.pair('menu.choose', 'menu.down', t`both`),
    ]).toEqual([key, hint, arrows, pair]);
    expect([names.key('menu.close'), names.hint('menu.close', t`close`)]).toEqual(['', undefined]);
    expect(names.pair('menu.close', 'workspaces', t`neither`)).toBeUndefined();
  });

  test.each<[string[], string[], string | undefined]>([
    [['down'], ['k'], '↓/k'],
    [['n'], ['up'], 'n/↑'],
    [[], ['k'], 'k'],
    [['n'], [], 'n'],
    [['up'], ['down'], '↑/↓'],
  ])('down by %j and up by %j is %s', (down, up, label) => {
    const names = keyNamesOf(bound(['menu.down', ...down], ['menu.up', ...up]), false);
    expect(names.pair('menu.down', 'menu.up', t`move`)).toEqual(label === undefined ? undefined : [label, 'move']);
  });
});

describe('keys of a list to choose several from', () => {
  const items: readonly PickerItem[] = Array.from({ length: 30 }, (_, index) => ({
    id: `i${index}`,
    label: sanitise(`Item ${index}`),
    ...(index === 5 && { disabled: t`not now` }),
  }));
  const picker = (rest: Partial<PickerData> = {}): PickerData => ({
    ...{ filter: { text: '', cursor: 0 }, picked: new Set<string>(), initial: new Set<string>(), tab: 0, offset: 7 },
    ...{ at: 'i4', ...rest },
  });
  const changed = (press: Parameters<typeof pickerPress>[2], rest?: Partial<PickerData>) => {
    const after = pickerPress(items, picker(rest), press);
    return after && [after.at, [...(after.picked ?? [])], after.filter?.text, after.offset];
  };

  test.each<[string, Parameters<typeof pickerPress>[2], Partial<PickerData>, unknown]>([
    ['down', { stroke: 'down', does: 'picker.down' }, {}, ['i5', [], '', 7]],
    ['up', { stroke: 'up', does: 'picker.up' }, {}, ['i3', [], '', 7]],
    ['ten down', { stroke: 'pgdn', does: 'picker.pageDown' }, {}, ['i14', [], '', 7]],
    ['ten up, to the first at most', { stroke: 'pgup', does: 'picker.pageUp' }, { at: 'i8' }, ['i0', [], '', 7]],
    ['ten up', { stroke: 'pgup', does: 'picker.pageUp' }, { at: 'i18' }, ['i8', [], '', 7]],
    ['a mark, and on to the next', { stroke: ' ', text: ' ', does: 'picker.mark' }, {}, ['i5', ['i4'], '', 7]],
    ['no mark where that cannot be', { stroke: ' ', text: ' ', does: 'picker.mark' }, { at: 'i5' }, ['i6', [], '', 7]],
    ['a letter, which filters from the top', { stroke: '2', text: '2' }, {}, [undefined, [], '2', 0]],
    [
      'a letter taken back',
      { stroke: 'backspace', does: 'edit.erase' },
      { filter: { text: 'ab', cursor: 2 } },
      [undefined, [], 'a', 0],
    ],
    ['a key of something else', { stroke: 'tab', does: 'picker.next' }, {}, undefined],
    ['a letter that is a command', { stroke: 'x', text: 'x', does: 'picker.next' }, {}, undefined],
    ['a key without a letter', { stroke: 'f5' }, {}, undefined],
  ])('%s', (_, press, rest, after) => expect(changed(press, rest)).toEqual(after));

  test('the mouse marks what it is on among those that are shown, and takes the mark back', () => {
    const clicked = (at: number, rest?: Partial<PickerData>) => {
      const after = pickerClick(items, picker(rest), { kind: 'item', at });
      return after && [after.at, [...(after.picked ?? [])]];
    };
    expect(clicked(2)).toEqual(['i2', ['i2']]);
    expect(clicked(2, { picked: new Set(['i2', 'i3']) })).toEqual(['i2', ['i3']]);
    expect(clicked(1, { filter: { text: 'm 2', cursor: 3 } })).toEqual(['i20', ['i20']]);
    expect(clicked(30)).toBeUndefined();
    expect(pickerClick(items, picker(), { kind: 'button', at: 2 })).toBeUndefined();
  });

  test('what is pasted filters from the top', () =>
    expect(pickerPaste(picker({ filter: { text: 'ac', cursor: 1 } }), 'b\n')).toEqual(
      picker({ filter: { text: 'abc', cursor: 2 }, at: undefined, offset: 0 }),
    ));
});

describe('the list of workspaces', () => {
  const offer = (name: string, rest: Partial<WorkspaceOffer> = {}): WorkspaceOffer => ({
    ...{ name: sanitise(name), where: t`us`, current: false, ...rest },
  });
  const some = [
    offer('prod', { current: true, workspace: t`Acme`, openedAt: now }),
    offer('eu', { where: t``, changes: t`never`, openedAt: now - 3 * day }),
    offer('demo', { where: t`mock workspace`, changes: t`always` }),
  ];
  const many = Array.from({ length: 9 }, (_, index) => offer(`w${index}`, { openedAt: now - index * minute }));
  const list = (entries: readonly WorkspaceOffer[], at = 0): Open => ({ kind: 'workspaces', entries, at });
  const foot = ' n new workspace, in the web app · one token is one workspace';

  test('tells of each what it is, where, and since when it was not open', () =>
    expect(inside(list(some, 1), 76)).toEqual([
      '  ● prod  Acme                                             us · open',
      '❯   eu                                                read-only · 3d',
      '    demo                                              mock workspace',
      '    View all workspaces                                            3',
      '',
      foot,
    ]));

  test.each([
    [many, 13, ['w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'View', '', 'n']],
    [many, 12, ['w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'View', 'n']],
    [many, 9, ['w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'n']],
    [some, 10, ['● prod', 'eu', 'demo', 'View', '', 'n']],
    [some, 9, ['● prod', 'eu', 'demo', 'View', 'n']],
    [some, 4, ['● prod', 'n']],
    [some, 1, ['● prod', 'n']],
  ])('case %#: six at most, and on %i rows what there is room for', (entries, height, rows) => {
    const names = inside(list(entries), 76, height).map((row) => /(?:● )?\w*/.exec(row.replace(/^[❯ ]*/, ''))![0]);
    expect(names).toEqual(rows);
  });

  test('the last line counts all of them', () => expect(inside(list(many))[6]).toMatch(/View all workspaces +9$/));

  test.each([
    ['menu.down', 1, 2],
    ['menu.up', 1, 0],
    ['menu.up', 0, 0],
    ['menu.down', 3, 3],
  ] as const)('%s from line %i leads to %i', (does, at, to) => {
    const { store, hands, of } = desk(list(some, at));
    of.press(list(some, at), { stroke: '', does }, hands);
    expect(store.getState().overlay).toEqual(list(some, to));
  });

  test('the wheel goes to the line below the last workspace shown, and no key but its own closes it', () => {
    const { store, hands, of } = desk(list(many, 6));
    of.wheel!(list(many, 6), 1, hands);
    expect(store.getState().overlay).toEqual(list(many, 6));
    of.press(list(many, 6), { stroke: 'x' }, hands);
    expect(store.getState().overlay).toEqual(list(many, 6));
    of.press(list(many, 6), { stroke: 'w' }, hands);
    expect(store.getState().overlay).toBeUndefined();
  });
});

const one = (name: string, refusal?: string) => ({
  ...{ name: sanitise(name), change: { kind: 'switch', of: 'destination', id: name, enabled: false } as const },
  ...(refusal !== undefined && { refusal: sanitise(refusal) }),
});
/** What a question says, in one line, and its buttons. */
const said = (open: Open): readonly [title: string, text: string, buttons: string] => {
  const [top = '', ...rows] = drawn(open, 70, 14);
  const body = rows.slice(0, -1).map((row) => row.replace(/^│ | +│$/g, ''));
  return [top.replace(/^╭ | ─+╮$/g, ''), body.slice(0, -2).join(' '), body.at(-1)!.trim()];
};

describe('a question before changes', () => {
  const asked: Confirm = {
    ...{ kind: 'confirm', title: t`Disable Braze?`, text: t`It stops.`, verb: t`Disable`, done: t`Disabled` },
    ...{ planned: [one('Braze')], danger: true, focused: 0 },
  };
  const many = [one('Braze'), one('Zendesk'), one('Redshift')];
  const sending = (rest: Partial<Sending> = {}): Sending => ({ id: Symbol('one'), done: 0, sent: false, ...rest });
  const field = (kind: DialogField['kind'], text: string): DialogField => ({
    ...{ kind, label: t`Name: `, text, cursor: text.length, wanted: t`Braze` },
  });
  const held = { until: now + 61_000 };

  test.each<[Partial<Confirm>, string]>([
    [{}, 'It stops.'],
    [{ refusal: t`no role` }, 'Refused: no role'],
    [{ sending: sending() }, 'About to be sent… Cancel takes it back.'],
    [{ sending: sending({ until: now }) }, 'About to be sent… Cancel takes it back.'],
    [{ sending: sending(held) }, "Not sent yet, the API's limit holds it back until 00:21:01. Cancel takes it back."],
    [{ sending: sending({ sent: true }) }, 'Sent, waiting for the answer… It cannot be taken back.'],
    [{ planned: many, sending: sending() }, '1 of 3: about to be sent… Cancel takes it back.'],
    [{ planned: many, sending: sending({ done: 1 }) }, '2 of 3: about to be sent… Cancel stops here.'],
    [
      { planned: many, sending: sending({ done: 2, ...held }) },
      "3 of 3: not sent yet, the API's limit holds it back until 00:21:01. Cancel stops here.",
    ],
    [
      { planned: many, sending: sending({ done: 1, sent: true }) },
      '2 of 3: sent, waiting for the answer… It cannot be taken back. Close stops the others.',
    ],
    [
      { planned: many, sending: sending({ done: 2, sent: true }) },
      '3 of 3: sent, waiting for the answer… It cannot be taken back.',
    ],
  ])('case %#', (rest, text) => {
    const no = rest.sending?.sent ? 'Close' : 'Cancel';
    expect(said({ ...asked, ...rest })).toEqual(['Disable Braze?', text, `[ ${no} ]    Disable`]);
  });

  test.each<[DialogField, string]>([
    [field('delete', ''), 'It stops.'],
    [field('delete', 'Bra'), 'It stops.'],
    [field('rename', ''), 'It stops.'],
    [field('rename', 'Braze'), 'It stops. (that is its name already)'],
    [field('rename', 'Other'), 'It stops.'],
  ])('with a field %o why it cannot be done stands behind it', (typed, text) =>
    expect(
      inside({ ...asked, field: typed }, 70)
        .join(' ')
        .split('  ')[0],
    ).toBe(text),
  );

  const after = (rest: Partial<Confirm>, does: OverlayId | undefined, text?: string) => {
    const open = { ...asked, ...rest };
    const { store, hands, of } = desk(open);
    of.press(open, { stroke: '', does, ...(text !== undefined && { text }) }, hands);
    const { overlay } = store.getState();
    return overlay?.kind === 'confirm' ? [overlay.focused, overlay.field?.text] : overlay;
  };
  const closed = undefined;
  test.each<[Partial<Confirm>, OverlayId | undefined, string | undefined, ReturnType<typeof after>]>([
    [{}, 'dialog.no', undefined, closed],
    [{}, 'dialog.press', undefined, closed],
    [{}, 'dialog.next', undefined, [1, undefined]],
    [{}, 'dialog.previous', undefined, [1, undefined]],
    [{ focused: 1 }, 'dialog.next', undefined, [0, undefined]],
    // Under way only what takes it back does anything.
    [{ sending: sending(), focused: 1 }, 'dialog.press', undefined, [1, undefined]],
    [{ sending: sending(), focused: 1 }, 'dialog.yes', 'y', [1, undefined]],
    [{ sending: sending(), focused: 1 }, 'dialog.next', undefined, [0, undefined]],
    [{ sending: sending(), focused: 0 }, 'dialog.press', undefined, closed],
    [{ sending: sending(), focused: 1 }, 'dialog.no', undefined, closed],
    [{ sending: sending(), field: field('rename', 'Oth') }, undefined, 'x', [0, 'Oth']],
    // Letters of a name are no answers.
    [{ field: field('delete', '') }, 'dialog.no', 'n', [0, 'n']],
    [{ field: field('rename', 'Oth') }, 'edit.erase', undefined, [0, 'Ot']],
    [{ field: field('rename', 'Oth') }, 'dialog.press', undefined, [1, 'Oth']],
    [{ field: field('rename', 'Braze') }, 'dialog.press', undefined, closed],
    [{ field: field('rename', 'Braz'), focused: 1 }, undefined, 'e', [0, 'Braze']],
    [{ field: field('rename', 'Braze'), focused: 1 }, undefined, 's', [1, 'Brazes']],
  ])('%o: %s %s', (rest, does, text, expected) => expect(after(rest, does, text)).toEqual(expected));

  test.each<[string, Partial<Confirm>, string | undefined]>([
    ['a new name', { field: field('rename', 'A') }, 'Ab c'],
    ['a label', { field: field('label', 'A') }, 'Ab c'],
    ['the name of what is deleted', { field: field('delete', 'A') }, 'A'],
    ['a new name that is being sent', { field: field('rename', 'A'), sending: sending() }, 'A'],
    ['a question without a field', {}, undefined],
  ])('a paste into %s leaves %s', (_, rest, text) => {
    const open: Confirm = { ...asked, ...rest };
    const { store, hands, of } = desk(open);
    of.paste!(open, 'b\nc', hands);
    expect((store.getState().overlay as Confirm).field?.text).toBe(text);
  });

  test('is something under way while it is typed or sent, and is only left where nothing was sent', () => {
    const { of } = desk(asked);
    const states = [asked, { ...asked, field: field('rename', 'A') }, { ...asked, sending: sending() }];
    expect(states.map((open) => [of.isBusy(open), of.isOnlyLeft!(open), of.scopes(open)])).toEqual([
      [false, true, ['dialog']],
      [true, true, ['edit', 'dialog']],
      [true, false, ['dialog']],
    ]);
    const sent = { ...asked, field: field('rename', 'A'), sending: sending() };
    expect(of.scopes(sent)).toEqual(['dialog']);
    const hints = (open: Confirm) => of.hints!(open, keyNamesOf(keymap, false)).map((hint) => hint?.slice(0, 2));
    expect(hints(asked)).toEqual([
      ['y', 'yes'],
      ['⇥', 'other button'],
      ['⏎', 'press it'],
      ['Esc', 'cancel'],
    ]);
    expect(hints(states[1]!)[0]).toBeUndefined();
    expect([states[2]!, { ...asked, sending: sending({ sent: true }) }].map(hints)).toEqual([
      [['Esc', 'take it back']],
      [['Esc', 'close']],
    ]);
  });
});

describe('what came of changes', () => {
  const found = { kind: 'found', item: { id: 'a1', at: now - minute, type: t`Destination Disabled`, actor: t`ana` } };
  const result = (rest: object): Outcome =>
    ({
      kind: 'outcome',
      title: t`Disabled`,
      made: [one('Braze')],
      echo: { kind: 'never' },
      focused: 0,
      ...rest,
    }) as never;

  test.each<[object, string, string]>([
    [{}, 'It is done.', '[ Close ]'],
    [{ echo: { kind: 'waiting' } }, 'Audit trail: waiting for its audit event…', '[ Close ]'],
    [{ echo: found, focused: 1 }, 'Audit trail: Destination Disabled by ana 00:19.', 'Close    [ Open the event ]'],
    [
      { made: [one('Braze'), one('Zendesk')], echo: found },
      'Done: Braze, Zendesk. Audit trail, the first: Destination Disabled by ana 00:19.',
      '[ Close ]    Open the event',
    ],
    [
      { made: [one('Braze'), one('Zendesk', 'no role.'), one('Redshift', 'gone.')] },
      'Done: Braze. Zendesk was refused: no role. Redshift was refused: gone.',
      '[ Close ]',
    ],
    [
      { made: [one('Braze', 'no (400)'), one('iOS', 'no (400)')] },
      'Braze was refused: no (400). iOS was refused: no (400).',
      '[ Close ]',
    ],
  ])('case %#', (rest, text, buttons) => expect(said(result(rest))).toEqual(['Disabled', text, buttons]));

  test('names the key to another button only where there is one', () => {
    const hints = (rest: object) =>
      definitionOf(result(rest)).hints!(result(rest), keyNamesOf(keymap, false)).flatMap((hint) => hint?.[1] ?? []);
    expect([{}, { echo: found }].map(hints)).toEqual([
      ['press it', 'close'],
      ['press it', 'other button', 'close'],
    ]);
  });

  test.each<[object, OverlayId, number | undefined]>([
    [{}, 'dialog.next', 0],
    [{ echo: found }, 'dialog.next', 1],
    [{ echo: found, focused: 1 }, 'dialog.previous', 0],
    [{ echo: found }, 'dialog.yes', 0],
    [{ echo: found, focused: 1 }, 'dialog.no', undefined],
    [{ echo: found }, 'dialog.press', undefined],
  ])('%o: %s', (rest, does, focused) => {
    const { store, hands, of } = desk(result(rest));
    of.press(result(rest), { stroke: '', does }, hands);
    expect((store.getState().overlay as Outcome | undefined)?.focused).toBe(focused);
  });
});

test.each<[Open, readonly [string, string, string]]>([
  [
    { kind: 'quit', unsaved: [], focused: 0 },
    ['Quit segtop?', 'Nothing is lost: favorites and the period are kept.', '[ Stay ]    Quit'],
  ],
  [
    { kind: 'quit', unsaved: [t`favorites.json`, t`local.json`], focused: 1 },
    [
      'Quit segtop?',
      'Lost with it, as it could not be saved: changes of favorites.json, local.json.',
      'Stay    [ Quit ]',
    ],
  ],
  [
    { kind: 'replace', file: t`/here/a.csv`, wanted: {} as never, focused: 0 },
    [
      'Replace the file?',
      '/here/a.csv exists already. What it holds would be gone.',
      '[ Keep the old one ]    Replace',
    ],
  ],
])('a question with two buttons: %o', (open, wanted) => expect(said(open)).toEqual(wanted));
