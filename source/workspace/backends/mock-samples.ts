import { type Sample, type SampleQuery, type SampleSet, sampleOf } from '../../domain/delivery/sample.ts';
import { type Answer, type Problem, ReadError } from '../../domain/problem.ts';
import type { ReadOptions } from '../../domain/queries.ts';
import { t } from '../../domain/text.ts';
import type { World } from '../../mock/world.ts';

const operation = t`payload samples`;

/** The samples of the mock workspace. Rows that are no samples are left out, counted and reported. */
export function mockSamples(world: Pick<World, 'samples'>) {
  return async ({ destinationId, reason }: SampleQuery, options?: ReadOptions): Promise<Answer<SampleSet>> => {
    if (options?.signal?.aborted) throw new ReadError({ kind: 'aborted', message: t`stopped`, status: 0, operation });
    const rows = world.samples(destinationId, reason);
    const found = rows.map(sampleOf).filter((each): each is Sample => each !== undefined);
    const dropped = rows.length - found.length;
    const message = dropped === 1 ? t`1 sample could not be read` : t`${dropped} samples could not be read`;
    const problems: Problem[] = dropped > 0 ? [{ kind: 'dropped-rows', message, status: 0, operation }] : [];
    return { value: { kind: 'samples', samples: found }, problems };
  };
}
