import { describe, expect, it } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { day, hour, minute } from '../../../../source/domain/time.ts';
import type { AlertRecord, Evaluation, Finding } from '../../../../source/domain/watch/alerts/alert.ts';
import { type AlertBook, memoryBook } from '../../../../source/domain/watch/alerts/book.ts';
import {
  type AlertAct,
  acted,
  judgeInto,
  type Keeping,
  past,
  standing,
  stepped,
  unbroken,
} from '../../../../source/domain/watch/alerts/keep.ts';
import { lived } from '../../../../source/domain/watch/alerts/life.ts';
import { messageOf } from '../../../../source/domain/watch/alerts/message.ts';
import { type AlertSettings, usualAlerts } from '../../../../source/domain/watch/alerts/settings.ts';

const noon = Date.UTC(2026, 0, 15, 12);

const finding = (id: string, change: Partial<Finding> = {}): Finding => ({
  key: `delivery:destination/${id}`,
  rule: 'delivery-rate',
  severity: 'warning',
  subject: { type: 'destination', id, name: sanitise(id) },
  facts: t`failing`,
  verdict: t`LOST`,
  since: noon,
  numbers: {},
  size: 10,
  groups: [],
  ...change,
});

/** What the rules say: these hold, those are known not to, of the rest nothing is known. */
interface Said {
  readonly holds?: readonly Finding[];
  readonly unknown?: readonly string[];
}

/** A life in steps: minutes after noon, and what the rules say then. */
function life(steps: readonly (readonly [at: number, said: Said, act?: AlertAct])[], options: Options = {}) {
  let records: readonly AlertRecord[] = [];
  const told: string[] = [];
  for (const [at, { holds = [], unknown = [] }, act] of steps) {
    const now = noon + at * minute;
    const evaluation: Evaluation = {
      findings: holds,
      isClear: (key) => !unknown.includes(key) && !holds.some((each) => each.key === key),
    };
    const step = lived(records, evaluation, {
      now,
      watchedSince: options.watchedSince && noon + options.watchedSince * minute,
      isTold: () => options.isTold ?? true,
      isQuiet: (severity) => (options.quiet?.includes(at) ?? false) && severity !== 'critical',
    });
    records = step.records;
    told.push(...step.tellings.map(({ edge, record }) => `${at} ${edge} ${record.id.replace(/.*\//, '')}`));
    if (act)
      records = acted(records, records[0]!.id, act, { settings: usualAlerts, ground: { workspace: 'w' }, now }).records;
  }
  return { records, told };
}

interface Options {
  readonly isTold?: boolean;
  readonly quiet?: readonly number[];
  /** Minutes after noon. */
  readonly watchedSince?: number;
}

const a = finding('a');
const holds = (...found: readonly Finding[]): Said => ({ holds: found });
const worse = finding('a', { size: 40 });
const critical = finding('a', { severity: 'critical' });
const nothing: Said = {};

describe('an alert is told at its edges only', () => {
  it.each<[string, Parameters<typeof life>[0], readonly string[]]>([
    [
      'while it goes on',
      [
        [0, holds(a)],
        [1, holds(a)],
        [60, holds(a)],
        [600, holds(a)],
      ],
      ['0 new a'],
    ],
    [
      'and when it has been over for five minutes',
      [
        [0, holds(a)],
        [9, nothing],
        [13, nothing],
        [14, nothing],
        [20, nothing],
      ],
      ['0 new a', '14 resolved a'],
    ],
    [
      'but a pause is no end',
      [
        [0, holds(a)],
        [9, nothing],
        [13, holds(a)],
        [18, nothing],
        [22, nothing],
      ],
      ['0 new a'],
    ],
    [
      'what could not be read is not over',
      [
        [0, holds(a)],
        [9, { unknown: [a.key] }],
        [99, { unknown: [a.key] }],
      ],
      ['0 new a'],
    ],
    [
      'three times as bad is worse',
      [
        [0, holds(a)],
        [9, holds(finding('a', { size: 29 }))],
        [10, holds(worse)],
        [11, holds(worse)],
      ],
      ['0 new a', '10 escalating a'],
    ],
    [
      'a beginning may grow for five minutes',
      [
        [0, holds(a)],
        [1, holds(worse)],
        [4, holds(worse)],
        [5, holds(worse)],
      ],
      ['0 new a', '5 escalating a'],
    ],
    [
      'critical is worse than warning, and that it comes and goes is not told',
      [
        [0, holds(a)],
        [6, holds(critical)],
        [20, holds(a)],
        [30, holds(critical)],
      ],
      ['0 new a', '6 escalating a'],
    ],
    [
      'it is back within a day',
      [
        [0, holds(a)],
        [9, nothing],
        [14, nothing],
        [24 * 60 + 13, holds(a)],
      ],
      ['0 new a', '14 resolved a', '1453 regressed a'],
    ],
    [
      'later it is new',
      [
        [0, holds(a)],
        [9, nothing],
        [14, nothing],
        [24 * 60 + 14, holds(a)],
      ],
      ['0 new a', '14 resolved a', '1454 new a'],
    ],
  ])('%s', (_, steps, expected) => {
    expect(life(steps).told).toEqual(expected);
  });

  it('nothing is told where there is nobody, and all that is open once there is', () => {
    const steps = [
      [0, holds(a)],
      [9, holds(worse)],
    ] as const;
    const { told, records } = life(steps, { isTold: false });
    expect(told).toEqual([]);
    const options = { now: noon + hour, isTold: () => true, isQuiet: () => false };
    const { tellings } = lived(records, { findings: [worse], isClear: () => false }, options);
    expect(tellings.map(({ edge }) => edge)).toEqual(['new']);
  });

  it.each<[string, Parameters<typeof life>[0], readonly number[], readonly string[]]>([
    [
      'waits for their end',
      [
        [0, holds(a)],
        [1, holds(a)],
      ],
      [0],
      ['1 new a'],
    ],
    [
      'is not told if it is over by then',
      [
        [0, holds(a)],
        [1, nothing],
        [6, nothing],
        [7, nothing],
      ],
      [0, 1, 6],
      [],
    ],
    ['is told at once where it is critical', [[0, holds(critical)]], [0], ['0 new a']],
    [
      'its end waits as well',
      [
        [0, holds(a)],
        [1, nothing],
        [6, nothing],
        [7, nothing],
      ],
      [6],
      ['0 new a', '7 resolved a'],
    ],
    [
      'is no news where it comes back before its end was told: for all who were told it never ended',
      [
        [0, holds(a)],
        [1, nothing],
        [6, nothing],
        [30, holds(a)],
        [40, holds(a)],
      ],
      [1, 6, 30],
      ['0 new a'],
    ],
    [
      'and comes back in them is told as over all the same once it is',
      [
        [0, holds(a)],
        [1, nothing],
        [6, nothing],
        [30, holds(a)],
        [31, nothing],
        [36, nothing],
        [60, nothing],
      ],
      [1, 6, 30, 31, 36],
      ['0 new a', '60 resolved a'],
    ],
    [
      'and comes back in them much worse is told as worse',
      [
        [0, holds(a)],
        [1, nothing],
        [6, nothing],
        [30, holds(worse)],
        [40, holds(worse)],
      ],
      [1, 6, 30],
      ['0 new a', '40 escalating a'],
    ],
  ])('what comes in quiet hours %s', (_, steps, quiet, expected) => {
    expect(life(steps, { quiet }).told).toEqual(expected);
  });
});

describe('somebody looks after it', () => {
  const mute: AlertAct = { kind: 'mute-until-worse' };
  it.each<[string, Parameters<typeof life>[0], readonly string[]]>([
    [
      'acknowledged, it is told when it is worse and when it ends',
      [
        [0, holds(a), { kind: 'acknowledge' }],
        [1, holds(a)],
        [9, holds(worse)],
        [10, nothing],
        [15, nothing],
      ],
      ['0 new a', '9 escalating a', '15 resolved a'],
    ],
    [
      'muted until worse, it is told when it is',
      [
        [0, holds(a), mute],
        [9, holds(finding('a', { size: 20 }))],
        [20, holds(worse)],
      ],
      ['0 new a', '20 escalating a'],
    ],
    [
      'muted for an hour, it is told of what came meanwhile',
      [
        [0, holds(a), { kind: 'mute', until: noon + hour }],
        [9, holds(worse)],
        [60, holds(worse)],
      ],
      ['0 new a', '60 escalating a'],
    ],
    [
      'muted, its end is told all the same',
      [
        [0, holds(a), mute],
        [9, nothing],
        [14, nothing],
      ],
      ['0 new a', '14 resolved a'],
    ],
    [
      'unmuted, it is as before',
      [
        [0, holds(a), mute],
        [1, holds(a), { kind: 'unmute' }],
        [9, holds(worse)],
      ],
      ['0 new a', '9 escalating a'],
    ],
  ])('%s', (_, steps, expected) => {
    expect(life(steps).told).toEqual(expected);
  });

  it('a time of muting outlasts the alert, until worse does not', () => {
    const again = (act: AlertAct) =>
      life([
        [0, holds(a), act],
        [9, nothing],
        [14, nothing],
        [30, holds(a)],
      ]).told;
    expect(again({ kind: 'mute', until: noon + hour })).toEqual(['0 new a', '14 resolved a']);
    expect(again(mute)).toEqual(['0 new a', '14 resolved a', '30 regressed a']);
  });
});

describe('what has one cause is one alert', () => {
  const of = (id: string, change: Partial<Finding> = {}) => finding(id, { groups: ['change:1'], ...change });
  it.each<[string, Parameters<typeof life>[0], readonly string[]]>([
    ['at the same time', [[0, holds(of('a'), of('b', { size: 50 }))]], ['0 new b']],
    [
      'one after the other',
      [
        [0, holds(of('a'))],
        [3, holds(of('a'), of('b'))],
      ],
      ['0 new a'],
    ],
    [
      'not if they began more than half an hour apart',
      [
        [0, holds(of('a'))],
        [40, holds(of('a'), of('b', { since: noon + 31 * minute }))],
      ],
      ['0 new a', '40 new b'],
    ],
    [
      'it is over with the last of them',
      [
        [0, holds(of('a'), of('b'))],
        [9, holds(of('b'))],
        [20, holds(of('b'))],
        [30, nothing],
        [35, nothing],
      ],
      ['0 new a', '35 resolved a'],
    ],
    [
      'four times as many is worse',
      [
        [0, holds(of('a'))],
        [9, holds(of('a'), of('b'), of('c'), of('d'))],
      ],
      ['0 new a', '9 escalating a'],
    ],
    [
      'what joins while its beginning is counted is no worse',
      [
        [0, holds(of('a'))],
        [4.9, holds(of('a'), of('b'), of('c'), of('d'))],
        [9, holds(of('a'), of('b'), of('c'), of('d'))],
      ],
      ['0 new a'],
    ],
    [
      'a part of it that comes back is the same one',
      [
        [0, holds(of('a'), of('b'))],
        [9, nothing],
        [14, nothing],
        [60, holds(of('b', { since: noon + hour }))],
      ],
      ['0 new a', '14 resolved a', '60 regressed a'],
    ],
    [
      'what was part of two comes back as the one that ended last',
      [
        [0, holds(of('a'))],
        [1, nothing],
        [6, nothing],
        [2000, holds(of('a', { since: noon + 2000 * minute }), of('b', { since: noon + 2000 * minute, size: 50 }))],
        [2010, nothing],
        [2015, nothing],
        [2060, holds(of('a', { since: noon + 2060 * minute }))],
      ],
      ['0 new a', '6 resolved a', '2000 new b', '2015 resolved b', '2060 regressed b'],
    ],
    ['without a cause they are two', [[0, holds(finding('a'), finding('b'))]], ['0 new a', '0 new b']],
  ])('%s', (_, steps, expected) => {
    expect(life(steps).told).toEqual(expected);
  });

  it('is told with how many there are', () => {
    const { records } = life([[0, holds(of('a'), of('b'), of('c'))]]);
    expect(messageOf('new', records[0]!, { workspace: 'acme' })).toMatchObject({
      id: a.key,
      sentence: 'a: failing, and 2 more of the same cause; segtop open destination/a',
      numbers: { affected: 3 },
    });
  });
});

describe('lists', () => {
  it('what is critical stands first, then warnings, then what somebody looks after, then what is muted', () => {
    const four = [finding('a', { severity: 'critical' }), ...['b', 'c', 'd'].map((id) => finding(id))];
    const { records } = life([[0, holds(...four)]]);
    const keeping = { settings: usualAlerts, ground: { workspace: 'w' }, now: noon };
    const muted = acted(records, four[1]!.key, { kind: 'mute', until: noon + hour }, keeping).records;
    const all = acted(muted, four[2]!.key, { kind: 'acknowledge' }, keeping).records;
    const ids = (list: readonly AlertRecord[]) => list.map(({ finding: { subject } }) => subject.id);
    expect(ids(standing(all, noon))).toEqual(['a', 'd', 'c', 'b']);
    expect(ids(standing(all, noon + 2 * hour))).toEqual(['a', 'b', 'd', 'c']);
  });

  it('what is over is kept for seven days', () => {
    const over = [
      [0, holds(a)],
      [9, nothing],
      [14, nothing],
    ] as const;
    const at = (minutes: number) => life([...over, [minutes, nothing]]).records;
    expect(past(at((7 * day) / minute + 13))).toMatchObject([{ id: a.key, state: 'resolved', raisedAt: noon }]);
    expect(at((7 * day) / minute + 14)).toEqual([]);
  });
});

describe('what an alert is to say is waited for', () => {
  const awaiting = finding('a', { awaits: true });
  it.each<[string, Parameters<typeof life>[0], readonly string[]]>([
    [
      'until it is read',
      [
        [0, holds(awaiting)],
        [0.5, holds(awaiting)],
        [0.75, holds(a)],
      ],
      ['0.75 new a'],
    ],
    [
      'for a minute',
      [
        [0, holds(awaiting)],
        [0.98, holds(awaiting)],
        [1, holds(awaiting)],
        [2, holds(a)],
      ],
      ['1 new a'],
    ],
    [
      'for nothing where it is over before',
      [
        [0, holds(awaiting)],
        [0.5, nothing],
        [9, nothing],
      ],
      [],
    ],
    [
      'again when it comes back',
      [
        [0, holds(a)],
        [9, nothing],
        [20, nothing],
        [60, holds(awaiting)],
        [60.5, holds(a)],
      ],
      ['0 new a', '20 resolved a', '60.5 regressed a'],
    ],
    [
      'but not once it was told',
      [
        [0, holds(a)],
        [10, holds({ ...worse, awaits: true })],
      ],
      ['0 new a', '10 escalating a'],
    ],
  ])('%s', (_, steps, expected) => {
    expect(life(steps).told).toEqual(expected);
  });
});

describe('a cause that is read only after it was raised', () => {
  const unread = (id: string) => finding(id, { awaits: true, since: noon - 5 * hour, groups: [`?${id}`] });
  const read = (id: string, change: Partial<Finding> = {}) => finding(id, { groups: ['503'], ...change });
  it.each<[string, Parameters<typeof life>[0], readonly string[], readonly string[]]>([
    [
      'makes one alert of two',
      [
        [0, holds(unread('a'), unread('b'))],
        [0.5, holds(read('a'), read('b', { size: 50 }))],
      ],
      ['0.5 new b'],
      ['b 2'],
    ],
    [
      'makes one alert of two and of those that are new, however bad',
      [
        [0, holds(unread('a'), unread('b'))],
        [0.5, holds(read('a'), read('b'), read('c', { size: 90 }))],
      ],
      ['0.5 new a'],
      ['a 3'],
    ],
    [
      'joins what was told before',
      [
        [0, holds(read('a'))],
        [1, holds(read('a'), unread('b'))],
        [1.5, holds(read('a'), read('b'))],
      ],
      ['0 new a'],
      ['a 2'],
    ],
    [
      'leaves two where it is another',
      [
        [0, holds(unread('a'), unread('b'))],
        [0.5, holds(read('a'), read('b', { groups: ['401'] }))],
      ],
      ['0.5 new a', '0.5 new b'],
      ['a 1', 'b 1'],
    ],
    [
      'leaves what was told without it alone',
      [
        [0, holds(read('a'), unread('b'))],
        [1, holds(read('a'), unread('b'))],
        [2, holds(read('a'), read('b'))],
      ],
      ['0 new a', '1 new b'],
      ['a 1', 'b 1'],
    ],
    [
      'and what somebody looks after',
      [
        [0, holds(unread('a')), { kind: 'acknowledge' }],
        [0.5, holds(unread('a'), read('b'))],
        [1, holds(read('a'), read('b'))],
      ],
      ['0.5 new b'],
      ['a 1', 'b 1'],
    ],
  ])('%s', (_, steps, told, alerts) => {
    const lives = life(steps);
    expect(lives.told).toEqual(told);
    expect(lives.records.map(({ id, members }) => `${id.replace(/.*\//, '')} ${members.length}`).sort()).toEqual(
      alerts,
    );
  });
});

it('asks whether it is clear by the rule that raised it', () => {
  const asked: unknown[] = [];
  const options = { now: noon, isTold: () => true, isQuiet: () => false };
  const { records } = lived([], { findings: [a], isClear: () => false }, options);
  lived(records, { findings: [], isClear: (...by) => asked.push(by) > 9 }, options);
  expect(asked).toEqual([[a.key, 'delivery-rate', noon]]);
});

it.each<[string, Parameters<typeof life>[0], readonly string[]]>([
  [
    'seen to the end',
    [
      [0, { holds: [a] }],
      [1, {}],
      [5, {}],
      [6, {}],
    ],
    ['0 new a', '6 resolved a'],
  ],
  [
    'not seen at its end',
    [
      [0, { holds: [a] }],
      [1, {}],
      [6, { unknown: [a.key] }],
    ],
    ['0 new a'],
  ],
  [
    'not seen at its end, and seen later',
    [
      [0, { holds: [a] }],
      [1, {}],
      [6, { unknown: [a.key] }],
      [9, {}],
    ],
    ['0 new a', '9 resolved a'],
  ],
  [
    'not seen in between only',
    [
      [0, { holds: [a] }],
      [1, {}],
      [3, { unknown: [a.key] }],
      [6, {}],
    ],
    ['0 new a', '6 resolved a'],
  ],
  [
    'not seen at its end, and it holds again',
    [
      [0, { holds: [a] }],
      [1, {}],
      [6, { unknown: [a.key] }],
      [9, { holds: [a] }],
      [10, {}],
      [15, {}],
    ],
    ['0 new a', '15 resolved a'],
  ],
])('a calm that was %s', (_, steps, expected) => {
  expect(life(steps).told).toEqual(expected);
});

describe('a clock that was set back', () => {
  it.each<[string, Parameters<typeof life>[0], readonly string[]]>([
    [
      'does not keep an alert from its end',
      [
        [0, holds(a)],
        [9, nothing],
        [-591, nothing],
        [-587, nothing],
        [-586, nothing],
      ],
      ['0 new a', '-586 resolved a'],
    ],
    [
      'nor from being told as worse',
      [
        [0, holds(a)],
        [-4, holds(worse)],
        [-5, holds(worse)],
      ],
      ['0 new a', '-5 escalating a'],
    ],
    [
      'nor what awaits its words from being told',
      [
        [0, holds(finding('a', { awaits: true }))],
        [-0.9, holds(finding('a', { awaits: true }))],
        [-1, holds(finding('a', { awaits: true }))],
      ],
      ['-1 new a'],
    ],
  ])('%s', (_, steps, expected) => {
    expect(life(steps).told).toEqual(expected);
  });
});

describe('what nobody watched', () => {
  const steps = [
    [0, holds(a)],
    [9, nothing],
    [600, nothing],
    [604, nothing],
    [605, nothing],
  ] as const;
  it.each<[string, number, readonly string[]]>([
    ['since before it was over, is over after five minutes', 8, ['0 new a', '600 resolved a']],
    ['for ten hours, is over five minutes after somebody does', 600, ['0 new a', '605 resolved a']],
  ])('%s', (_, watchedSince, expected) => {
    expect(life(steps, { watchedSince }).told).toEqual(expected);
  });

  it('is what came before a break of more than a minute: a start, a sleep, a clock that was set', () => {
    const since = unbroken();
    const looks = [10, 70, 71, 131.001, 140, 80.001, 80, 10];
    expect(looks.map((at) => since(at * 1000) / 1000)).toEqual([10, 10, 10, 131.001, 131.001, 131.001, 131.001, 10]);
  });
});

describe('what is sent', () => {
  const keeping = (settings: Partial<AlertSettings>): Keeping => ({
    settings: { ...usualAlerts, ...settings },
    ground: { workspace: 'acme' },
    now: noon,
  });
  const evaluation: Evaluation = { findings: [a], isClear: () => false };

  it.each<[string, Partial<AlertSettings>, readonly string[]]>([
    ['over every channel of all rules', { send: ['ops', 'me'] }, ['ops', 'me']],
    [
      'over those of the rule alone, where it has its own',
      { send: ['ops'], rules: { 'delivery-rate': { parameters: {}, send: ['owners'] } } },
      ['owners'],
    ],
    [
      'nothing, where it is to have none',
      { send: ['ops'], rules: { 'delivery-rate': { parameters: {}, send: [] } } },
      [],
    ],
    ['nothing, where there is no channel', {}, []],
    ['nothing in quiet hours', { send: ['ops'], quiet: { from: 0, to: 0, zone: 'UTC' } }, []],
  ])('%s', (_, settings, channels) => {
    const { records, send } = stepped([], evaluation, keeping(settings));
    const message = messageOf('new', records[0]!, { workspace: 'acme' });
    expect(send).toEqual(channels.map((channel) => ({ channel, kind: 'edge', message })));
    // What nobody was told of is still to be told once there is a channel, or the night is over.
    expect([records[0]!.told?.edge, records[0]!.tellings]).toEqual(channels.length > 0 ? ['new', 1] : [undefined, 0]);
  });

  it.each<[string, Parameters<typeof life>[0], Options, number]>([
    ['over every channel, of what was told', [[0, holds(a)]], {}, 2],
    ['to nobody, of what nobody was told of', [[0, holds(a)]], { isTold: false }, 0],
    ['once', [[0, holds(a), { kind: 'acknowledge' }]], {}, 0],
    [
      'to nobody whom its end was told',
      [
        [0, holds(a)],
        [9, nothing],
        [14, nothing],
      ],
      {},
      0,
    ],
  ])('that somebody looks after it: %s', (_, steps, options, count) => {
    const { records } = life(steps, options);
    const after = acted(records, a.key, { kind: 'acknowledge' }, keeping({ send: ['ops', 'me'] }));
    expect(after.records).toEqual([{ ...records[0], acknowledgedAt: noon }]);
    expect(after.send).toEqual(
      ['ops', 'me'].slice(0, count).map((channel) => ({
        channel,
        kind: 'acknowledged',
        message: messageOf('new', after.records[0]!, { workspace: 'acme' }),
      })),
    );
  });

  it('is judged by one program of a host, and kept or not done', () => {
    const { records } = life([[0, holds(a)]]);
    const judged = (change: Partial<AlertBook>) => {
      let asked = 0;
      const book = { ...memoryBook(() => noon), records: () => records, ...change };
      const ask = () => {
        asked += 1;
        return { findings: [], isClear: () => false };
      };
      return [judgeInto(book, 1, ask, keeping({})).map(({ id }) => id), asked];
    };
    expect(judged({ judges: () => false })).toEqual([[a.key], 0]);
    expect(judged({ change: () => undefined })).toEqual([[a.key], 1]);
    expect(judged({ change: () => [] })).toEqual([[], 1]);
  });
});

describe('the order of lists', () => {
  const record = (id: string, change: Partial<AlertRecord> = {}): AlertRecord => ({
    ...life([[0, holds(finding(id))]]).records[0]!,
    ...change,
  });
  const ids = (list: readonly AlertRecord[]) => list.map(({ finding: { subject } }) => subject.id).join(' ');
  const all = [
    record('b'),
    record('a'),
    record('worse', { finding: finding('worse', { size: 11 }) }),
    record('newer', { raisedAt: noon + 1 }),
    record('over', { state: 'resolved', resolvedAt: noon + 9, clearSince: noon + 1 }),
    record('long', { state: 'resolved', resolvedAt: noon + 3, holding: [] }),
    record('calm', { holding: [], clearSince: noon + 5 }),
    record('just', { holding: [] }),
    record('fair', { holding: [] }),
  ];

  it('what stands: the newest first, then the worst, then by name', () => {
    expect(ids(standing(all, noon))).toBe('newer worse a b');
  });

  it('what is over: by its end, of which one that lasts is not known yet', () => {
    expect(ids(past(all))).toBe('over calm long fair just');
  });
});

describe('where the life of an alert turns', () => {
  const of = (id: string, change: Partial<Finding> = {}) => finding(id, { groups: ['change:1'], ...change });
  const bad = { severity: 'critical' } as const;
  const four = ['a', 'b', 'c', 'd'].map((id) => of(id));
  const over = (after: number, ...found: readonly Finding[]) =>
    [
      [0, holds(of('a'), of('b'))],
      [9, nothing],
      [14, nothing],
      [after, holds(...found)],
    ] as const;
  it.each<[string, Parameters<typeof life>[0], readonly string[]]>([
    ['of equal ones the first by name names it', [[0, holds(of('b'), of('a'))]], ['0 new a']],
    ['the older one before it', [[0, holds(of('a'), of('b', { since: noon - minute }))]], ['0 new b']],
    ['one whose beginning is not known is older', [[0, holds(of('a'), of('b', { since: undefined }))]], ['0 new b']],
    ['in whatever order', [[0, holds(of('b', { since: undefined }), of('a'))]], ['0 new b']],
    ['the critical one before any', [[0, holds(of('a', { size: 99 }), of('b', bad))]], ['0 new b']],
    ['of two critical ones the larger', [[0, holds(of('a', bad), of('b', { ...bad, size: 11 }))]], ['0 new b']],
    ['half an hour apart is one', [[0, holds(of('a'), of('b', { since: noon - 30 * minute }))]], ['0 new b']],
    ['more is two', [[0, holds(of('a'), of('b', { since: noon - 30 * minute - 1 }))]], ['0 new b', '0 new a']],
    [
      'half an hour after it was raised, where its beginning is not known',
      [
        [0, holds(of('a', { since: undefined }))],
        [31, holds(of('a', { since: undefined }), of('b', { since: noon + 30 * minute }))],
        [32, holds(of('a', { since: undefined }), of('b'), of('c', { since: noon + 31 * minute }))],
      ],
      ['0 new a', '32 new c'],
    ],
    [
      'half an hour after it began, where that of the other is not known',
      [
        [0, holds(of('a'))],
        [30, holds(of('a'), of('b', { since: undefined }))],
        [31, holds(of('a'), of('b'), of('c', { since: undefined }))],
      ],
      ['0 new a', '31 new c'],
    ],
    [
      'three times the size is worse',
      [
        [0, holds(a)],
        [6, holds(finding('a', { size: 30 }))],
      ],
      ['0 new a', '6 escalating a'],
    ],
    [
      'four times as many are worse, and three times are not',
      [
        [0, holds(of('a'))],
        [5, holds(...four.slice(0, 3))],
        [6, holds(...four)],
      ],
      ['0 new a', '6 escalating a'],
    ],
    [
      'what joins after five minutes did not begin with it',
      [
        [0, holds(of('a'))],
        [5, holds(...four)],
      ],
      ['0 new a', '5 escalating a'],
    ],
    [
      'all of it must be seen to be over',
      [
        [0, holds(of('a'), of('b'))],
        [1, nothing],
        [6, { unknown: [of('b').key] }],
        [7, nothing],
      ],
      ['0 new a', '7 resolved a'],
    ],
    ['what was no part of it is new', over(20, finding('c')), ['0 new a', '14 resolved a', '20 new c']],
    ['a part that is back has its name', over(20, of('b')), ['0 new a', '14 resolved a', '20 regressed a']],
    ['and its own a day later', over(1454, of('b')), ['0 new a', '14 resolved a', '1454 new b']],
  ])('%s', (_, steps, expected) => {
    expect(life(steps).told).toEqual(expected);
  });

  it('it keeps the words of what raised it and is as bad as the worst of it, whose words it takes when that is over', () => {
    const [b, c] = [of('b', { size: 50 }), of('c', { ...bad, size: 20 })];
    const first = [
      [0, holds(of('a'))],
      [1, holds(of('a'), b, c)],
    ] as const;
    expect(life(first).records).toMatchObject([{ finding: { ...of('a'), ...bad, size: 20 } }]);
    expect(life([...first, [2, holds(b, c)]]).records).toMatchObject([{ finding: c, holding: [c.key, b.key] }]);
  });

  it('what is raised together leaves all others alone', () => {
    const { records } = life([
      [0, holds(finding('x'))],
      [1, holds(finding('x'), of('a'), of('b'))],
    ]);
    expect(records.map(({ members, groups }) => [members.length, groups])).toEqual([
      [1, []],
      [2, ['change:1']],
    ]);
  });

  it('a muting until it is worse ends with it, and holds while it only pauses', () => {
    const mute: AlertAct = { kind: 'mute-until-worse' };
    const paused = [
      [0, holds(a)],
      [9, nothing, mute],
    ] as const;
    expect(life([...paused, [10, holds(a)]]).records[0]!.muted).toEqual({
      kind: 'worse',
      than: { severity: 'warning', size: 10, members: 0 },
    });
    expect(life([...paused, [14, nothing]]).records[0]!.muted).toBe(undefined);
    // Muted when it was over already.
    const late = [
      [0, holds(a)],
      [9, nothing],
      [14, nothing, mute],
      [20, holds(a)],
    ] as const;
    expect(life(late).records[0]!.muted).toBe(undefined);
  });
});
