import { describe, expect, test } from 'vitest';
import { confirm, leaveOutcome } from '../../../source/actions/changes/confirm.ts';
import type { Environment } from '../../../source/actions/environment.ts';
import { type Problem, ReadError } from '../../../source/domain/problem.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import type { Confirm } from '../../../source/state/dialogs.ts';
import type { Pane } from '../../../source/state/pane.ts';
import { type Place, paneState, placeOf, withPane } from '../../../source/state/place.ts';
import { createAppStore } from '../../../source/state/store.ts';
import type { Found } from '../../../source/workspace/audit/echo.ts';

const now = Date.parse('2026-11-28T23:59:50Z');
const settle = () => new Promise<void>((resolve) => void setImmediate(resolve));

const question = (...names: readonly string[]): Confirm => ({
  ...{ kind: 'confirm', title: t`Disable them?`, text: t`They stop.`, verb: t`Disable`, done: t`Disabled` },
  ...{ danger: true, focused: 0 },
  planned: names.map((name) => ({
    change: { kind: 'switch', of: 'destination', id: name, enabled: false },
    name: sanitise(name),
  })),
});

const refusal = (over: Partial<Problem> = {}) =>
  new ReadError({ kind: 'invalid-request', message: t`Not so.`, status: 400, operation: t`PATCH`, ...over });

const marked = (place: Place, ...keys: readonly string[]) => withPane(place, 'list', { marked: keys });

/** A question that was said yes to; each change waits until the test answers it. */
function sent(asked: Confirm, stack: readonly Place[] = [placeOf('destinations')]) {
  const answers: PromiseWithResolvers<void>[] = [];
  const echo = Promise.withResolvers<Found>();
  const store = createAppStore({ stack });
  const rows = asked.planned.map(({ name }) => ({
    key: name,
    subject: { kind: 'destination' as const, id: name, name },
  }));
  const panes = (): readonly Pane[] => [{ id: 'list', rows, scope: 'rows' }];
  const environment = {
    ...{ store, now: () => now, panes, echo: () => echo.promise },
    change: () => {
      const answer = Promise.withResolvers<void>();
      answers.push(answer);
      return answer.promise;
    },
  } as unknown as Environment;
  confirm(environment, asked);
  const overlay = () => store.getState().overlay;
  const said = () => store.getState().toast;
  const answer = async (...each: readonly (Error | undefined)[]) => {
    for (const one of each) {
      const last = answers.at(-1)!;
      if (one) last.reject(one);
      else last.resolve();
      await settle();
    }
  };
  const close = () => store.setState({ overlay: undefined });
  return { store, environment, overlay, said, answer, echo, close, count: () => answers.length };
}

const found: Found = { kind: 'found', item: { id: 'e1', type: t`Integration Disabled`, actor: t`u1` } as never };

describe('one change', () => {
  test('that is made is told in the dialog, then its audit event, which Enter opens', async () => {
    const { overlay, answer, echo } = sent(question('A'));
    await answer(undefined);
    expect(overlay()).toMatchObject({
      ...{ kind: 'outcome', title: 'Disabled: A', focused: 0, echo: { kind: 'waiting' } },
      made: [{ name: 'A' }],
    });
    echo.resolve(found);
    await settle();
    expect(overlay()).toMatchObject({ kind: 'outcome', title: 'Disabled: A', focused: 1, echo: found });
  });

  test('of which no audit event is found says so, and Enter closes', async () => {
    const { overlay, answer, echo } = sent(question('A'));
    await answer(undefined);
    echo.resolve({ kind: 'none', waited: 30_000 });
    await settle();
    expect(overlay()).toMatchObject({ kind: 'outcome', focused: 0, echo: { kind: 'none' } });
  });

  test('whose dialog was closed is told in the footer, both times', async () => {
    const { overlay, said, answer, echo, close } = sent(question('A'));
    close();
    await answer(undefined);
    expect([overlay(), said()]).toMatchObject([undefined, { text: 'Disabled: A', tone: 'good' }]);
    echo.resolve(found);
    await settle();
    expect(said()).toMatchObject({ text: 'Disable them: Integration Disabled by u1', tone: 'info' });
  });

  const again = 'It may have happened all the same: look before you try again.';
  test.each<[Partial<Problem>, string]>([
    [{}, 'Not so (400)'],
    [{ kind: 'rate-limited', status: 429, retryAfter: 15_000 }, 'Not so (429); it is taken again from Nov 29 00:00:05'],
    [{ kind: 'rate-limited', status: 429, retryAfter: 5000 }, 'Not so (429); it is taken again from 23:59:55'],
    [{ kind: 'no-access', status: 403 }, 'Not so (403). It takes the token of a Workspace Owner or Source Admin.'],
    [{ kind: 'not-in-plan', status: 403 }, 'Not so (403). It takes a plan or feature that this workspace may lack.'],
    [{ kind: 'server', status: 502 }, `Not so (502). ${again}`],
    [{ kind: 'timeout', status: 0 }, `Not so. ${again}`],
    [{ kind: 'network', status: 0 }, `Not so. ${again}`],
  ])('that is refused, %j, stays a question with the reason', async (problem, text) => {
    const { overlay, said, answer } = sent(question('A'));
    await answer(refusal(problem));
    expect([overlay(), said()]).toMatchObject([{ kind: 'confirm', refusal: text, sending: undefined }, undefined]);
  });

  test('that is refused after its dialog was closed says so in the footer', async () => {
    const { overlay, said, answer, close } = sent(question('A'));
    close();
    await answer(refusal());
    expect([overlay(), said()]).toMatchObject([undefined, { text: 'Disable was refused: Not so (400)', tone: 'bad' }]);
  });
});

describe('nothing is sent', () => {
  const typed = (text: string): Confirm => ({
    ...question('A'),
    field: { kind: 'delete', label: t`Name: `, text, cursor: 0, wanted: t`A` },
  });
  test.each([
    ['', 0],
    ['a', 0],
    ['A', 1],
  ])('before the name is typed: %j sends %d', (text, times) => expect(sent(typed(text)).count()).toBe(times));

  test('by a second yes while the first is on its way', async () => {
    const { environment, overlay, count, answer } = sent(question('A'));
    confirm(environment, overlay() as Confirm);
    await settle();
    expect(count()).toBe(1);
    await answer(refusal());
    // The question stands there again, and may be said yes to again.
    confirm(environment, overlay() as Confirm);
    expect(count()).toBe(2);
  });
});

describe('Enter in the result', () => {
  const outcome = { kind: 'outcome', title: t`Disabled: A`, made: [] } as const;
  test.each<[string, 0 | 1, Found | { readonly kind: 'waiting' | 'never' }, readonly string[]]>([
    ['opens its audit event', 1, found, ['destinations', 'audit-item']],
    ['closes where that was chosen', 0, found, ['destinations']],
    ['closes where there is none yet', 1, { kind: 'waiting' }, ['destinations']],
  ])('%s', (_, focused, echo, views) => {
    const { store, environment, overlay } = sent(question('A'));
    leaveOutcome(environment, { ...outcome, focused, echo } as never);
    expect([overlay(), store.getState().stack.map(({ view }) => view)]).toEqual([undefined, views]);
  });
});

describe('several changes', () => {
  test('are made one after the other, and each result is told', async () => {
    const { overlay, answer } = sent(question('A', 'B', 'C'));
    expect(overlay()).toMatchObject({ sending: { done: 0, sent: false }, focused: 1 });
    await answer(undefined);
    expect(overlay()).toMatchObject({ sending: { done: 1, sent: false } });
    await answer(refusal(), undefined);
    expect(overlay()).toMatchObject({
      ...{ kind: 'outcome', title: 'Disabled: 2 of 3' },
      made: [{ name: 'A' }, { name: 'B', refusal: 'Not so (400)' }, { name: 'C' }],
    });
  });

  test('of which none was made wait for no audit event', async () => {
    const { overlay, answer } = sent(question('A', 'B'));
    await answer(refusal(), refusal());
    expect(overlay()).toMatchObject({ kind: 'outcome', title: 'Disabled: 0 of 2', echo: { kind: 'never' } });
  });

  test('that are closed on are left from there', async () => {
    const { overlay, said, answer, close } = sent(question('A', 'B'));
    close();
    await answer(undefined);
    expect([overlay(), said()]).toMatchObject([undefined, { text: 'Disabled: 1 of 2', tone: 'bad' }]);
  });
});

test.each<[string, readonly (Error | undefined)[], string]>([
  ['before the first', [refusal()], 'Disabled: 0 of 3; A was refused: Not so (400)'],
  ['at the second', [undefined, refusal()], 'Disabled: 1 of 3; B was refused: Not so (400)'],
])('a refusal after the dialog of several was closed %s is told with its reason', async (_, answers, text) => {
  const { said, answer, close } = sent(question('A', 'B', 'C'));
  await answer(...answers.slice(0, -1));
  close();
  await answer(...answers.slice(-1));
  expect(said()).toMatchObject({ text, tone: 'bad' });
});

describe('marks', () => {
  const list = placeOf('destinations');
  const marksOf = (place: Place | undefined) => (place ? paneState(place, 'list').marked : undefined);

  test.each<[string, readonly Place[], readonly (readonly string[] | undefined)[]]>([
    ['of what was changed', [marked(list, 'A', 'B')], [[]]],
    ['but none that was made meanwhile', [marked(list, 'A', 'B', 'C')], [['C']]],
    ['and none of another page', [marked(list, 'A', 'B'), marked(placeOf('sources'), 'A')], [[], ['A']]],
  ])('are gone %s', async (_, meanwhile, left) => {
    const { store, answer, close } = sent(question('A', 'B'), [marked(list, 'A', 'B')]);
    await answer(undefined);
    close();
    store.setState({ stack: meanwhile });
    await answer(undefined);
    expect(store.getState().stack.map(marksOf)).toEqual(left);
  });

  test('stay where the one change was refused', async () => {
    const { store, answer } = sent(question('A'), [marked(list, 'A')]);
    await answer(refusal());
    expect(store.getState().stack.map(marksOf)).toEqual([['A']]);
  });

  test.each<[string, readonly (Error | undefined)[], readonly string[]]>([
    ['of which one was refused', [undefined, refusal(), undefined], ['B']],
    ['of which only the first was made', [undefined, refusal(), refusal()], ['B', 'C']],
    ['that were refused one and all', [refusal(), refusal(), refusal()], ['A', 'B', 'C']],
  ])('stay on the rows of changes %s that were not made', async (_, answers, left) => {
    const { store, answer } = sent(question('A', 'B', 'C'), [marked(list, 'A', 'B', 'C')]);
    await answer(...answers);
    expect(store.getState().stack.map(marksOf)).toEqual([left]);
  });

  test('stay on the rows of changes that were not sent any more', async () => {
    const { store, answer, close } = sent(question('A', 'B', 'C'), [marked(list, 'A', 'B', 'C')]);
    close();
    await answer(undefined);
    expect(store.getState().stack.map(marksOf)).toEqual([['B', 'C']]);
  });
});
