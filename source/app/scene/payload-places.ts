import type { Sight, Why } from '../../actions/environment.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { pages } from '../../state/pages.ts';
import { keyText } from '../../views/kit/key-words.ts';
import { type Ground, noneText } from '../../views/kit/need-states.ts';
import { topErrorTarget, worstTarget } from '../../views/kit/payload-target.ts';
import type { ViewContext } from '../../views/kit/view.ts';
import * as resources from '../../workspace/resources/common.ts';
import { deliveryStanding } from '../../workspace/watch/picture-standing.ts';
import { lossOf } from '../../workspace/watch/replay.ts';

type Places = Pick<Sight, 'worst' | 'topError' | 'noDelivery' | 'replayOf'>;

/** Where keys lead that look for failures; only if all was read may they say that there are none. */
export function payloadPlaces(context: () => ViewContext): Places {
  const noDelivery = (): Why => {
    const { read, overview } = context();
    const standing = deliveryStanding(read, overview.fleet);
    const why = noneText(standing, t`delivery numbers`, t`no delivery fails in this period`);
    return { why, good: standing.kind === 'whole' };
  };
  /** Of one connection: its own numbers are enough, and those of one that has none are not observable. */
  const nothingOf = (id: string, none: (name: SafeText) => SafeText): Why => {
    const { read, period, overview } = context();
    const connection = overview.fleet.byId.get(id);
    if (!connection)
      return {
        why: noneText(read(resources.destinations), t`destinations`, t`this destination is no longer in the workspace`),
      };
    const { name } = connection.destination;
    if (connection.state === 'unobservable')
      return { why: t`${name} has no delivery numbers: they are not observable` };
    if (connection.state === 'disabled') return { why: t`${name} is disabled: its delivery numbers are not read` };
    const { snapshot, state, destination } = connection;
    const ground: Ground = state === 'failing' ? [snapshot, read(resources.failures(period, destination))] : snapshot;
    return { why: noneText(ground, t`delivery numbers of ${name}`, none(name)) };
  };
  return {
    worst: () => worstTarget(context().overview) ?? noDelivery(),
    noDelivery,
    topError: (id) => {
      const connection = context().overview.fleet.byId.get(id);
      const target = connection && topErrorTarget(connection);
      return target ?? nothingOf(id, (name) => t`${name} fails nothing in this period`);
    },
    replayOf: (id) => {
      const { overview, read, period, now } = context();
      const connection = overview.fleet.byId.get(id);
      if (connection && lossOf(read, period, connection, now)) return pages.replay.at(id);
      // The longer period has no other to look back in.
      const further = period === '24h' ? keyText(context(), 'period', t`looks further back`) : t``;
      const more = further === '' ? t`` : t`; ${further}`;
      return nothingOf(id, (name) => t`${name} lost nothing that is known in this period${more}`);
    },
  };
}
