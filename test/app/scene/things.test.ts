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

test('an event is found for every source and type that sends its name', async () => {
  const act = actAt(await everything(), { view: 'home', params: {} });
  await act.settled();
  const { context } = act.screen.scene;
  const [one, other] = context.overview.flow.flows;
  const flows = [one!, other!].map((flow, index) => ({
    ...flow,
    source: { ...flow.source, id: `s${index}`, name: t`Web` },
  }));
  const rows: Readonly<Record<string, unknown>> = {
    'event-names:24h': [
      { sourceId: 's0', eventName: t`Open`, eventType: t`track` },
      { sourceId: 's0', eventName: t`Open`, eventType: t`page` },
      { sourceId: 's0', eventName: t`Close` },
      { sourceId: 's1', eventName: t`Open`, eventType: t`track` },
      { sourceId: 's1', eventType: t`identify` },
      { eventName: t`Of nobody`, eventType: t`track` },
    ],
    'event-totals:24h:s0': [
      { eventName: t`Open`, eventType: t`track` },
      { eventName: t`Late`, eventType: t`track` },
    ],
    'tracking-plans': [{ id: 'p', name: t`Plan` }],
    'tracking-plan-rules:p': [{ key: t`Open` }, { key: t`Open` }, { key: t`` }],
  };
  const blocked = {
    rows: [{ by: { eventName: t`Close`, eventType: t`track` } }, { by: {} }, { by: { eventName: t`Bad` } }],
  };
  const read = ({ key }: { readonly key: string }) =>
    key.startsWith('blocked') && key.includes('s0') ? { data: blocked } : { data: rows[key] };
  const overview = { ...context.overview, flow: { ...context.overview.flow, flows } };
  const found = things({ ...context, overview, read: read as never }).filter(({ kind }) => kind === 'event');
  expect(found.map(({ name, names, target }) => [name, names, Object.values(target.params).join(' ')])).toEqual([
    ['Open · Web · track', ['Open'], 's0 track Open'],
    ['Open · Web · page', ['Open'], 's0 page Open'],
    ['Close · Web', ['Close'], 's0 track Close'],
    ['Late · Web', ['Late'], 's0 track Late'],
    ['Bad · Web', ['Bad'], 's0 track Bad'],
    ['Open · Web', ['Open'], 's1 track Open'],
    ['Open · Plan', ['Open'], 'p'],
  ]);
});
