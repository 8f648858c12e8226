import { beforeAll, expect, test } from 'vitest';
import { openPane } from '../views/scenarios.ts';
import { actAt, type Stage, stageOf } from '../views/stage.ts';
import { expectScreen } from './golden.ts';

let stage: Stage;
let names: readonly string[];
beforeAll(async () => {
  stage = await stageOf('everything');
  const act = actAt(stage, { view: 'triage', params: {} });
  await act.settled();
  names = openPane(act)?.rows.map(({ subject }) => subject?.name ?? '') ?? [];
}, 60_000);

/** The report that `T` opens of a row of triage, once all of it was read. */
async function reportOf(index: number): Promise<string> {
  const act = actAt(stage, { view: 'triage', params: {} });
  act.press(...Array<string>(index).fill('down'), 'T');
  await act.settled();
  act.press('y');
  return act.copied.join('\n');
}

/** Of runs of an audience, and of what is used up, there is none. */
const incidents = ['Braze', 'Billing server', 'Zendesk', 'Amplitude', 'Redshift', 'Web (prod)', 'iOS'];

test.each([...incidents.entries(), [8, 'Fulfilment webhook'] as const])(
  'row %i: the report of %s',
  async (index, name) => {
    expect(names[index]).toBe(name);
    expectScreen(`reports/${name.replace(' (prod)', '').replaceAll(' ', '-').toLowerCase()}`, await reportOf(index));
  },
);
