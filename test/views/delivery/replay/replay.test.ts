import { beforeAll, describe, expect, test } from 'vitest';
import { type Act, actOn, type Stage, stageOf } from '../../stage.ts';

let broken: Stage;
let disabled: Stage;

beforeAll(async () => {
  [broken, disabled] = await Promise.all([stageOf('destination-401'), stageOf('disabled-by-mistake')]);
});

async function requested(stage: Stage, write = false): Promise<Act> {
  const act = actOn(stage, { write, rows: 60 });
  await act.settled();
  act.press('e');
  await act.settled();
  act.press('Y');
  await act.settled();
  return act;
}

describe('Y on a row of triage', () => {
  test('writes the request for what a failing connection lost, with its events', async () => {
    const act = await requested(broken);
    expect(act.text()).toMatch(/Home › Triage › Replay request/);
    expect(act.text()).toMatch(/Source +Web \(prod\) \(slug web_prod, id PL147pRhF1fYvmyuFgY6Eu\)/);
    expect(act.text()).toMatch(/From +2026-11-21 \d\d:\d\d UTC/);
    expect(act.text()).toMatch(/[\d,]+ +Order Completed/);
    expect(act.text()).toMatch(/refused for good/);
  });

  test('y copies it whole, J gives it to the pager, S keeps it as a file', async () => {
    const act = await requested(broken);
    act.press('y', 'J', 'S');
    const [copied = ''] = act.copied;
    expect(copied.split('\n')[0]).toBe('Request for a replay, to Segment Support');
    expect(act.paged[0]?.join('\n')).toBe(copied);
    expect(act.files[0]?.[0]).toMatch(/^segtop-replay-Braze-2026-11-21\.txt$/);
  });

  test('for a disabled destination the window begins with the audit event, and ends with it when it is on again', async () => {
    const act = await requested(disabled);
    expect(act.text()).toMatch(/still disabled at/);
    expect(act.text()).toMatch(/Disabled by +.*ci-deploy-7Qm2/);
    expect(act.text()).toMatch(/All +[\d,]+ events: what the source sent inside the window/);
  });
});

describe('where there is nothing to replay', () => {
  test.each([
    ['a source', ['3'], 'what never reached Segment cannot be replayed'],
    [
      'a destination that browsers call themselves',
      ['4', '/', ...'facebook pixel', 'enter'],
      'has no delivery numbers: they are not observable',
    ],
    [
      'a destination of which nothing is known to be lost',
      ['4', '/', ...'gainsight', 'enter'],
      'lost nothing that is known in this period',
    ],
  ])('%s: it says why', async (_, keys, why) => {
    const act = actOn(broken);
    await act.settled();
    act.press(...keys);
    await act.settled();
    act.press('Y');
    expect(act.text()).toContain(why);
  });
});
