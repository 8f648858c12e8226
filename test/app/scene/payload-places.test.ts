import { describe, expect, test } from 'vitest';
import { payloadPlaces } from '../../../source/app/scene/payload-places.ts';
import type { Destination } from '../../../source/domain/entities.ts';
import { sanitise } from '../../../source/domain/text.ts';
import type { Period } from '../../../source/domain/time.ts';
import type { CommandId } from '../../../source/keys/keymap.ts';
import { pages } from '../../../source/state/pages.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import {
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  readingWith,
  type Snapshots,
  snapshots,
  sourceWith,
} from '../../workspace/snapshots.ts';

const d = destinationWith('d', 'web');
const lost = [problemWith({ kind: 'dropped-rows', message: sanitise('1 row lost') })];
const listed = (...destinations: readonly Destination[]): Snapshots =>
  snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.destinations, destinations);
const fine = () => listed(d).set(resources.metrics(period, d), readingWith({ firstTry: 100 }));
const failing = () =>
  listed(d)
    .set(resources.metrics(period, d), readingWith({ firstTry: 10, discarded: 90 }))
    .set(resources.failures(period, d), failuresOf({ 'discarded.bad': hourly(90) }));
const places = ({ read }: Snapshots, at: Period = period, keys: Partial<Record<CommandId, string>> = { period: 't' }) =>
  payloadPlaces(
    () =>
      ({
        ...{ overview: overview(read, at, now, {}), read, period: at, now },
        keyOf: (id: CommandId) => keys[id] ?? '',
      }) as never,
  );

const unread = () => listed(d);
const broken = () => unread().fail(resources.metrics(period, d), { kind: 'timeout' });
const partly = () => listed(d).set(resources.metrics(period, d), readingWith({ firstTry: 100 }), lost);

describe('where the key of the worst error leads', () => {
  test('to its drawer, whichever connection is selected', () => {
    expect(places(failing()).worst()).toEqual(pages.payload.at('d', 'discarded.bad'));
  });

  test.each<[string, Snapshots, object]>([
    ['all is read', fine(), { why: 'no delivery fails in this period', good: true }],
    ['nothing is read', snapshots(), { why: 'Reading delivery numbers…', good: false }],
    ['its numbers are not read', unread(), { why: expect.stringMatching(/^Reading delivery numbers/), good: false }],
    ['its numbers could not be read', broken(), { why: expect.stringMatching(/^delivery numbers: /), good: false }],
    [
      'a part of the list was lost',
      fine().set(resources.destinations, [d], lost),
      { why: 'delivery numbers: none in what was read; 1 row lost', good: false },
    ],
  ])('nowhere, and says that nothing fails only with proof: %s', (_, world, why) => {
    expect(places(world).worst()).toEqual(why);
    expect(places(world).noDelivery()).toEqual(why);
  });
});

describe('where the keys of one connection lead', () => {
  test('to its top error, and to what can be replayed', () => {
    const { topError, replayOf } = places(failing());
    expect(topError('d')).toEqual(pages.payload.at('d', 'discarded.bad'));
    expect(replayOf('d')).toEqual(pages.replay.at('d'));
  });

  test('of one that is off to what it misses, as its delivery numbers are not read', () => {
    const { topError, replayOf } = places(listed({ ...d, enabled: false }));
    expect(topError('d')).toEqual({ why: 'd is disabled: its delivery numbers are not read' });
    expect(replayOf('d')).toEqual(pages.replay.at('d'));
  });

  test.each<[string, Snapshots, fails: string, lost?: string]>([
    [
      'it delivers',
      fine(),
      'd fails nothing in this period',
      'd lost nothing that is known in this period; t looks further back',
    ],
    ['its numbers are not read', unread(), 'Reading delivery numbers of d…'],
    ['they could not be read', broken(), expect.stringMatching(/^delivery numbers of d: /)],
    ['a part of them was lost', partly(), 'delivery numbers of d: none in what was read; 1 row lost'],
    ['it runs on devices', listed({ ...d, mode: 'device' }), 'd has no delivery numbers: they are not observable'],
    ['it is gone', listed(), 'this destination is no longer in the workspace'],
    ['the list is not read', snapshots(), 'Reading destinations…'],
    [
      'the list may have lost it',
      listed().set(resources.destinations, [], lost),
      'destinations: none in what was read; 1 row lost',
    ],
  ])('nowhere, and says why: %s', (_, world, why, ofLoss = why) => {
    const { topError, replayOf } = places(world);
    expect(topError('d')).toEqual({ why });
    expect(replayOf('d')).toEqual({ why: ofLoss });
  });

  test.each<[string, Period, Partial<Record<CommandId, string>>, string]>([
    ['the key that the user gave it', '24h', { period: 'P' }, '; P looks further back'],
    ['no key where it has none', '24h', {}, ''],
    ['no key where the period is the longest', '7d', { period: 't' }, ''],
  ])('what was lost before the period is looked up with %s', (_, at, keys, more) => {
    const world = listed(d).set(resources.metrics(at, d), readingWith({ firstTry: 100 }));
    expect(places(world, at, keys).replayOf('d')).toEqual({
      why: `d lost nothing that is known in this period${more}`,
    });
  });
});
