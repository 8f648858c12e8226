import type { Sight } from '../../actions/environment.ts';
import { newestOf } from '../../workspace/audit/notifications.ts';
import type { Scene } from './context.ts';
import { ownValues } from './own-values.ts';
import { payloadPlaces } from './payload-places.ts';
import type { Runtime } from './runtime.ts';

/** What commands look at to know whether they have something to do. */
export function sightOf(
  { store, clock, webApp }: Pick<Runtime, 'store' | 'clock' | 'webApp'>,
  scene: () => Scene,
): Sight {
  return {
    store,
    now: () => clock.now(),
    panes: () => scene().panes,
    valuesOf: (subject) => ownValues(scene(), scene().context.session.webApp ?? webApp, subject),
    newestActivity: () => newestOf(scene().context.overview.activity.data?.items ?? [], clock.now()),
    ...payloadPlaces(() => scene().context),
  };
}
