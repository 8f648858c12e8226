import { describe, expect, test } from 'vitest';
import { ReadError } from '../../source/domain/problem.ts';
import { t } from '../../source/domain/text.ts';
import { place } from '../../source/state/store.ts';
import { answering } from '../views/scenarios.ts';
import { type Act, actAt, stageOf } from '../views/stage.ts';

/** A dashboard on Settings, whose own rows need no tracking plans, with the plan's or the role's answer to reading them. */
async function withPlans(kind: 'not-in-plan' | 'no-access'): Promise<Act> {
  const refused = new ReadError({ kind, status: 403, operation: t`GET /tracking-plans`, message: t`no` });
  const stage = await stageOf(
    'healthy',
    answering((name, read) => (name === 'trackingPlans' ? Promise.reject(refused) : read())),
  );
  const act = actAt(stage, { view: 'settings', params: {} });
  await act.settled();
  return act;
}

const bar = (act: Act): string => act.text().split('\n')[1]!;

describe('the page bar (O-06)', () => {
  test('leaves out what the plan does not have, wherever one is, and the palette still leads there', async () => {
    const act = await withPlans('not-in-plan');
    expect(bar(act)).not.toContain('Protocols');
    expect(bar(act)).toContain('8 Catalog');
    act.press(':', ...'protocols', 'enter');
    expect(place(act.store.getState()).view).toBe('protocols');
    expect(bar(act)).not.toContain('Protocols');
  });

  test('lists what could not be read for lack of a role: that is no proof', async () => {
    expect(bar(await withPlans('no-access'))).toContain('6 Protocols');
  });
});
