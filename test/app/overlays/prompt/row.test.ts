import { describe, expect, test } from 'vitest';
import { pages } from '../../../../source/state/pages.ts';
import { everything } from '../../../views/scenarios.ts';
import { type Act, actAt, actsOn } from '../../../views/stage.ts';
import { targetsOfEverything } from '../../../views/targets.ts';

const lastRow = (act: Act) => act.text().split('\n').at(-1)?.trim();
const foundOn = (act: Act) => / (\d+) found/.exec(lastRow(act) ?? '')?.[1];

describe('what the last row says of a filter', () => {
  test('of one that matches nothing in no panel of any page that anything is found', async () => {
    const { targets } = await targetsOfEverything();
    const open = actsOn(await everything());
    const said: string[] = [];
    let filtered = 0;
    for (const target of targets.values()) {
      const act = open(target);
      await act.settled();
      for (const { id } of act.environment.panes()) {
        act.press('/', ...'zzqq');
        const { prompt } = act.store.getState();
        if (prompt?.kind === 'filter') filtered += 1;
        if (prompt?.kind === 'filter' && foundOn(act) !== '0') said.push(`${target.view} ${id}: ${lastRow(act)}`);
        if (prompt) act.press('esc');
        act.press('tab');
      }
    }
    expect(said).toEqual([]);
    expect(filtered).toBeGreaterThan(40);
  });

  test('on a page of one thing its rows are counted, and neither titles nor only those that lead on', async () => {
    const { targets } = await targetsOfEverything();
    const act = actAt(await everything(), targets.get('audit-item')!);
    await act.settled();
    act.press('/', ...'a');
    // Five rows of the event and nine under 'On the same resource'; nine of them lead on.
    expect([act.environment.panes()[0]?.rows.length, foundOn(act)]).toEqual([9, '14']);
  });

  test('what a filter would leave as it is offers none', async () => {
    const { targets } = await targetsOfEverything();
    const act = actAt(await everything(), pages.destinations.at());
    await act.settled();
    act.press('tab', '/');
    const { prompt, toast } = act.store.getState();
    expect([prompt, toast?.text]).toEqual([undefined, 'Nothing to do: there is nothing to filter']);
    const other = actAt(await everything(), targets.get('destination')!);
    await other.settled();
    other.press('/');
    expect(other.store.getState().prompt).toBeUndefined();
    other.press('tab', '/');
    expect(other.store.getState().prompt).toMatchObject({ kind: 'filter', text: '' });
  });
});
