import { beforeAll, expect, test } from 'vitest';
import { ownValues } from '../../../source/app/scene/own-values.ts';
import { t } from '../../../source/domain/text.ts';
import type { Subject } from '../../../source/state/pane.ts';
import { type Act, actAt, stageOf } from '../../views/stage.ts';

let act: Act;
beforeAll(async () => {
  act = actAt(await stageOf('everything'), { view: 'destinations', params: {} });
  await act.settled();
});

test('each kind of thing has the destination and the source that it belongs to, and no other', () => {
  const { scene } = act.screen;
  const { fleet, flow } = scene.context.overview;
  const { destination, source } = fleet.connections.find((one) => one.destination.name === t`Braze`)!;
  const sourceId = destination.sourceId;
  const of = (subject: Subject | undefined) => {
    const values = ownValues(scene, 'https://app.segment.com', subject);
    return [values.destinationId, values.destinationName, values.sourceId, values.sourceName];
  };
  const whole = [destination.id, 'Braze', sourceId, source!.name];
  const ofSource = [undefined, undefined, sourceId, flow.bySource.get(sourceId)!.source.name];
  const none = [undefined, undefined, undefined, undefined];
  const name = t`any`;
  expect(of({ kind: 'destination', id: destination.id, name })).toEqual(whole);
  expect(of({ kind: 'mapping', id: 'm1', parent: destination.id, name })).toEqual(whole);
  expect(of({ kind: 'filter', id: 'f1', parent: destination.id, name })).toEqual(whole);
  expect(of({ kind: 'source', id: sourceId, name })).toEqual(ofSource);
  expect(of({ kind: 'model', id: 'x', parent: sourceId, name })).toEqual(ofSource);
  expect(of({ kind: 'function', id: destination.id, parent: destination.id, name })).toEqual(none);
  expect(of({ kind: 'warehouse', id: sourceId, parent: sourceId, name })).toEqual(none);
  expect(of(undefined)).toEqual(none);
});

test('a thing has its own id, kind and name, and everything has the workspace, the profile, the period and a link', () => {
  const { scene } = act.screen;
  const { workspace } = scene.context.overview;
  const common = {
    workspace: workspace?.slug,
    workspaceId: workspace?.id,
    profile: scene.context.session.profile,
    period: '24h',
  };
  const { address, url, ...values } = ownValues(scene, 'https://a.example', {
    kind: 'filter',
    id: 'f',
    parent: 'd',
    name: t`F`,
  });
  expect(values).toMatchObject({ ...common, id: 'f', kind: 'filter', name: 'F', parentId: 'd', destinationId: 'd' });
  expect(values.destinationName).toBeUndefined();
  const none = ownValues(scene, 'https://a.example', undefined);
  expect([none.id, none.kind, none.name, none.address]).toEqual([undefined, undefined, undefined, undefined]);
  expect(none).toMatchObject(common);
  expect([url, none.url]).toEqual(Array(2).fill(`https://a.example/${workspace?.slug}/connections/destinations`));
  expect(address).toBe('destination-filters/d');
});
