import { afterEach, describe, expect, test, vi } from 'vitest';
import { rehearse } from '../../source/app/rehearsal.ts';
import { barPages, loadViews, viewOf } from '../../source/views/loaded.ts';
import { fakeClock } from '../harness/world-clock.ts';
import { actAt, stageNow, stageOf } from '../views/stage.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A filled Home, and which pages are drawn from now on. */
async function rehearsed(isMeasured: () => boolean, connections = 0) {
  await loadViews();
  const act = actAt(await stageOf('healthy'), { view: 'home', params: {} });
  await act.settled();
  const before = { text: act.text(), state: act.store.getState() };
  const drawn: string[] = [];
  for (const { id } of barPages()) {
    const view = viewOf(id);
    const draw = view.draw.bind(view);
    vi.spyOn(view, 'draw').mockImplementation((model, context) => {
      drawn.push(id);
      return draw(model, context);
    });
  }
  const clock = fakeClock(stageNow);
  const [connection] = act.screen.scene.context.overview.fleet.connections;
  const listed = Array.from({ length: connections }, () => connection!);
  const stop = rehearse({ ...act.runtime, clock }, () => ({ isMeasured: isMeasured(), connections: listed }));
  return { act, before, drawn, clock, stop };
}

describe('pages that nobody has opened', () => {
  test('are drawn once each, unseen, and nothing is open or asked for but what was', async () => {
    const { act, before, drawn, clock } = await rehearsed(() => true);
    await clock.advance(10_000);
    expect(drawn).toEqual(barPages().map(({ id }) => id));
    expect(clock.pending()).toBe(0);
    expect(act.store.getState()).toBe(before.state);
    expect(act.text()).toBe(before.text);
  });

  test('wait until what is open is complete', async () => {
    let isDue = false;
    const { drawn, clock } = await rehearsed(() => isDue);
    await clock.advance(60_000);
    expect(drawn).toEqual([]);
    isDue = true;
    await clock.advance(10_000);
    expect(drawn.length).toBe(barPages().length);
  });

  test('wait while the screen shows another moment', async () => {
    const { act, drawn, clock } = await rehearsed(() => true);
    act.store.setState({ past: stageNow - 3_600_000 });
    drawn.length = 0;
    await clock.advance(60_000);
    expect(drawn).toEqual([]);
  });

  test.each([
    [2_000, true],
    [2_001, false],
  ])('of %d connections are drawn: %s; no timer is left', async (connections, expected) => {
    const { drawn, clock } = await rehearsed(() => true, connections);
    await clock.advance(60_000);
    expect([drawn.length > 0, clock.pending()]).toEqual([expected, 0]);
  });

  test('end nothing by a fault, and are left alone from there on', async () => {
    const { drawn, clock } = await rehearsed(() => true);
    vi.spyOn(viewOf('overview'), 'draw').mockImplementation(() => {
      throw new Error('a fault');
    });
    await clock.advance(60_000);
    expect([drawn, clock.pending()]).toEqual([['home'], 0]);
  });

  test('are left alone once the dashboard has ended', async () => {
    const { drawn, clock, stop } = await rehearsed(() => true);
    stop();
    await clock.advance(60_000);
    expect([drawn, clock.pending()]).toEqual([[], 0]);
  });
});
