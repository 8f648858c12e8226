import { beforeAll, expect, test } from 'vitest';
import { triageWords } from '../../source/commands/status-report.ts';
import { noLocal } from '../../source/domain/local.ts';
import { noPrivacy, unwantedToggled } from '../../source/domain/privacy/local.ts';
import type { ViewId } from '../../source/state/pages.ts';
import { place } from '../../source/state/store.ts';
import { statusOf } from '../../source/workspace/watch/status.ts';
import { type Act, type ActOptions, actAt, type Stage, stageNow, stageOf } from './stage.ts';

const amplitude = 's7pFTMkXWNAptdnd1JpLKe';
const privacy = unwantedToggled(noPrivacy, { kind: 'destination', id: amplitude, color: 'red' });

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
});

async function opened(view: ViewId, options: ActOptions = {}): Promise<Act> {
  const act = actAt(
    stage,
    { view, params: {} },
    { columns: 200, rows: 60, state: { local: { ...noLocal, privacy } }, ...options },
  );
  await act.settled();
  return act;
}

test('a broken mark is a line of triage that leads to the grid of marks', async () => {
  const act = await opened('triage');
  expect(act.text()).toMatch(/▲ +Amplitude ← Web \(prod\) +PRIVACY/);
  act.press('/', ...'PRIVACY', 'enter');
  expect(act.text()).toMatch(/red should not flow, and does: \S+/);
  act.press('enter');
  expect(place(act.store.getState())).toMatchObject({ view: 'privacy', params: { tab: 'settings' } });
  await act.settled();
  expect(act.text()).toMatch(/❯ *Amplitude ← Web \(prod\)/);
});

test('it is on Home among the rest, and gone with the mark', async () => {
  const home = await opened('home');
  expect(home.screen.scene.context.overview.triage.map(({ id }) => id)).toContain(`privacy:destination:${amplitude}`);
  home.store.setState({ local: noLocal });
  expect(home.screen.scene.context.overview.triage.map(({ kind }) => kind)).not.toContain('privacy');
});

test('status has it with its words, and the same fields as every other line', async () => {
  const { overview } = (await opened('home')).screen.scene.context;
  const { triage } = statusOf(overview, [], 0, (item) => triageWords(item, stageNow));
  const row = triage.find(({ kind }) => kind === 'privacy');
  expect(row).toMatchObject({
    id: `privacy:destination:${amplitude}`,
    trouble: false,
    subject: { type: 'destination', id: amplitude, name: 'Amplitude' },
    verdict: 'PRIVACY',
    since: null,
    lost: null,
    cause: null,
  });
  expect(row?.sentence).toMatch(/^Amplitude ← Web \(prod\) {2}PRIVACY {2}red should not flow, and does: /);
  expect(Object.keys(row ?? {})).toEqual(Object.keys(triage[0]!));
});

test.each([
  [80, 24],
  [40, 12],
])('its line fits %i×%i', async (columns, rows) => {
  const act = await opened('triage', { columns, rows });
  act.press('/', ...'PRIVACY', 'enter');
  expect(act.text()).toMatch(/Amplitude ← Web/);
  expect(
    act
      .text()
      .split('\n')
      .every((row) => row.length <= columns),
  ).toBe(true);
});
