import { describe, expect, it } from 'vitest';
import type { Audience, AudienceDestination, Space } from '../../../source/domain/engage/computations.ts';
import { t } from '../../../source/domain/text.ts';
import { computationNeeds, engageNeeds } from '../../../source/workspace/needs/engage.ts';
import type { Need } from '../../../source/workspace/polling/resource.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import * as pages from '../../../source/workspace/resources/pages.ts';
import { destinationWith, period, type Snapshots, snapshots } from '../snapshots.ts';

const keysOf = (needs: readonly Need[]) => needs.map(({ resource: { key } }) => key);
const audience = (id: string) => ({ id, name: t`A` }) as Audience;
const world = () =>
  snapshots()
    .set(
      pages.spaces,
      ['s1', 's2'].map((id): Space => ({ id, slug: t`s`, name: t`S` })),
    )
    .set(pages.audiences('s1'), [audience('a'), audience('b')])
    .set(pages.audiences('s2'), [audience('c')])
    .set(pages.computedTraits('s2'), [audience('t') as never]);

it('where an audience is sent is read of those on screen only, in the space that each is of', () => {
  const sent = keysOf(engageNeeds(world().read, period, new Set(['b', 'c']))).filter((key) => /sent|destin/.test(key));
  expect(sent).toEqual([pages.audienceDestinations('s1', 'b').key, pages.audienceDestinations('s2', 'c').key]);
});

describe('the lists that one computation is looked for in', () => {
  const [a1, a2] = [pages.audiences('s1').key, pages.audiences('s2').key];
  const [t1, t2] = [pages.computedTraits('s1').key, pages.computedTraits('s2').key];
  const lists = ({ read }: Snapshots, ...of: readonly ['audience' | 'trait', string, string?]) =>
    keysOf(computationNeeds(read, period, of[0], of[1], of[2])).filter((key) => [a1, a2, t1, t2].includes(key));

  it.each<readonly [string, readonly ['audience' | 'trait', string, string?], readonly string[]]>([
    ['are those of all spaces while none has it', ['audience', 'gone'], [a1, a2]],
    ['are the one that has it', ['audience', 'c'], [a2]],
    ['are that of the space that is named, until it is read', ['trait', 't0', 's1'], [t1]],
    ['are those of all where the named space has it no more', ['audience', 'gone', 's1'], [a1, a2]],
    ['are that of the space that is named, where it has it', ['audience', 'b', 's1'], [a1]],
    ['are those of all where the named space is none', ['audience', 'gone', 's9'], [a1, a2]],
    ['are those of its kind', ['trait', 'a'], [t1, t2]],
    ['find a trait as well', ['trait', 't'], [t2]],
  ])('%s', (_, of, expected) => {
    expect(lists(world(), ...of)).toEqual(expected);
  });
});

it('the numbers of destinations that an audience is sent to are read, where there are any to read', () => {
  const sentTo = ['on', 'off', 'gone'].map((destinationId) => ({ id: `x-${destinationId}`, destinationId }));
  const { read } = world()
    .set(pages.audienceDestinations('s2', 'c'), sentTo as unknown as readonly AudienceDestination[])
    .set(resources.destinations, [
      destinationWith('on', 'web'),
      destinationWith('off', 'web', { enabled: false }),
      destinationWith('another', 'web'),
    ]);
  const keys = keysOf(computationNeeds(read, period, 'audience', 'c', undefined));
  expect(keys.filter((key) => key.startsWith('metrics:'))).toEqual(['metrics:24h:on']);
});

it('while the token is refused only GET / is asked', () => {
  const { read } = world().fail(resources.workspace, { kind: 'no-access' });
  expect([
    keysOf(engageNeeds(read, period, new Set(['a']))),
    keysOf(computationNeeds(read, period, 'audience', 'a', 's1')),
  ]).toEqual([['workspace'], ['workspace']]);
});
