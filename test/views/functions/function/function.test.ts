import { expect, test } from 'vitest';
import { pages } from '../../../../source/state/pages.ts';
import { place } from '../../../../source/state/store.ts';
import { problemWith } from '../../../workspace/snapshots.ts';
import { answering, refusal } from '../../scenarios.ts';
import { type Act, type ActOptions, actAt, type Stage, stageOf } from '../../stage.ts';

const stage = await stageOf('everything');

/** The page of a function, opened from the list. */
async function pageOf(name: string, options: ActOptions = {}, of: Stage = stage): Promise<Act> {
  const act = actAt(of, { view: 'functions', params: {} }, { rows: 100, ...options });
  await act.settled();
  act.press('/', ...name, 'enter', 'enter');
  await act.settled();
  return act;
}

test('the list says what each acts on and where it runs', async () => {
  const act = actAt(stage, { view: 'functions', params: {} }, { columns: 200 });
  await act.settled();
  expect(act.text()).toMatch(/[●○◆] +Loyalty points +destination function +1 place/);
  expect(act.text()).toMatch(/[●○] +Partner webhook +source function +1 place/);
  expect(act.text()).toMatch(/○ +Add country +source insert function +before others/);
});

/** What the list says of the deliveries of what runs each function. */
async function deliveriesOf(on: Stage): Promise<readonly (string | undefined)[]> {
  const act = actAt(on, pages.functions.at(), { columns: 200 });
  await act.settled();
  const said = (name: string) =>
    act.text().match(new RegExp(`${name}.* (not known|\\d\\+? failing|–) +[A-Z][a-z]{2} \\d`))?.[1];
  return ['Loyalty points', 'Partner webhook', 'Add country'].map(said);
}

const isNumbers = (name: string): boolean => name === 'deliveryMetrics' || name === 'deliveryStep';

/** An answer of which each connection lost so many events. */
const losing = async (name: string, read: () => unknown, discarded: number): Promise<object> => {
  const answer = (await read()) as { readonly value: object };
  const value = { ...answer.value, discarded, expired: 0, retrying: 0 };
  return name === 'deliveryMetrics' ? { ...answer, value } : answer;
};

test.each<[string, Parameters<typeof answering>[0], string]>([
  ['of none that fails, as their numbers tell', (name, read) => losing(name, read, 0), '0 failing'],
  ['that are still read', (name, read) => (isNumbers(name) ? new Promise(() => undefined) : read()), 'not known'],
  [
    'that may not be read',
    (name, read) => (isNumbers(name) ? Promise.reject(refusal('no-access', 403)) : read()),
    'not known',
  ],
  ['that fail', (name, read) => losing(name, read, 40), '1 failing'],
  [
    'that fail, in a list that lost rows',
    async (name, read) => {
      const answer = await losing(name, read, 40);
      const problems = [problemWith({ kind: 'dropped-rows', status: 200 })];
      return name === 'destinations' ? { ...answer, problems } : answer;
    },
    '1+ failing',
  ],
])('deliveries %s: a source function and one before others have none of their own', async (_, answer, said) => {
  expect(await deliveriesOf(await stageOf('everything', answering(answer)))).toEqual([said, '–', '–']);
});

test('a function: where it runs, who made it, what is not in the API, its code with line numbers', async () => {
  const text = (await pageOf('Loyalty')).text();
  expect(text).toMatch(/Kind +[●◆○▲] destination function/);
  expect(text).toMatch(/Created +Mar 17 2025 +by Hugo Alvarez/);
  expect(text).toMatch(/Runs and errors +not in the API/);
  expect(text).toMatch(/Where it runs\s*│\n.*Loyalty points/);
  expect(text).toMatch(/apiKey +string +required +secret +Key of the points service/);
  expect(text).toMatch(/● Feb 2 08:12 +runs now +Hugo Alvarez +36 lines/);
  expect(text).toMatch(/\b18 {2}async function onTrack\(event, settings\) \{/);
});

test('its code scrolls to the end at any size', async () => {
  const act = await pageOf('Loyalty', { columns: 80, rows: 24 });
  act.press('G');
  expect(act.text()).toMatch(/36 {2}\}/);
});

test('an insert function tells what it stands before, and leads there', async () => {
  const act = await pageOf('Scrub');
  expect(act.text()).toMatch(/❯ +● before Braze ← Web \(prod\) {2}Scrub before Braze/);
  expect(act.text()).toMatch(/○ before HubSpot.*off/);
  act.press('enter');
  expect(place(act.store.getState()).view).toBe('destination');
});

test('what a token may not read is said part by part', async () => {
  const closed = await stageOf(
    'everything',
    answering((name, read) =>
      name === 'functionDetails' || name === 'functionVersions' ? Promise.reject(refusal('no-access', 403)) : read(),
    ),
  );
  const text = (await pageOf('Loyalty', {}, closed)).text();
  expect(text).toMatch(/its code: no access \(403\)/);
  expect(text).toMatch(/its versions: no access \(403\)/);
  expect(text).toMatch(/Where it runs\s*│\n.*Loyalty points/);
});

test('code too long to show says how much is left out, and a version without its code has no number of lines', async () => {
  const cut = answering(async (name, read) => {
    const answer = (await read()) as { readonly value: unknown };
    if (name === 'functionDetails') return { ...answer, value: { ...(answer.value as object), leftOut: 1 } };
    if (name !== 'functionVersions') return answer;
    return { ...answer, value: (answer.value as readonly object[]).map((row) => ({ ...row, lines: undefined })) };
  });
  const text = (await pageOf('Loyalty', {}, await stageOf('everything', cut))).text();
  expect(text).toMatch(/1 more line: too many to show here\./);
  expect(text).toMatch(/● Feb 2 08:12 +runs now +Hugo Alvarez +lines unknown/);
  expect((await pageOf('Loyalty')).text()).not.toMatch(/more line|unknown/);
});

test('a favorite function opens its page', async () => {
  const functions = actAt(stage, { view: 'functions', params: {} });
  await functions.settled();
  const { id } = functions.screen.scene.panes[0]!.rows[0]!.subject!;
  const act = actAt(stage, { view: 'home', params: {} }, { state: { favorites: [{ kind: 'function', id }] } });
  await act.settled();
  act.press('tab', 'tab', 'enter');
  expect(place(act.store.getState())).toMatchObject({ view: 'function', params: { id } });
});

test('it runs in so many places at least where rows of the list that tells were lost', async () => {
  const lossy = answering(async (name, read) => {
    const answer = (await read()) as object;
    return name === 'destinations'
      ? { ...answer, problems: [problemWith({ kind: 'dropped-rows', status: 200 })] }
      : answer;
  });
  const of = async (on: Promise<Stage>) => {
    const act = actAt(await on, pages.functions.at(), { columns: 160 });
    await act.settled();
    return act.text().match(/destination function +(\S+ places?)/)?.[1];
  };
  expect(await of(stageOf('everything'))).toBe('1 place');
  expect(await of(stageOf('everything', lossy))).toBe('1+ places');
});
