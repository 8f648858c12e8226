import { describe, expect, test } from 'vitest';
import { exactOnset } from '../../../../source/domain/delivery/onset.ts';
import { hour } from '../../../../source/domain/time.ts';
import type { ReportSubject } from '../../../../source/views/watch/report/facts.ts';
import { questions } from '../../../../source/views/watch/report/questions.ts';
import { now } from '../../../workspace/snapshots.ts';
import { factsOf, failing, fine } from './facts-of.ts';

describe('questions to Segment', () => {
  const asked = (...given: Parameters<typeof factsOf>) => questions(factsOf(...given)).join('\n');
  const since = { onset: exactOnset(now - hour) };
  test.each<readonly [string, string, RegExp, RegExp]>([
    [
      'of a connection',
      asked('destination', since),
      /of the type Braze around 2026-01-15 11:30 UTC\?\n.*in full\?\nAre the 10 failed events kept/,
      /it began|messages/,
    ],
    ['of one whose beginning is not known', asked('destination'), /around the time it began\?/, /around it began/],
    [
      'of a source that sends',
      asked('source', since),
      /for this source around 2026-01-15 11:30 UTC\?$/,
      /blocked|refused/,
    ],
    ['of a source of which no beginning is known', asked('source'), /around the time it began\?$/, /around it began/],
    ['of a warehouse', asked('warehouse', since, failing()), /fail since 2026-01-15 11:30 UTC, and/, /it began/],
    [
      'of a warehouse whose failures have no beginning',
      asked('warehouse', { onset: undefined }, failing()),
      /fail since it began, and/,
      /the time it/,
    ],
    ['of a warehouse that does not fail', asked('warehouse'), /for this warehouse around the time it began\?$/, /fail/],
    [
      'of a connection that does not fail',
      asked('destination', since, fine(0)),
      /of the type Braze around 2026-01-15 11:30 UTC\?$/,
      /fail|answer/,
    ],
    [
      'of a connection, with the key that the user has for it',
      asked('destination', since),
      /be replayed\? segtop writes the request \(ctrl\+r on its row\)\.$/,
      /Y on/,
    ],
    [
      'of a connection that failed once',
      asked('destination', since, fine(1)),
      /Is the 1 failed event kept, and can it be replayed\?/,
      /they|events/,
    ],
  ])('%s', (_, told, has, hasNot) => {
    expect(told).toMatch(has);
    expect(told).not.toMatch(hasNot);
  });

  const verdicts = (verdict: string, discarded = 8): readonly string[] => {
    const facts = factsOf('destination', since, fine(discarded));
    const { connection } = facts.subject as Extract<ReportSubject, { kind: 'destination' }>;
    const subject = { kind: 'destination', connection: { ...connection, verdict } } as ReportSubject;
    return questions({ ...facts, subject });
  };

  test.each<readonly [string, readonly string[], readonly string[]]>([
    [
      'of a connection that was switched off',
      verdicts('DISABLED'),
      [
        'Which events since 2026-01-15 11:30 UTC can be replayed once braze is enabled again? segtop writes the request (ctrl+r on its row).',
      ],
    ],
    [
      'of one that gets nothing',
      verdicts('SILENT'),
      [
        'The source sends and no delivery is attempted: are events for this destination filtered, queued or dropped?',
        'Did anything change on your side for this connection around 2026-01-15 11:30 UTC?',
      ],
    ],
    [
      'of one that tries again, and has lost nothing yet',
      verdicts('RETRYING', 0),
      [
        'Did anything change on your side for destinations of the type Braze around 2026-01-15 11:30 UTC?',
        'What did the destination answer in full?',
        'Until when are the waiting events tried again, and can that be prolonged?',
      ],
    ],
    [
      'of a source that fell silent and breaks its plan',
      (() => {
        const facts = factsOf('source', { ...since, troubles: [{ kind: 'source' }, { kind: 'violations' }] as never });
        const { flow } = facts.subject as Extract<ReportSubject, { kind: 'source' }>;
        const silent = { ...flow, health: { ...flow.health, state: 'silent' as const } };
        return questions({ ...facts, subject: { kind: 'source', flow: silent } });
      })(),
      [
        'Did requests with a write key of this source arrive since 2026-01-15 11:30 UTC, and were they refused?',
        'Was its tracking endpoint or region disturbed at that time?',
        'Can the events that were blocked since 2026-01-15 11:30 UTC be had again, or are they gone?',
        'Did anything change on your side for this source around 2026-01-15 11:30 UTC?',
      ],
    ],
    [
      'of a source of which something else is raised',
      questions(factsOf('source', { ...since, troubles: [{ kind: 'source' }] as never })),
      ['Did anything change on your side for this source around 2026-01-15 11:30 UTC?'],
    ],
  ])('%s: all of them', (_, told, expected) => {
    expect(told).toEqual(expected);
  });

  test('name three messages at most', () => {
    const four = ['m1', 'm2', 'm3', 'm4'].map((messageId) => ({ messageId }) as never);
    expect(asked('destination', { samples: four })).toContain('For example of the messages m1, m2, m3?');
  });
});
