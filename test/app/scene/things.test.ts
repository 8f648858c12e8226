import { expect, test } from 'vitest';
import { things } from '../../../source/app/scene/things.ts';
import { t } from '../../../source/domain/text.ts';
import { everything } from '../../views/scenarios.ts';
import { actAt } from '../../views/stage.ts';

test('a destination is found by the name that its source has now, also where only sources were read again', async () => {
  const act = actAt(await everything(), { view: 'home', params: {} });
  await act.settled();
  const { context } = act.screen.scene;
  const { overview } = context;
  const namesIn = (connections: typeof overview.fleet.connections) =>
    things({ ...context, overview: { ...overview, fleet: { ...overview.fleet, connections } } }).flatMap(
      ({ kind, name }) => (kind === 'destination' && name.startsWith('Braze ←') ? [name] : []),
    );
  const { connections } = overview.fleet;
  expect(namesIn(connections)).toEqual(['Braze ← Web (prod)', 'Braze ← iOS', 'Braze ← Android']);
  const renamed = connections.map((each) =>
    each.source?.name === 'iOS' ? { ...each, source: { ...each.source, name: t`iPhone` } } : each,
  );
  expect(namesIn(renamed)).toEqual(['Braze ← Web (prod)', 'Braze ← iPhone', 'Braze ← Android']);
});

test('what has not changed stays the same object, and a worse state makes another one', async () => {
  const act = actAt(await everything(), { view: 'home', params: {} });
  await act.settled();
  const { context } = act.screen.scene;
  const { overview } = context;
  const first = things({ ...context });
  const calm = things({ ...context, overview: { ...overview, triage: [] } });
  const same = calm.filter((each) => first.includes(each)).map(({ name }) => name);
  expect(same).toContain('Marketing site');
  expect(same).not.toContain('Billing server');
  expect(first.find(({ name }) => name === 'Billing server')?.severity).toBeGreaterThan(0);
  expect(calm.find(({ name }) => name === 'Billing server')?.severity).toBeUndefined();
});
