import { expect, onTestFinished, test } from 'vitest';
import { type LogDutyOptions, logDuty } from '../../source/collect/log-duty.ts';
import { logEyes } from '../../source/collect/log-samples.ts';
import { ReadError } from '../../source/domain/problem.ts';
import { t } from '../../source/domain/text.ts';
import { hour, iso, minute } from '../../source/domain/time.ts';
import type { FailureLogs } from '../../source/store/failure-logs.ts';
import { noon, type StoreStage, storeStage } from '../store/stage.ts';

/** One exchange, its attempts and errors, as lines. */
function lines(
  exchange: string,
  messages: readonly string[],
  { to = 'dst', status = 401, at = noon - 2 * hour, body = '{"a":1}' } = {},
) {
  const common = { routed: { to: [{ id: to }], from: [{ id: 'src' }] }, occurredAt: iso(at), loggedAt: iso(at + hour) };
  const line = (event: string, properties: object) =>
    `${JSON.stringify({ type: 'observability', event, properties: { ...common, ...properties } })}\n`;
  return [
    line('Destination Exchange Logged', {
      destinationExchangeId: exchange,
      requestToDestination: { body },
      responseFromDestination: { status, body: `{"error":"${exchange}"}` },
    }),
    ...messages.flatMap((messageId) => [
      line('Delivery Attempt Logged', { destinationExchangeId: exchange, messageId, attempt: 1, outcome: 'failure' }),
      line('Error Logged', { messageId, discarded: true }),
    ]),
  ].join('');
}

const problem = (kind: 'rate-limited' | 'not-found' | 'not-in-plan', retryAfter?: number) =>
  new ReadError({
    kind,
    message: t`refused`,
    status: 400,
    operation: t`POST`,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });

/** A program of a host that reads logs. Its timers run when the test says so. */
async function program(
  stage: StoreStage,
  files: Readonly<Record<string, string>>,
  given: Partial<LogDutyOptions> = {},
) {
  const opened = await stage.stores().of('w');
  if (!opened) throw new Error('no store');
  onTestFinished(() => opened.store.close());
  const asked: string[] = [];
  const read: string[] = [];
  let timer: (() => void) | undefined;
  const looked = { next: Promise.withResolvers<void>() };
  const duty = logDuty({
    clock: {
      now: () => stage.time,
      setTimer: (run) => {
        timer = run;
        looked.next.resolve();
        return () => {
          timer = undefined;
        };
      },
    },
    store: () => opened,
    failing: () => [{ destinationId: 'dst', collectionId: 'c', hours: [noon - 2 * hour, noon - 3 * hour] }],
    links: async ({ collectionId, hour: at }) => {
      asked.push(`${collectionId} ${iso(at)}`);
      return { value: Object.keys(files).filter((name) => name.startsWith(iso(at))), problems: [] };
    },
    download: async function* (link) {
      yield Buffer.from(files[link] ?? '');
    },
    onRead: (id, at, count) => read.push(`${id} ${iso(at)} ${count}`),
    ...given,
  });
  onTestFinished(() => duty.end());
  return {
    asked,
    read,
    duty,
    logs: opened.logs,
    isWaiting: () => timer !== undefined,
    /** Looks once, and waits until it is done. */
    async look() {
      looked.next = Promise.withResolvers();
      timer?.();
      await looked.next.promise;
    },
  };
}

const [second, third] = [iso(noon - 2 * hour), iso(noon - 3 * hour)];
const files = {
  [`${second}/0`]: lines('x1', ['m1', 'm2']),
  [`${second}/1`]: `not a line\n${lines('x2', ['m3'], { at: noon - 2 * hour + minute })}`,
  [`${third}/0`]: lines('x0', ['m0'], { at: noon - 3 * hour, body: '{"cut' }),
};

test('hours are asked for, downloaded and joined: the newest first, each once (rule 301)', async () => {
  const stage = await storeStage();
  const { look, asked, read, logs } = await program(stage, files);
  await look();
  expect(asked).toEqual([`c ${second}`, `c ${third}`]);
  expect(read).toEqual([`dst ${second} 8`, `dst ${third} 3`]);
  await look();
  expect(asked).toHaveLength(2);
  const eyes = logEyes({
    logs,
    collectionOf: () => 'c',
    sent: (ids) => new Map(ids.includes('m2') ? [['m2', { event: { type: 'track' }, receivedAt: noon - hour }]] : []),
    now: () => stage.time,
  });
  expect(eyes.samples({ destinationId: 'dst', reason: '401' })).toEqual({
    kind: 'samples',
    samples: [
      {
        id: 'x2',
        messageId: 'm3',
        at: noon - 2 * hour + minute,
        sent: undefined,
        request: { method: '', url: '', headers: undefined, body: { a: 1 } },
        response: { status: 401, headers: undefined, body: { error: 'x2' } },
        source: { readAt: noon, isRequestCut: false, isResponseCut: false, events: 1, attempt: 1, sentAt: undefined },
      },
      expect.objectContaining({
        id: 'x1',
        messageId: 'm2',
        sent: { type: 'track' },
        source: { readAt: noon, isRequestCut: false, isResponseCut: false, events: 2, attempt: 1, sentAt: noon - hour },
      }),
      expect.objectContaining({
        id: 'x0',
        request: { method: '', url: '', headers: undefined, body: '{"cut' },
        source: expect.objectContaining({ isRequestCut: true }),
      }),
    ],
  });
  expect(eyes.failureLogState('dst')).toEqual({
    collectionId: 'c',
    kept: new Map([['401', 3]]),
    newest: noon - 2 * hour,
    askedAt: noon,
    problem: undefined,
    leftOut: '1 of 9 lines of an hour are not understood',
    taken: 2,
  });
});

test('an hour that has grown is read again, and what was there stays once', async () => {
  const stage = await storeStage();
  const grown: Record<string, string> = { [`${second}/0`]: lines('x1', ['m1']) };
  const { look, asked, logs } = await program(stage, grown);
  await look();
  grown[`${second}/0`] = lines('x1', ['m1', 'm2']) + lines('x2', ['m3']);
  stage.time = noon + 15 * minute;
  await look();
  expect(asked.filter((each) => each.endsWith(second))).toHaveLength(2);
  const kept = logs.exchanges('dst', '401').map(({ exchange, events }) => [exchange.exchangeId, events.length]);
  expect(kept.sort()).toEqual([
    ['x1', 2],
    ['x2', 1],
  ]);
});

test('of several programs of a host one asks, and what it reads is there for all', async () => {
  const stage = await storeStage();
  const programs = [await program(stage, files), await program(stage, files), await program(stage, files)];
  await Promise.all(programs.map(({ look }) => look()));
  for (const { look } of programs) await look();
  expect(programs.flatMap(({ asked }) => asked).sort()).toEqual([`c ${third}`, `c ${second}`].sort());
  for (const { logs } of programs) expect(logs.exchanges('dst', '401')).toHaveLength(3);
});

test('lines of other destinations stay out: a collection tells of its own', async () => {
  const stage = await storeStage();
  const foreign = lines('x1', ['m1'], { to: 'other' });
  const problems: string[] = [];
  const { look, logs } = await program(
    stage,
    { [`${second}/0`]: foreign, [`${third}/0`]: foreign + lines('x2', ['m2']) },
    { onProblem: (_, why) => problems.push(why) },
  );
  await look();
  expect(logs.exchanges('other', '401')).toEqual([]);
  // Where there are no others, it is the collection of another destination.
  const why = 'all 3 lines of an hour are of other destinations, so the Collection ID may be too';
  expect(logs.hours('dst', 0).map((each) => [each.lines, each.outcome])).toEqual([
    [0, why],
    [3, ''],
  ]);
  expect(problems).toEqual([why]);
});

test('a log of which no line is understood is not said to have nothing', async () => {
  const stage = await storeStage();
  const { look, logs, asked } = await program(stage, { [`${second}/0`]: '{"version":2}\n{"version":2}\n' });
  await look();
  await look();
  expect(asked).toEqual([`c ${second}`, `c ${third}`]);
  const eyes = logEyes({ logs, collectionOf: () => 'c', sent: () => new Map(), now: () => stage.time });
  expect(eyes.failureLogState('dst')).toMatchObject({ leftOut: '2 of 2 lines of an hour are not understood' });
  expect(eyes.samples({ destinationId: 'dst', reason: '500' })).toMatchObject({
    why: expect.stringContaining('what is read of them: 2 of 2 lines of an hour are not understood.'),
  });
});

test('the limit of a day ends it: the time that Segment says is kept to, by all (rule 304)', async () => {
  const stage = await storeStage();
  const refused: string[] = [];
  const links = async () => {
    throw problem('rate-limited', 2 * hour);
  };
  const first = await program(stage, files, { links, onProblem: (id, why) => refused.push(`${id}: ${why}`) });
  const other = await program(stage, files);
  await first.look();
  await other.look();
  expect([refused, other.asked]).toEqual([['dst: refused'], []]);
  stage.time = noon + 2 * hour;
  await other.look();
  expect(other.asked.length).toBeGreaterThan(0);
});

test('what is refused for one hour is not asked for the next one; a collection that is not known goes on by hours', async () => {
  const stage = await storeStage();
  const asked: string[] = [];
  const refusing = (kind: 'not-in-plan' | 'not-found') => ({
    links: async ({ hour: at }: { hour: number }) => {
      asked.push(`${kind} ${iso(at)}`);
      throw problem(kind);
    },
  });
  const first = await program(stage, files, refusing('not-in-plan'));
  await first.look();
  expect(asked).toEqual([`not-in-plan ${second}`]);
  expect(first.logs.hours('dst', 0)[0]?.outcome).toBe('refused');
  first.duty.end();
  const then = await program(stage, files, refusing('not-found'));
  stage.time = noon + hour;
  await then.look();
  expect(asked.slice(1)).toEqual([`not-found ${third}`, `not-found ${second}`]);
});

test('a download that breaks off keeps what came, and is tried again', async () => {
  const stage = await storeStage();
  let isWhole = false;
  const { look, logs, asked, read } = await program(stage, files, {
    download: async function* (link) {
      yield Buffer.from(files[link] ?? '');
      if (!isWhole) throw problem('not-found');
    },
  });
  const hours = () => logs.hours('dst', 0).map(({ lines: count, outcome }) => [count, outcome]);
  await look();
  expect(logs.exchanges('dst', '401').length).toBe(2);
  // Of the first file of each hour.
  expect(hours()).toEqual([
    [5, 'refused'],
    [3, 'refused'],
  ]);
  expect(read).toEqual([`dst ${second} 5`, `dst ${third} 3`]);
  isWhole = true;
  stage.time = noon + hour;
  await look();
  expect([logs.exchanges('dst', '401').length, asked.length]).toEqual([3, 4]);
  expect(hours()).toEqual([
    [8, '1 of 9 lines of an hour are not understood'],
    [3, ''],
  ]);
});

test('an hour that was read and is refused later keeps its lines: they are there all the same', async () => {
  const stage = await storeStage();
  let isRefused = false;
  const { look, logs } = await program(stage, files, {
    links: async ({ hour: at }) => {
      if (isRefused) throw problem('not-in-plan');
      return { value: Object.keys(files).filter((name) => name.startsWith(iso(at))), problems: [] };
    },
  });
  await look();
  isRefused = true;
  stage.time = noon + 15 * minute;
  await look();
  expect(logs.hours('dst', 0).map(({ lines: count, outcome }) => [count, outcome])).toEqual([
    [8, 'refused'],
    [3, ''],
  ]);
  const eyes = logEyes({ logs, collectionOf: () => 'c', sent: () => new Map(), now: () => stage.time });
  expect(eyes.failureLogState('dst')).toMatchObject({ newest: noon - 2 * hour, problem: 'refused' });
});

test('why an hour could not be read is kept before anybody is told of it', async () => {
  const stage = await storeStage();
  const kept: unknown[] = [];
  const own: { logs?: FailureLogs } = {};
  const { look, logs } = await program(stage, files, {
    links: async () => {
      throw problem('not-in-plan');
    },
    onProblem: (id) => kept.push(own.logs?.hours(id, 0).map(({ outcome }) => outcome)),
  });
  own.logs = logs;
  await look();
  expect(kept).toEqual([['refused']]);
});

test('an hour of more files than are read is read, not asked for again because of it, and said to be not whole', async () => {
  const stage = await storeStage();
  const many = Object.fromEntries(
    Array.from({ length: 53 }, (_, index) => [`${second}/${index}`, lines(`x${index}`, [`m${index}`])]),
  );
  const { look, asked, read, logs } = await program(stage, many);
  await look();
  await look();
  expect(asked).toEqual([`c ${second}`, `c ${third}`]);
  expect(read).toEqual([`dst ${second} 150`]);
  const eyes = logEyes({ logs, collectionOf: () => 'c', sent: () => new Map(), now: () => stage.time });
  expect(eyes.failureLogState('dst')).toMatchObject({
    problem: undefined,
    leftOut: '3 of 53 log files of an hour are left out',
  });
  expect(eyes.samples({ destinationId: 'dst', reason: '500' })).toMatchObject({
    why: expect.stringContaining('3 of 53 log files of an hour are left out'),
  });
});

/** A duty without a store: when it looks again, and how often a timer was taken back. */
function looking() {
  const waits: number[] = [];
  let run: (() => void) | undefined;
  let cancelled = 0;
  let next = Promise.withResolvers<void>();
  let looks = 0;
  const duty = logDuty({
    clock: {
      now: () => noon,
      setTimer: (given, ms) => {
        waits.push(ms);
        run = given;
        next.resolve();
        return () => {
          cancelled += 1;
        };
      },
    },
    store: () => {
      looks += 1;
      return undefined;
    },
    failing: () => [],
    links: async () => ({ value: [], problems: [] }),
    download: async function* () {},
  });
  const waited = async (work: () => void): Promise<void> => {
    next = Promise.withResolvers();
    work();
    await next.promise;
  };
  return { duty, waits, waited, look: () => waited(() => run?.()), facts: () => ({ looks, cancelled }) };
}

test('while nothing is known to fail it looks each second for a minute, then every twenty', async () => {
  const { waits, look } = looking();
  for (let count = 0; count < 62; count += 1) await look();
  expect(waits).toEqual([0, ...Array.from({ length: 60 }, () => 1000), 20_000, 20_000]);
});

test('asked to hurry it looks at once, and not twice at the same time', async () => {
  const { duty, waited, facts } = looking();
  await waited(() => {
    duty.hurry();
    duty.hurry();
  });
  expect(facts()).toEqual({ looks: 1, cancelled: 1 });
  await waited(() => duty.hurry());
  expect(facts()).toEqual({ looks: 2, cancelled: 2 });
  duty.end();
  duty.hurry();
  expect(facts()).toEqual({ looks: 2, cancelled: 3 });
});

test('a limit that does not say how long it lasts is kept to for an hour', async () => {
  const stage = await storeStage();
  const { look, asked, logs } = await program(stage, files, {
    links: async () => {
      throw problem('rate-limited');
    },
  });
  await look();
  expect([asked, logs.used()]).toEqual([[], { taken: 1, until: noon + hour }]);
});

test('after its end nothing is asked for any more', async () => {
  const stage = await storeStage();
  const { look, duty, isWaiting, asked } = await program(stage, files);
  await look();
  duty.end();
  expect([isWaiting(), asked.length]).toEqual([false, 2]);
});
