import { beforeAll, describe, expect, test } from 'vitest';
import { askSwitchAll, switchable } from '../../../source/actions/changes/changes.ts';
import type { Environment } from '../../../source/actions/environment.ts';
import { chooseMenu } from '../../../source/actions/menu.ts';
import type { Change } from '../../../source/domain/change.ts';
import { ReadError } from '../../../source/domain/problem.ts';
import type { ChangeOptions } from '../../../source/domain/queries.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import type { Subject } from '../../../source/state/pane.ts';
import { createAppStore } from '../../../source/state/store.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { type Act, actOn, type Stage, stageNow, stageOf } from '../../views/stage.ts';

let stage: Stage;
const made: Change[] = [];
let refuse = false;

/** Records changes in place of making them, so that tests share one workspace. */
function recording(backend: Backend): Backend {
  return {
    ...backend,
    change: async (change) => {
      if (refuse)
        throw new ReadError({
          kind: 'invalid-request',
          message: t`Multiple configurations of this destination type not supported.`,
          status: 400,
          operation: t`PATCH`,
        });
      made.push(change);
    },
  };
}

beforeAll(async () => {
  stage = await stageOf('disabled-by-mistake');
});

async function atTriage(write: boolean): Promise<Act> {
  made.length = 0;
  refuse = false;
  const act = actOn({ ...stage, backend: recording(stage.backend) }, { write });
  await act.settled();
  act.press('e');
  await act.settled();
  return act;
}

const settle = () => new Promise<void>((resolve) => void setImmediate(resolve));

describe('a destination that was disabled by mistake', () => {
  test('is enabled again by the first item of its menu, after a yes', async () => {
    const act = await atTriage(true);
    act.press('m');
    const { overlay } = act.store.getState();
    expect(overlay?.kind === 'menu' && overlay.items[0]).toMatchObject({ id: 'switch', label: 'Enable' });
    chooseMenu(act.environment, 'switch');
    expect(act.text()).toContain('Enable Amplitude?');
    expect(act.text()).toContain('Nothing was queued');
    act.press('y');
    await settle();
    expect(made).toEqual([expect.objectContaining({ kind: 'switch', of: 'destination', enabled: true })]);
    expect(act.text()).toContain('Enabled: Amplitude');
    expect(act.text()).toContain('waiting for its audit event');
  });

  test('stays as it is when Enter presses the focused Cancel', async () => {
    const act = await atTriage(true);
    act.press('m');
    chooseMenu(act.environment, 'switch');
    act.press('enter');
    await settle();
    expect(act.store.getState().overlay).toBeUndefined();
    expect(made).toEqual([]);
  });

  test('a refusal is shown in the words of the server, and nothing is tried again', async () => {
    const act = await atTriage(true);
    refuse = true;
    act.press('m');
    chooseMenu(act.environment, 'switch');
    act.press('tab', 'enter');
    await settle();
    expect(act.text()).toContain('Refused: Multiple configurations');
    expect(act.store.getState().overlay?.kind).toBe('confirm');
  });

  test('is deleted only when its name is typed', async () => {
    const act = await atTriage(true);
    act.press('m');
    chooseMenu(act.environment, 'delete');
    act.press('y', 'tab', 'enter');
    await settle();
    expect(made).toEqual([]);
    act.press('backspace', ...'Amplitude', 'tab', 'enter');
    await settle();
    expect(made).toEqual([expect.objectContaining({ kind: 'delete', of: 'destination' })]);
  });

  test('cannot be changed without leave to write, and the menu says how to get it', async () => {
    const act = await atTriage(false);
    act.press('m');
    const { overlay } = act.store.getState();
    const items = overlay?.kind === 'menu' ? overlay.items : [];
    expect(items.filter(({ id }) => id === 'switch' || id === 'delete').map(({ disabled }) => disabled)).toEqual([
      'read-only: needs --write',
      'read-only: needs --write',
    ]);
  });
});

describe('a change on its way', () => {
  interface Held {
    readonly options: ChangeOptions;
    readonly answer: PromiseWithResolvers<void>;
  }

  /** A dialog that was said yes to, over a backend that waits for the test. */
  async function asked(...keys: readonly string[]) {
    const held: Held[] = [];
    const backend = new Proxy(stage.backend, {
      get: (target, name) =>
        name === 'change'
          ? (_: Change, options: ChangeOptions) => {
              const answer = Promise.withResolvers<void>();
              const takenBack = () =>
                answer.reject(new ReadError({ kind: 'aborted', message: t`x`, status: 0, operation: t`x` }));
              options.signal?.addEventListener('abort', takenBack);
              // As the client has it: what was sent cannot be taken back.
              const onSent = () => {
                options.signal?.removeEventListener('abort', takenBack);
                options.onSent?.();
              };
              held.push({ options: { ...options, onSent }, answer });
              return answer.promise;
            }
          : Reflect.get(target, name),
    });
    const act = actOn({ ...stage, backend }, { write: true });
    await act.settled();
    act.press('e');
    await act.settled();
    act.press('m');
    chooseMenu(act.environment, 'switch');
    act.press(...keys);
    await settle();
    return { act, held };
  }
  const until = stageNow + 42_000;

  test('says until when a limit holds it back, and impatience sends no second one', async () => {
    const { act, held } = await asked('tab', 'enter');
    held[0]!.options.onWait?.(until);
    expect(act.text()).toMatch(/Not sent yet, the API's limit holds it back until\s+│?[\s│]*14:13:12\./);
    expect(act.text()).toContain('[ Enable ]');
    act.press('enter', 'enter', 'y');
    await settle();
    expect([held.length, act.store.getState().overlay?.kind]).toEqual([1, 'confirm']);
  });

  test('is not called sent before it is', async () => {
    const { act } = await asked('y');
    expect(act.text()).not.toContain('Sent, waiting');
    expect(act.store.getState().overlay).toMatchObject({ kind: 'confirm', sending: { done: 0, sent: false } });
  });

  test.each([
    ['Esc', ['esc']],
    ['the focused Cancel', ['tab', 'enter']],
    ['n', ['n']],
  ])('is taken back by %s before it is sent', async (_, keys) => {
    const { act, held } = await asked('y');
    held[0]!.options.onWait?.(until);
    act.press(...keys);
    await settle();
    expect(held.map(({ options }) => options.signal?.aborted)).toEqual([true]);
    expect(act.store.getState().toast?.text).toContain('Enable: taken back, nothing was sent');
  });

  test('cannot be taken back once it is sent, and says so; its answer comes to the footer', async () => {
    const { act, held } = await asked('y');
    held[0]!.options.onSent?.();
    expect(act.text()).toMatch(/Sent, waiting for the answer… It cannot be\s+│?[\s│]*taken back\./);
    expect(act.text()).toMatch(/ Close .*\[ Enable \]/);
    act.press('esc');
    expect(act.store.getState().toast?.text).toBe('Enable was sent and cannot be taken back; its answer comes here');
    held[0]!.answer.resolve();
    await settle();
    expect(act.store.getState().toast?.text).toBe('Enabled: Amplitude');
  });

  test('that was sent is not sent again from a second dialog', async () => {
    const { act, held } = await asked('y');
    held[0]!.options.onSent?.();
    act.press('esc', 'm');
    chooseMenu(act.environment, 'switch');
    act.press('y');
    await settle();
    expect(act.text()).toContain('Sent, waiting for the answer…');
    expect(held).toHaveLength(1);
  });
});

describe('several things that are switched together', () => {
  interface Thing {
    readonly events?: number;
    readonly enabled?: boolean;
    readonly isGone?: boolean;
  }

  /** What is asked where these things of a kind, called A, B and so on, are to be switched. */
  function asked(kind: Subject['kind'], enabled: boolean, things: readonly Thing[]) {
    const subjects = things.map((_, index): Subject => {
      const name = sanitise(String.fromCodePoint(65 + index));
      return { kind, id: `id-${name}`, name, ...(kind === 'filter' || kind === 'mapping' ? { parent: 'd' } : {}) };
    });
    const store = createAppStore({});
    const stateOf = ({ id }: Subject) => {
      const thing = things[subjects.findIndex((subject) => subject.id === id)]!;
      if (thing.isGone) return undefined;
      const { events, enabled: is = !enabled } = thing;
      return { enabled: is, events, whenEnabled: t`It is on.`, whenDisabled: t`It is off.` };
    };
    askSwitchAll({ store, stateOf, now: () => 0 } as unknown as Environment, subjects, enabled);
    const { overlay, toast } = store.getState();
    return overlay?.kind === 'confirm' ? overlay : toast?.text;
  }
  const textOf = (...given: Parameters<typeof asked>) => {
    const answer = asked(...given);
    return typeof answer === 'object' ? answer.text : answer;
  };

  const two = [{ events: 1200 }, { events: 34 }];
  const rejected = 'Segment rejects everything they send';
  test.each<[kind: Subject['kind'], enabled: boolean, things: readonly Thing[], text: string]>([
    ['source', false, two, `A, B. ${rejected} (1.23k events in the period), and it cannot be replayed.`],
    [
      'source',
      false,
      [{ events: 0 }, { events: 1 }],
      `A, B. ${rejected} (1 event in the period), and it cannot be replayed.`,
    ],
    [
      'source',
      false,
      [{ events: 0 }, { events: 0 }],
      `A, B. ${rejected} (0 events in the period), and it cannot be replayed.`,
    ],
    ['source', false, [{ events: 1200 }, {}], `A, B. ${rejected}, and it cannot be replayed.`],
    ['source', false, [{}, { events: 1200 }, { events: 1 }], `A, B, C. ${rejected}, and it cannot be replayed.`],
    [
      'source',
      true,
      two,
      'A, B. They are taken in again (1.23k events in the period); what was sent meanwhile is lost.',
    ],
    ['source', true, [{ events: 5 }, {}], 'A, B. They are taken in again; what was sent meanwhile is lost.'],
    [
      'destination',
      false,
      two,
      'A, B. They get nothing more (1.23k events in the period). Nothing is queued while they are disabled.',
    ],
    ['destination', false, [{}, {}], 'A, B. They get nothing more. Nothing is queued while they are disabled.'],
    [
      'destination',
      true,
      two,
      'A, B. Their events (1.23k events in the period) flow again. Nothing was queued meanwhile.',
    ],
    ['destination', true, [{}, {}], 'A, B. Their events flow again. Nothing was queued meanwhile.'],
    ['warehouse', false, [{}, {}], 'A, B. They are synced no more; their data stays as it is.'],
    ['warehouse', true, [{}, {}], 'A, B. They are synced again.'],
    ['filter', false, [{}, {}], 'A, B. They work on nothing more.'],
    ['filter', true, [{}, {}], 'A, B. What they drop is gone for their destination.'],
    ['mapping', false, [{}, {}], 'A, B. Nothing more is sent through them, and nothing is queued.'],
    ['mapping', true, [{}, {}], 'A, B. They send events again.'],
    // Only what is changed counts.
    [
      'source',
      false,
      [{ events: 7, enabled: false }, { isGone: true }, { events: 2 }, { events: 3 }],
      `C, D. ${rejected} (5 events in the period), and it cannot be replayed.`,
    ],
    ['source', false, [{ enabled: false }, {}], 'It is off.'],
    ['source', true, [{ enabled: true }, {}], 'It is on.'],
    ['source', false, [{ enabled: false }], 'All of them are disabled already'],
    ['source', true, [{ enabled: true }], 'All of them are enabled already'],
    ['source', true, [{ enabled: true }, { isGone: true }], 'B is not in its list as last read'],
    ['source', true, [{ isGone: true }], 'A is not in its list as last read'],
    ['warehouse', true, Array(10).fill({}), 'A, B, C, D, E, F, G, H, I, J. They are synced again.'],
    ['warehouse', true, Array(11).fill({}), 'A, B, C, D, E, F, G, H, I, J and 1 more. They are synced again.'],
  ])('of kind %s, to be on: %s, %j: the question says %s', (...given) => {
    expect(textOf(given[0], given[1], given[2])).toBe(given[3]);
  });

  test.each([
    [false, 'Disable 2 filters?', 'Disable', 'Disabled', true],
    [true, 'Enable 2 filters?', 'Enable', 'Enabled', false],
  ])('to be on: %s: the dialog has its words, and each change', (enabled, title, verb, done, danger) => {
    const change = (id: string) => ({ kind: 'switch-filter', destinationId: 'd', id, enabled });
    expect(asked('filter', enabled, [{}, {}])).toMatchObject({
      ...{ title, verb, done, danger, focused: 0 },
      planned: [
        { name: 'A', change: change('id-A') },
        { name: 'B', change: change('id-B') },
      ],
    });
  });

  test.each<[Subject['kind'], string | undefined, boolean]>([
    ['source', undefined, true],
    ['warehouse', undefined, true],
    ['mapping', 'd', true],
    ['mapping', undefined, false],
    ['filter', undefined, false],
    ['audience', 'd', false],
  ])('a %s of %s can be switched: %s', (kind, parent, expected) => {
    expect(switchable({ kind, id: 'x', name: t`X`, parent } as Subject)).toBe(expected);
  });
});
