import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SourceSettings } from '../../../../source/domain/entities.ts';
import type { ViolationDetails } from '../../../../source/domain/protocols/violation.ts';
import { t } from '../../../../source/domain/text.ts';
import { hour } from '../../../../source/domain/time.ts';
import { lineText } from '../../../../source/theme/line.ts';
import {
  blockedOnly,
  blockedWords,
  completeStep,
  controlWords,
  forwardingText,
  lossSentence,
} from '../../../../source/views/kit/words/protocols.ts';
import { controls } from '../../../../source/views/kit/words/protocols-facts.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { violationDetails } from '../../../../source/workspace/resources/violations.ts';
import { now, period, type Snapshots, snapshots, sourceWith } from '../../../workspace/snapshots.ts';

afterEach(() => void vi.unstubAllEnvs());

const allowed: SourceSettings['track'] = {
  allowUnplannedEvents: true,
  allowUnplannedEventProperties: true,
  allowEventOnViolations: true,
  allowPropertiesOnViolations: true,
  commonEventOnViolations: 'ALLOW',
};
const settings = (
  change: Partial<SourceSettings> = {},
  track: Partial<SourceSettings['track']> = {},
): SourceSettings => ({
  sourceId: 'web',
  track: { ...allowed, ...track },
  ...change,
});
const blocks = { allowUnplannedEvents: false } as const;

const context = ({ read }: Snapshots = snapshots(), key = 'x') =>
  ({
    read,
    keyOf: (command: string) => (command === 'row.open' ? key : ''),
    period,
    now,
    overview: {
      flow: { bySource: new Map([['broken', { source: sourceWith('broken', { name: t`Broken events` }) }]]) },
    },
  }) as never;

/** A plan that binds these sources, each with where it forwards its violations. */
function bound(targets: Readonly<Record<string, string | undefined>>): Snapshots {
  const world = snapshots()
    .set(resources.trackingPlans, [{ id: 'tp', type: t`LIVE` }] as never)
    .set(
      resources.trackingPlanSources('tp'),
      Object.keys(targets).map((id) => sourceWith(id)),
    );
  for (const [id, to] of Object.entries(targets))
    world.set(resources.sourceSettings(id), settings({ sourceId: id, forwardingViolationsTo: to }));
  return world;
}

describe('controls', () => {
  it.each<readonly [what: string, given: SourceSettings, does: readonly string[], text: string, tone: string]>([
    [
      'allow',
      settings(),
      ['allow', 'allow', 'allow', 'allow'],
      'Nothing is lost here: destinations get the events as they are, wrong values included.',
      'good',
    ],
    [
      'omit',
      settings({}, { allowUnplannedEventProperties: false, allowPropertiesOnViolations: false }),
      ['allow', 'omit', 'omit', 'allow'],
      'Fields outside the plan are LOST; the events themselves go on.',
      'warn',
    ],
    [
      'block',
      settings({ forwardingViolationsTo: 'broken' }, { ...blocks, allowEventOnViolations: false }),
      ['block', 'allow', 'block', 'allow'],
      'Blocked events are LOST: nothing can bring them back.',
      'bad',
    ],
    [
      'block by the common schema, and keep',
      settings({ forwardingBlockedEventsTo: 'broken' }, { commonEventOnViolations: 'BLOCK' }),
      ['allow', 'allow', 'allow', 'block'],
      'Blocked events are kept: they are forwarded whole.',
      'warn',
    ],
  ])('that %s, and what is lost by that', (_, given, does, text, tone) => {
    expect(controlWords(given).map(({ does: { text: word } }) => word)).toEqual(does);
    expect(lossSentence(given)).toEqual({ text, tone });
  });

  it.each([
    [{}, 'violations nowhere, blocked events nowhere'],
    [{ forwardingViolationsTo: 'broken' }, 'violations to Broken events, blocked events nowhere'],
    [{ forwardingBlockedEventsTo: '0123456789' }, 'violations nowhere, blocked events to 01234567'],
  ])('forward with %o', (change, text) => {
    expect(forwardingText(settings(change), context())).toBe(text);
  });

  it('that were not read are not said to lose nothing', () => {
    const told = (problem: 'no access' | undefined) =>
      controls(undefined, problem && t`no access`, context(), 60).map((line) => [
        lineText(line).trim().replace(/ +/, ' '),
        line.spans.at(-1)?.tone,
      ]);
    expect([told(undefined), told('no access')]).toEqual([
      [['Controls reading…', 'dim']],
      [['Controls no access', 'warn']],
    ]);
  });
});

const forward =
  "To count all of them, forward this source's violations to a source of their own (Schema configuration in the web app).";
const notRead =
  'All of them can be counted where they are forwarded to a source of their own. Whether this source forwards them was not read.';
const own =
  'They are forwarded to Broken events, from which they are counted; only the events that arrive there name fields.';
const shared =
  'They are forwarded to Broken events, but so are those of other sources: forward them to a source of their own.';
const unknown = 'They are forwarded to Broken events, where they can be counted if no other source forwards there.';

describe('the next step towards counting all violations', () => {
  it.each<readonly [of: string, world: Snapshots, step: string]>([
    ['a source that forwards none', bound({ web: undefined }), forward],
    ['a source whose settings were not read', snapshots(), notRead],
    ['one that forwards to a source of its own', bound({ web: 'broken', ios: 'other' }), own],
    ['one that shares that source', bound({ web: 'broken', ios: 'broken' }), shared],
    [
      'one of which another was not read',
      bound({ web: 'broken' }).set(resources.trackingPlanSources('tp'), [sourceWith('web'), sourceWith('ios')]),
      unknown,
    ],
  ])('of %s', (_, world, step) => {
    expect(completeStep(world.read(resources.sourceSettings('web')).data, context(world))).toBe(step);
  });
});

describe('what counts of blocked events leave out', () => {
  const seen = (change: object): Snapshots =>
    bound({ web: undefined }).set(violationDetails(period, 'web'), {
      kind: 'details',
      basis: 'collected',
      rows: [{ count: 1_200 }, { count: 34 }],
      events: [],
      ...change,
    } as unknown as ViolationDetails);

  it.each<readonly [of: string, world: Snapshots, words: readonly string[]]>([
    ['nothing read', snapshots(), [blockedOnly, notRead]],
    ['nothing seen', seen({ rows: [] }), [blockedOnly, forward]],
    ['no read for it', seen({ kind: 'unavailable' }), [blockedOnly, forward]],
    [
      'some seen since midnight',
      seen({ since: now - 12.5 * hour }),
      [
        'Counted from what was blocked. Seen besides:',
        '1,234 collected since 00:00: x shows field, sentence and sample of each.',
        forward,
      ],
    ],
    [
      'all that was forwarded',
      seen({ basis: 'forwarded' }),
      ['Counted from what was blocked. Seen besides:', '1,234 forwarded: x shows field, sentence and sample of each.'],
    ],
  ])('with %s', (_, world, words) => {
    vi.stubEnv('TZ', 'UTC');
    expect(blockedWords('web', context(world))).toEqual(words);
  });

  it('names no key where the user took the one that opens a row away', () => {
    expect(blockedWords('web', context(seen({ basis: 'forwarded' }), ''))).toEqual([
      'Counted from what was blocked. Seen besides:',
      '1,234 forwarded.',
    ]);
  });
});
