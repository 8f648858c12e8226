import { type Answer, type Problem, ReadError } from '../../domain/problem.ts';
import type { ReadOptions } from '../../domain/queries.ts';
import { type ReceivedEvent, type ReceivedSet, receivedEvent } from '../../domain/sources/received.ts';
import { t } from '../../domain/text.ts';
import type { World } from '../../mock/world.ts';

const operation = t`received events`;

/** The events of the mock workspace. Rows that are no events are left out, counted and reported. */
export function mockReceived(world: Pick<World, 'received'>) {
  return async (sourceId: string, options?: ReadOptions): Promise<Answer<ReceivedSet>> => {
    if (options?.signal?.aborted) throw new ReadError({ kind: 'aborted', message: t`stopped`, status: 0, operation });
    const rows = world.received?.(sourceId) ?? [];
    const events = rows.map(receivedEvent).filter((each): each is ReceivedEvent => each !== undefined);
    const dropped = rows.length - events.length;
    const message = dropped === 1 ? t`1 event could not be read` : t`${dropped} events could not be read`;
    const problems: Problem[] = dropped > 0 ? [{ kind: 'dropped-rows', message, status: 0, operation }] : [];
    return { value: { kind: 'events', events }, problems };
  };
}
