import { describe, expect, it } from 'vitest';
import { day, floorTo, hour, minute, second } from '../../../../source/domain/time.ts';
import { memoryBook } from '../../../../source/domain/watch/alerts/book.ts';
import { judgeInto } from '../../../../source/domain/watch/alerts/keep.ts';
import { type AlertSettings, usualAlerts } from '../../../../source/domain/watch/alerts/settings.ts';
import { closedRead } from '../../../../source/workspace/resources/closed-read.ts';
import { autoDisableAfter } from '../../../../source/workspace/sources/auto-disable.ts';
import { evaluate } from '../../../../source/workspace/watch/alerts/evaluate.ts';
import { type Case, cases, type RaisingOptions, type RaisingStage, raisingStage } from '../../raising.ts';

const settings: AlertSettings = { ...usualAlerts, send: ['ops'] };
/** Alerts are judged this often. */
const every = 10;

/** What was told of one incident, in simulated seconds. */
interface Told {
  readonly before: readonly string[];
  /** From when the API tells of it to the alert. */
  readonly rose: number | undefined;
  /** From its end to the telling that it is over. */
  readonly cleared: number | undefined;
  readonly edges: readonly string[];
  readonly rules: readonly string[];
  /** Things that the alert said it is about. */
  readonly affected: number;
}

/** One incident on a dashboard with Home open. */
interface Incident {
  readonly options?: Partial<RaisingOptions>;
  /** Makes it begin; it ends by what is returned. */
  begin(stage: RaisingStage): () => void | Promise<void>;
  /** Whether what raises the alert can be read. */
  isTold?(stage: RaisingStage, begun: number): boolean;
  /** How long it lasts once it is told, and what else is waited for, seconds. */
  readonly lasts?: number;
  readonly patience?: number;
}

/** Plays an incident in virtual time, and writes down what is told. */
async function played({ options, begin, isTold = () => true, lasts = 240, patience = 900 }: Incident): Promise<Told> {
  const stage = await raisingStage({ sources: 4, connections: 2, start: '2026-11-19T13:46:20Z', ...options });
  const read = closedRead((resource) => stage.poller.snapshot(resource));
  const book = memoryBook(() => stage.clock.now());
  const messages: { readonly state: string; readonly rule: string; readonly affected: number }[] = [];
  let passed = 0;
  const step = (): void => {
    if (passed++ % every !== 0) return;
    const picture = stage.overview();
    const evaluation = () => evaluate(picture, read, { settings: {}, isOwn: () => false });
    judgeInto(book, 1, evaluation, { settings, ground: { workspace: 'w' }, now: stage.clock.now() });
    for (let next = book.claim(['ops']); next; next = book.claim(['ops'])) {
      const { state, rule, numbers } = next.message;
      messages.push({ state, rule, affected: numbers.affected ?? 1 });
      book.sent(next.seq);
    }
  };
  const until = (isSo: () => boolean, most: number) =>
    stage.until(() => {
      step();
      return isSo();
    }, most);
  await until(() => false, 600);
  const before = messages.map(({ rule }) => rule);
  const begun = stage.clock.now();
  const end = begin(stage);
  await until(() => isTold(stage, begun), 1800);
  const rose = await until(() => messages.length > 0, patience);
  await until(() => false, lasts);
  await end();
  const cleared = await until(() => messages.some(({ state }) => state === 'resolved'), 3600);
  stage.stop();
  return {
    before,
    rose,
    cleared,
    edges: messages.map(({ state }) => state),
    rules: [...new Set(messages.map(({ rule }) => rule))],
    affected: Math.max(...messages.map(({ affected }) => affected)),
  };
}

const ofCase = ({ effect, isTold, recovery }: Case): Incident => ({
  begin: (stage) => {
    const id = stage.begin(effect);
    return () => (recovery ? recovery(stage, id) : stage.end(id));
  },
  isTold,
});
const known = (name: string): Incident => ofCase(cases.find((each) => each.name === name)!);

type Effects = Parameters<RaisingStage['begin']>[0];
/** Effects that begin together and end together. */
const together = (effects: readonly Effects[], ago = 0): Pick<Incident, 'begin'> => ({
  begin: (stage) => {
    const ids = effects.map((effect) => stage.begin(effect, stage.clock.now() - ago));
    return () => {
      for (const id of ids) stage.end(id);
    };
  },
});

const lag = 30 * second;
const isLagOver = (stage: RaisingStage, begun: number): boolean => stage.clock.now() >= begun + lag;
const busy = { perDay: 300_000 };
const refused = (destination: string, share: number): Effects => ({
  kind: 'delivery',
  destination,
  outcome: 'discarded',
  reason: '503',
  share,
});

/** Every destination of the second source. */
const ofOneSource = ['d1', 'd5'];
/** Since so long they are off: Segment's clock has three days left ten minutes after the incident is begun here. */
const offFor = autoDisableAfter - 3 * day - 10 * minute;
/** The connections of the second of five types, of twelve sources. */
const ofOneService = ['d1', 'd6', 'd11', 'd16', 'd21'];

const midnight = Date.parse('2026-11-30T00:00:00Z');

/** Twice as much is sent on the last days of a month whose allowance was enough; usage is counted after midnight. */
function quota(): Incident {
  const allowance: { apiCalls?: bigint } = {};
  return {
    options: { start: '2026-11-29T23:43:00Z', allowance },
    begin: (stage) => {
      const used = stage.world
        .usage('api-calls', Date.parse('2026-11-01'), false)
        .map(({ apiCalls }) => Number(apiCalls));
      const pace = (used.at(-1)! - used.at(-8)!) / 7;
      allowance.apiCalls = BigInt(Math.round(used.at(-1)! + 2.4 * pace));
      for (const source of ['s0', 's1', 's2', 's3']) stage.begin({ kind: 'volume', source, factor: 2 }, midnight - day);
      // A dashboard that is put to sleep until the month ends.
      return async () => {
        stage.poller.pause();
        await stage.clock.advance(midnight + day - 2 * minute - stage.clock.now());
        stage.poller.resume();
      };
    },
    isTold: (stage) => stage.clock.now() >= midnight,
    patience: 4000,
  };
}

/** At most so long after the API tells of it, and, as a pause is no end, five minutes after its own end is seen. */
const within = (seconds: number): unknown =>
  expect.toSatisfy((value) => typeof value === 'number' && value <= seconds, `at most ${seconds} s`);

const threeMinutes = 180;
const calm = 300;

describe('an incident is told when it begins and when it ends, and not between', () => {
  it.each<[string, Incident, rule: string, rises: number, clears: number, affected?: number]>([
    [
      'a connection that begins to lose 95 % of its events',
      known('a connection that begins to lose 95 % of its events'),
      'delivery-rate',
      threeMinutes,
      threeMinutes + calm,
    ],
    [
      'a service that refuses the events of all five connections to it',
      { options: { sources: 12 }, ...together(ofOneService.map((each) => refused(each, 0.9))), isTold: isLagOver },
      'delivery-rate',
      threeMinutes,
      threeMinutes + calm,
      5,
    ],
    ['a source that falls silent', known('a source that falls silent'), 'silent-source', 150, threeMinutes + calm],
    ['violations that begin', known('violations that begin'), 'new-violation', threeMinutes, threeMinutes + calm],
    ['a sync that fails', known('a sync that fails'), 'storage-sync', threeMinutes, 2 * calm],
    [
      'a destination that somebody switches off',
      known('a destination that somebody switches off'),
      'switched-off',
      threeMinutes,
      threeMinutes + calm,
    ],
    [
      'a loss of 4 %, which is half an hour old before it is 2 % of the hour',
      { options: busy, ...together([refused('d1', 0.04)]), patience: 3000 },
      'burn-rate',
      30 * 60 + threeMinutes + 60,
      threeMinutes + calm,
    ],
    [
      'events that wait for another attempt, for a quarter of an hour',
      {
        options: busy,
        ...together([
          { kind: 'delivery', destination: 'd1', outcome: 'retried', reason: '429', share: 0.7, recovered: 0.4 },
        ]),
        patience: 1800,
      },
      'retrying',
      15 * 60 + threeMinutes,
      2 * calm,
    ],
    [
      'a connection to which nothing was delivered for a day',
      {
        options: { start: '2026-11-19T13:40:00Z' },
        ...together(
          [{ kind: 'mapping', destination: 'd1', reason: 'filtered_by_destination_filter', share: 1 }],
          23.9 * hour,
        ),
        // The running hour is ten minutes old before it is one.
        isTold: (stage, begun) => stage.clock.now() >= floorTo(begun, 'HOUR') + hour + 10 * minute,
        patience: 1800,
      },
      'silent-connection',
      threeMinutes,
      threeMinutes + calm,
    ],
    [
      'a source that Segment switches off in three days',
      {
        ...together(
          ofOneSource.map((destination) => ({ kind: 'switch-off', destination, actor: 'ana' }) as const),
          offFor,
        ),
        isTold: (stage, begun) => stage.clock.now() >= begun + 10 * minute,
      },
      'auto-disable',
      60,
      threeMinutes + calm,
    ],
    [
      'usage that will pass the allowance, once the day is counted, until the month is over',
      quota(),
      'usage',
      60 * 60 + threeMinutes,
      60 * 60 + calm,
    ],
  ])(
    '%s',
    async (_, incident, rule, rises, clears, affected = 1) => {
      const told = await played(incident);
      expect(told).toEqual({
        before: [],
        rose: within(rises),
        cleared: within(clears),
        edges: ['new', 'resolved'],
        rules: [rule],
        affected,
      });
    },
    240_000,
  );
});
