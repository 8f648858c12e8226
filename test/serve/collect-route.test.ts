import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { collectRoutes } from '../../source/serve/collect-route.ts';
import { eventLog } from '../../source/serve/event-log.ts';
import { listen } from '../../source/serve/http.ts';
import type { Daemon, Post, Route } from '../../source/serve/ports.ts';
import { profileCollector } from '../../source/serve/profile-collector.ts';
import { type HostClock, hostClock } from '../../source/store/shared-store.ts';
import { event, violating, violation } from '../collect/stage.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const secret = 's3cret';
const sign = (text: string) => createHmac('sha1', secret).update(text).digest('hex');

interface Stage {
  readonly url: string;
  readonly daemon: Daemon;
  readonly lines: string[];
  send(path: string, body: string, headers?: Readonly<Record<string, string>>, method?: string): Promise<Response>;
}

async function stage({
  own = secret,
  isKnown = true,
  isKnownNow = () => isKnown,
  clock = hostClock,
  settings = { collect: { keep: 'all', days: 7 } },
}: {
  own?: string;
  isKnown?: boolean;
  isKnownNow?: () => boolean;
  clock?: HostClock;
  settings?: object;
} = {}): Promise<Stage> {
  const stateDir = await temporaryFolder();
  const lines: string[] = [];
  const log = eventLog({ write: (line) => void lines.push(line) });
  const post = {
    profile: 'prod',
    log,
    stateDir,
    workspaceId: () => (isKnownNow() ? 'w' : undefined),
    settings,
  };
  const collector = profileCollector(post as unknown as Post, own || undefined, clock);
  const unknown = new Map<number, number>();
  const daemon: Daemon = {
    posts: [],
    log,
    startedAt: 0,
    collectors: new Map([['prod', collector]]),
    unknown: { answered: (status) => void unknown.set(status, (unknown.get(status) ?? 0) + 1), counts: () => unknown },
    mayLook: () => true,
  };
  const server = await listen({ host: '127.0.0.1', port: 0 }, collectRoutes(daemon), log);
  onTestFinished(async () => {
    await server.close();
    collector.end();
  });
  const send: Stage['send'] = (path, body, headers = {}, method = 'POST') =>
    fetch(server.url + path, { method, body, headers: { 'content-type': 'application/json', ...headers } });
  return { url: server.url, daemon, lines, send };
}

const one = JSON.stringify(violation('sch-1'));
const batch = JSON.stringify([violation('sch-2'), violation('sch-1'), violating('node-1'), { no: 'event' }]);
const first = JSON.stringify(violation('sch-2'));

describe('what is taken', () => {
  it('is told event by event, each id once, whatever method and proof it comes with', async () => {
    const { send, daemon } = await stage();
    const answers = [
      await send('/collect/prod', one, { 'x-signature': sign(one) }),
      await send('/collect/prod', batch, { 'x-signature': sign(first) }, 'PUT'),
      await send(
        '/collect/prod?source=hook',
        JSON.stringify(event('e', { projectId: undefined })),
        { authorization: `Bearer ${secret}` },
        'PATCH',
      ),
      await send(`/collect/prod/${secret}`, JSON.stringify([event('e'), event('f')]), {
        'content-type': 'application/json; charset=utf-8',
      }),
    ];
    expect(await Promise.all(answers.map(async (answer) => [answer.status, await answer.json()]))).toEqual([
      [202, { accepted: 1, duplicates: 0, leftOut: 0, invalid: 0 }],
      [202, { accepted: 2, duplicates: 1, leftOut: 0, invalid: 1 }],
      [202, { accepted: 1, duplicates: 0, leftOut: 0, invalid: 0 }],
      // The first came from another source under that id.
      [202, { accepted: 2, duplicates: 0, leftOut: 0, invalid: 0 }],
    ]);
    expect(daemon.collectors.get('prod')?.counts()).toMatchObject({
      requests: new Map([[202, 4]]),
      kept: 6,
      duplicates: 1,
      invalid: 1,
    });
  });

  it('needs no proof where there is no secret', async () => {
    const { send } = await stage({ own: '' });
    expect((await send('/collect/prod', one)).status).toBe(202);
    expect((await send('/collect/prod/', one)).status).toBe(202);
    expect((await send('/collect/prod/guess', one)).status).toBe(401);
    expect((await send('/collect/prod', one, { origin: 'https://example.com' })).status).toBe(401);
  });
});

describe('what is refused', () => {
  const signed = { 'x-signature': sign(one) };
  it.each<[number, string, string, string, Readonly<Record<string, string>>, string?]>([
    [401, 'no signature', '/collect/prod', one, {}],
    [401, 'a wrong signature', '/collect/prod', one, { 'x-signature': sign(`${one} `) }],
    [
      401,
      'the signature of another event of the batch',
      '/collect/prod',
      batch,
      { 'x-signature': sign(JSON.stringify(violating('node-1'))) },
    ],
    [401, 'a wrong bearer', '/collect/prod', one, { authorization: 'Bearer s3creT' }],
    [401, 'an empty path', '/collect/prod/', one, {}],
    [401, 'a wrong path', '/collect/prod/s3creT', one, {}],
    [404, 'another profile', '/collect/staging', one, signed],
    [405, 'a GET', '/collect/prod', '', {}, 'GET'],
    [415, 'a form', '/collect/prod', one, { ...signed, 'content-type': 'application/x-www-form-urlencoded' }],
    [415, 'gzip', '/collect/prod', one, { ...signed, 'content-encoding': 'gzip' }],
    [400, 'half an event', '/collect/prod', '{"type":', { 'x-signature': sign('{"type":') }],
    [400, 'an empty list', '/collect/prod', '[]', { 'x-signature': sign('[]') }],
    [400, 'no event', '/collect/prod', '7', { 'x-signature': sign('7') }],
    [400, 'nothing that is an event', '/collect/prod', '[1,{}]', { authorization: `Bearer ${secret}` }],
    [400, 'too many', '/collect/prod', JSON.stringify(Array(4001).fill(1)), { authorization: `Bearer ${secret}` }],
  ])('%i: %s', async (status, _, path, body, headers, method) => {
    const { daemon, url, lines } = await stage();
    const answer = await fetch(url + path, {
      method: method ?? 'POST',
      ...(method === 'GET' ? {} : { body }),
      headers: { 'content-type': 'application/json', ...headers },
    });
    const { error } = (await answer.json()) as { readonly error: string };
    expect([answer.status, typeof error]).toEqual([status, 'string']);
    if (status === 405) expect(answer.headers.get('allow')).toBe('POST, PUT, PATCH');
    const counts = status === 404 ? daemon.unknown.counts() : daemon.collectors.get('prod')?.counts().requests;
    expect(counts).toEqual(new Map([[status, 1]]));
    expect(lines.join('')).not.toContain(secret);
  });

  it('413: a body that is said to be too large, before it was sent', async () => {
    const { url, daemon } = await stage();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const head = [
      'POST /collect/prod HTTP/1.1',
      'host: x',
      'content-type: application/json',
      'content-length: 40000000',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n[`);
    const answer = await new Promise<string>((resolve) => void socket.once('data', (data) => resolve(String(data))));
    socket.destroy();
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(daemon.collectors.get('prod')?.counts().requests).toEqual(new Map([[413, 1]]));
  });

  it('413 and 503: bodies of more than 32 MB, and of more than 96 MB that come at once, which then end', async () => {
    const { daemon } = await stage();
    const [{ handle }] = collectRoutes(daemon) as [Route];
    const megabyte = Buffer.alloc(1024 * 1024);
    const post = (megabytes: number, more: number, end: Promise<void> = Promise.resolve()) => {
      const answer: { status?: number; headers?: object } = {};
      const request = {
        ...{ method: 'POST', url: '/collect/prod', complete: true, resume: () => undefined },
        headers: { 'content-type': 'application/json' },
        iterator: async function* () {
          for (let sent = 0; sent < megabytes; sent += 1) yield megabyte;
          if (more > 0) yield megabyte.subarray(0, more);
          await end;
          throw new Error('gone');
        },
      } as unknown as IncomingMessage;
      const response = {
        ...{ req: request, end: () => undefined },
        writeHead: (status: number, headers: object) => Object.assign(answer, { status, headers }),
      } as unknown as ServerResponse;
      return Promise.resolve(handle(request, response, { profile: 'prod' })).then(
        () => answer,
        (thrown: Error) => thrown.message,
      );
    };
    expect(await post(32, 0)).toBe('gone');
    expect(await post(32, 1)).toMatchObject({ status: 413 });
    const { promise, resolve } = Promise.withResolvers<void>();
    const open = [post(32, 0, promise), post(32, 0, promise), post(31, 0, promise)];
    await new Promise(setImmediate);
    expect(await post(1, 0)).toBe('gone');
    expect(await post(1, 1)).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    resolve();
    expect(await Promise.all(open)).toEqual(['gone', 'gone', 'gone']);
    expect(await post(32, 0)).toBe('gone');
    expect(daemon.collectors.get('prod')?.counts().requests).toEqual(
      new Map([
        [413, 1],
        [503, 1],
      ]),
    );
  });

  it('503 with the time to come back, while it cannot be kept', async () => {
    const { send } = await stage({ isKnown: false });
    const answer = await send('/collect/prod', one, { 'x-signature': sign(one) });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  });
});

it('when an event was kept last is known, and what was left out is counted; a repetition is neither', async () => {
  let now = Date.UTC(2026, 0, 15, 12);
  const clock: HostClock = { ...hostClock, now: () => now };
  const { send, daemon } = await stage({ own: '', clock, settings: {} });
  const counts = () => {
    const { kept, duplicates, leftOut, invalid, lastAt } = daemon.collectors.get('prod')!.counts();
    return { kept, duplicates, leftOut, invalid, lastAt };
  };
  expect(counts()).toEqual({ kept: 0, duplicates: 0, leftOut: 0, invalid: 0, lastAt: undefined });
  await send('/collect/prod', JSON.stringify([event('plain'), violation('sch-1')]));
  const first = { kept: 1, duplicates: 0, leftOut: 1, invalid: 0, lastAt: now };
  expect(counts()).toEqual(first);
  now += 1000;
  await send('/collect/prod', JSON.stringify([event('plain'), violation('sch-1'), 7]));
  expect(counts()).toEqual({ ...first, duplicates: 1, leftOut: 2, invalid: 1 });
});

it('that events are not kept, and that they are again, is one line of the log each', async () => {
  let now = Date.UTC(2026, 0, 15, 12);
  let isKnown = false;
  const { daemon, lines } = await stage({ clock: { ...hostClock, now: () => now }, isKnownNow: () => isKnown });
  const answers: unknown[] = [];
  for (const is of [false, false, true, true]) {
    isKnown = is;
    // A file that cannot be opened is tried again after two seconds.
    now += 2000;
    const taken = daemon.collectors.get('prod')!.take([violation('sch-1')], undefined);
    if (!is) now += 4000;
    answers.push(await taken);
  }
  const kept = { leftOut: 0, invalid: 0 };
  expect(answers).toEqual([
    { kind: 'refused', why: 'unavailable' },
    { kind: 'refused', why: 'unavailable' },
    { ...kept, accepted: 1, duplicates: 0 },
    { ...kept, accepted: 0, duplicates: 1 },
  ]);
  const said = lines.map((line) => JSON.parse(line) as { readonly event: string; readonly level: string });
  expect(said.map(({ event, level }) => [level, event])).toEqual([
    ['warn', 'events are not kept'],
    ['info', 'events are kept'],
  ]);
});

it('what came in a minute is one line of the log', async () => {
  const due: (() => void)[] = [];
  const clock: HostClock = {
    now: Date.now,
    setTimer: (run, ms) => {
      if (ms < 60_000) return hostClock.setTimer(run, ms);
      due.push(run);
      return () => undefined;
    },
  };
  const { send, lines } = await stage({ clock });
  await send('/collect/prod', batch, { 'x-signature': sign(first) });
  await send('/collect/prod', batch, {});
  due.splice(0).forEach((run) => void run());
  due.splice(0).forEach((run) => void run());
  expect(lines.map((line) => ({ ...(JSON.parse(line) as object), time: undefined }))).toEqual([
    { level: 'info', event: 'collected', requests: 2, refused: 1, kept: 3, duplicates: 0, leftOut: 0, invalid: 1 },
  ]);
});
