import { describe, expect, it } from 'vitest';
import { noLocal } from '../../../../source/domain/local.ts';
import { recolored } from '../../../../source/domain/privacy/local.ts';
import type { ReceivedSet } from '../../../../source/domain/sources/received.ts';
import { t } from '../../../../source/domain/text.ts';
import { readReceived } from '../../../../source/segment-api/endpoints/sources/received.ts';
import { place } from '../../../../source/state/store.ts';
import { withCollected } from '../../../../source/workspace/backends/collected.ts';
import { answering } from '../../scenarios.ts';
import { type Act, actOn, stageOf } from '../../stage.ts';

async function opened(spoil = answering((_, read) => read()), options = {}): Promise<Act> {
  const act = actOn(await stageOf('everything', spoil), options);
  await act.settled();
  act.press('3', 'D');
  await act.settled();
  return act;
}

const unavailable = answering((name, read) => (name === 'received' ? readReceived() : read()));

describe('the debugger of a source', () => {
  it('opens on its last event with the payload beside it, personal values hidden', async () => {
    const act = await opened();
    expect(place(act.store.getState()).view).toBe('debugger');
    expect(act.text()).toMatch(/Billing server debugger[\s\S]*❯ +\d\d:\d\d +\d+[a-z]\S*( \d+m)? +[a-z]+ /);
    expect(act.text()).toMatch(/"messageId": "segtop-demo-/);
    expect(act.text()).toMatch(/"email": ••••••/);
  });

  it('has the newest event first', async () => {
    const { screen } = await opened();
    const times = (screen.scene.model as { readonly shown: readonly { readonly at: number }[] }).shown.map(
      ({ at }) => at,
    );
    expect(times.length).toBeGreaterThan(5);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it('of a live workspace has what is collected on this host, and says so', async () => {
    const event = { messageId: 'm-1', at: 0, type: t`track`, name: t`Order Completed`, event: { total: 12 } };
    const set: ReceivedSet = { kind: 'events', events: [event], isLive: true };
    const act = await opened((backend) =>
      withCollected(unavailable(backend), async () => ({ violations: () => undefined, received: () => set })),
    );
    expect(act.text()).toMatch(/ collected by segtop serve · followed as they come\n[\s\S]*Order Completed/);
    const needs = act.screen.scene.view.needs(act.screen.scene.model, act.screen.scene.context, {});
    expect(needs.find(({ resource }) => resource.key.startsWith('received:'))?.resource.every).toBe(2000);
  });

  it('J has the whole payload, masked', async () => {
    const act = await opened();
    act.press('J');
    const text = act.paged[0]!.join('\n');
    expect(JSON.parse(text)).toMatchObject({ type: expect.any(String), context: { ip: '••••••' } });
    expect(text).not.toContain('customer.example');
  });

  it('hides what the user coloured, on screen and in the pager', async () => {
    const act = await opened();
    expect(act.text()).toMatch(/"type": "/);
    const privacy = recolored(noLocal.privacy, ['type'], 'red');
    act.store.setState({ local: { ...noLocal, privacy } });
    expect(act.text()).toMatch(/"type": ••••••/);
    act.press('J');
    expect(JSON.parse(act.paged[0]!.join('\n'))).toMatchObject({ type: '••••••' });
  });

  it('says what the Public API does not show and where to look, and o copies the address', async () => {
    const act = await opened(unavailable);
    expect(act.text()).toContain('The Public API shows no events as they arrive');
    expect(act.text().replace(/\s*│\n│\s*/g, '')).toContain('/sources/billing_server/debugger');
    act.press('o');
    expect(act.copied).toEqual(['https://app.segment.com/acme-prod/sources/billing_server/debugger']);
  });

  it('is said to need a source', async () => {
    const act = actOn(await stageOf('everything'));
    await act.settled();
    act.press('4', 'D');
    expect(act.store.getState().toast?.text).toContain('select a source');
  });
});
