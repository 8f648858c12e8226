import type { IncomingMessage } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { alertMeans } from '../../source/commands/alerts/means.ts';
import { hour, minute, second } from '../../source/domain/time.ts';
import type { Edge } from '../../source/domain/watch/alerts/alert.ts';
import { memoryBook } from '../../source/domain/watch/alerts/book.ts';
import type { Channel, Preset } from '../../source/domain/watch/alerts/settings.ts';
import { courierOf, type Means, pauseAfter, sendOver, waitOf } from '../../source/tell/courier.ts';
import { loopbackServer } from '../harness/loopback-server.ts';
import { noon, told } from './alert.ts';

/** A server that keeps what was posted, answers as it is told, and knows nothing else. */
async function receiver(answers: readonly (readonly [status: number, retryAfter?: string])[] = []) {
  const bodies: { readonly headers: IncomingMessage['headers']; readonly body: unknown }[] = [];
  const server = await loopbackServer((request, response, number) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      bodies.push({ headers: request.headers, body: JSON.parse(text) });
      const [status, retryAfter] = answers[number] ?? [200];
      response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end('ok');
    });
  });
  onTestFinished(() => server.close());
  return { url: server.url, bodies };
}

const webhook = (preset: Preset, url: string, key?: string): Channel => ({
  kind: 'webhook',
  preset,
  url: { kind: 'config', value: url },
  key: key === undefined ? undefined : { kind: 'environment', name: key },
});

describe('what is posted', () => {
  it('json: one object an edge, its fields as they are documented', async () => {
    const { url, bodies } = await receiver();
    const means = alertMeans({ BEARER: 'bearer-of-json' }, () => noon);
    expect(await sendOver(webhook('json', url, 'BEARER'), told('new'), means)).toEqual({ kind: 'sent' });
    expect(bodies[0]?.headers).toMatchObject({
      authorization: 'Bearer bearer-of-json',
      'content-type': 'application/json',
    });
    expect(bodies[0]?.body).toEqual({
      id: 'delivery:destination/abc',
      rule: 'delivery-rate',
      state: 'new',
      severity: 'critical',
      workspace: 'acme',
      subject: { type: 'destination', id: 'abc', name: 'Braze <!channel> & Co' },
      sentence: 'Braze <!channel> & Co: LOST 401, 94% failing; segtop open destination/abc',
      since: '2026-01-15T11:59:00.000Z',
      numbers: { failedPercent: 94 },
      cause: { type: 'Destination Modified', actor: 'ana', resource: 'Braze', at: '2026-01-15T11:58:00.000Z' },
      open: 'segtop open destination/abc',
      url: 'https://app.segment.com/acme/connections/destinations',
    });
  });

  it('slack: a text and blocks, in which names call nobody (rule 235)', async () => {
    const { url, bodies } = await receiver();
    await sendOver(
      webhook('slack', url),
      told('resolved'),
      alertMeans({}, () => noon),
    );
    const { text, blocks } = bodies[0]!.body as { text: string; blocks: readonly Record<string, never>[] };
    expect(text).toMatch(/^Resolved: Braze &lt;!channel&gt; &amp; Co · .*resolved, was LOST 401/);
    expect(blocks).toEqual([
      { type: 'header', text: { type: 'plain_text', text: 'Resolved: Braze <!channel> & Co', emoji: true } },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: expect.stringMatching(/^:large_green_circle: Braze &lt;!channel/) },
      },
      {
        type: 'context',
        elements: [{ type: 'mrkdwn', text: expect.stringMatching(/acme · critical · since <!date\^1768478340\^/) }],
      },
    ]);
  });

  it('pagerduty: trigger, acknowledge and resolve with one key, and a key that is nowhere else (rule 236)', async () => {
    const { url, bodies } = await receiver([[202], [202], [202], [202]]);
    const means = alertMeans({ PD: 'routing-key-0123456789abcdef' }, () => noon);
    const channel = webhook('pagerduty', url, 'PD');
    for (const outgoing of [
      told('new'),
      { ...told('new'), kind: 'acknowledged' as const },
      told('escalating'),
      told('resolved'),
    ])
      await sendOver(channel, outgoing, means);
    const events = bodies.map(({ body }) => body as Record<string, unknown>);
    expect(events.map(({ event_action: action }) => action)).toEqual(['trigger', 'acknowledge', 'trigger', 'resolve']);
    expect(new Set(events.map(({ dedup_key: key }) => key))).toEqual(new Set(['segtop/acme/delivery:destination/abc']));
    expect(events.every(({ routing_key: key }) => key === 'routing-key-0123456789abcdef')).toBe(true);
    expect(events[0]?.payload).toEqual({
      summary: told('new').message.sentence,
      source: 'acme',
      severity: 'critical',
      timestamp: '2026-01-15T11:59:00.000Z',
      component: 'Braze <!channel> & Co',
      class: 'delivery-rate',
      custom_details: {
        failedPercent: 94,
        state: 'new',
        cause: told('new').message.cause,
        open: 'segtop open destination/abc',
      },
    });
    expect(Object.keys(events[3] ?? {})).toEqual(['routing_key', 'event_action', 'dedup_key']);
  });

  it('a failure says what was answered, and never the address or the key', async () => {
    const { url } = await receiver([[404]]);
    const means = alertMeans({ KEY: 'secret-key-0123' }, () => noon);
    const secret = `${url}/services/T000/B000/secret-path`;
    expect(await sendOver(webhook('json', secret, 'KEY'), told('new'), means)).toEqual({
      kind: 'failed',
      reason: 'answered 404',
      retryAfter: undefined,
    });
    const dead = await sendOver(webhook('json', 'http://127.0.0.1:1/secret-path', 'KEY'), told('new'), means);
    expect(dead).toEqual({ kind: 'failed', reason: 'no answer (ECONNREFUSED)' });
    expect(await sendOver(webhook('json', url, 'UNSET'), told('new'), means)).toEqual({
      kind: 'failed',
      reason: 'UNSET is not set',
    });
  });
});

describe('programs', () => {
  const node = process.execPath;
  const means = alertMeans({}, () => noon);
  it('a command gets the alert as JSON on its input', async () => {
    const check =
      "let t='';process.stdin.on('data',d=>t+=d).on('end',()=>process.exit(JSON.parse(t).id==='delivery:destination/abc'?0:3))";
    expect(await sendOver({ kind: 'command', argv: [node, '-e', check] }, told('new'), means)).toEqual({
      kind: 'sent',
    });
  });

  it('one of the desktop gets a title and a sentence as its last arguments', async () => {
    const check =
      "process.exit(process.argv[1]==='segtop New: Braze <!channel> & Co'&&/^Braze/.test(process.argv[2])?0:3)";
    expect(await sendOver({ kind: 'desktop', argv: [node, '-e', check] }, told('new'), means)).toEqual({
      kind: 'sent',
    });
  });

  it('one that fails or is not there has failed', async () => {
    const failed = (argv: readonly string[]) => sendOver({ kind: 'command', argv }, told('new'), means);
    expect(await failed([node, '-e', 'process.exit(4)'])).toEqual({ kind: 'failed', reason: 'ended with exit code 4' });
    expect(await failed(['/nowhere/at/all'])).toEqual({ kind: 'failed', reason: 'could not be started (ENOENT)' });
  });
});

/** Means of which only the answer of a server matters. */
const answering = (status: number): Means => ({
  now: () => noon,
  secret: () => Promise.resolve('http://127.0.0.1'),
  forget: () => undefined,
  run: () => Promise.resolve(),
  post: () => Promise.resolve({ status }),
});

it.each([
  [199, false],
  [200, true],
  [204, true],
  [299, true],
  [300, false],
  [302, false],
  [410, false],
  [500, false],
])('an alert that was answered with %d was taken: %s', async (status, isTaken) => {
  const outcome = await sendOver(webhook('json', 'http://127.0.0.1'), told('new'), answering(status));
  expect(outcome).toEqual(isTaken ? { kind: 'sent' } : { kind: 'failed', reason: `answered ${status}` });
});

it.each([
  [200, []],
  [302, []],
  [400, ['url', 'key']],
  [401, ['url', 'key']],
  [404, ['url', 'key']],
  [408, []],
  [429, []],
  [499, ['url', 'key']],
  [500, []],
])('after %d what was got of commands is got anew: %j', async (status, expected) => {
  const forgotten: (string | undefined)[] = [];
  const means: Means = {
    ...answering(status),
    forget: (source) => void forgotten.push(source.kind === 'command' ? String(source.command) : undefined),
  };
  const channel: Channel = {
    kind: 'webhook',
    preset: 'json',
    url: { kind: 'command', command: 'url' },
    key: { kind: 'command', command: 'key' },
  };
  await sendOver(channel, told('new'), means);
  expect(forgotten).toEqual(expected);
  await sendOver({ ...channel, preset: 'pagerduty', url: undefined }, told('new'), means);
  expect(forgotten).toEqual(expected.length > 0 ? [...expected, 'key'] : []);
});

it('what has no address of its own is posted to PagerDuty (rule 236)', async () => {
  const posted: string[] = [];
  const post = (url: string) => Promise.resolve({ status: posted.push(url) && 202 });
  const channel: Channel = {
    kind: 'webhook',
    preset: 'pagerduty',
    url: undefined,
    key: { kind: 'config', value: 'k' },
  };
  expect(await sendOver(channel, told('new'), { ...answering(202), post })).toEqual({ kind: 'sent' });
  expect(posted).toEqual(['https://events.pagerduty.com/v2/enqueue']);
});

it('no program is started for what is no edge, and what says nothing of why it failed has failed', async () => {
  const started: (readonly string[])[] = [];
  const run = (argv: readonly string[]) => Promise.resolve(void started.push(argv));
  const acknowledged = { ...told('new'), kind: 'acknowledged' as const };
  const means = answering(200);
  for (const kind of ['command', 'desktop'] as const)
    expect(await sendOver({ kind, argv: ['notify'] }, acknowledged, { ...means, run })).toEqual({ kind: 'sent' });
  expect(started).toEqual([]);
  await sendOver({ kind: 'desktop', argv: ['notify', '-u'] }, told('new'), { ...means, run });
  expect(started).toEqual([['notify', '-u', 'segtop New: Braze <!channel> & Co', told('new').message.sentence]]);
  // A name is foreign text: what it begins with must be no option of the program.
  const { kind, message } = told('new');
  const dashed = { kind, message: { ...message, sentence: '--icon=x: LOST 401' } };
  await sendOver({ kind: 'desktop', argv: ['notify'] }, dashed, { ...means, run });
  expect(started[1]).toEqual(['notify', 'segtop New: Braze <!channel> & Co', ' --icon=x: LOST 401']);
  const thrown = { ...means, run: () => Promise.reject(undefined) };
  expect(await sendOver({ kind: 'command', argv: ['x'] }, told('new'), thrown)).toEqual({
    kind: 'failed',
    reason: 'it failed',
  });
});

describe('pauses', () => {
  it.each([
    ['7', 7 * second],
    [' 0 ', 0],
    [undefined, undefined],
    ['', undefined],
    ['3600', hour],
    ['3601', hour],
    ['Fri, 16 Jan 2026 12:00:00 GMT', hour],
    ['Thu, 15 Jan 2026 12:00:09 GMT', 9 * second],
    ['Thu, 15 Jan 2026 11:00:00 GMT', 0],
    ['999999', hour],
    ['soon', undefined],
  ])('Retry-After: %s', (header, expected) => {
    expect(waitOf(header, noon)).toBe(expected);
  });

  it.each([
    [0, undefined, 5 * second],
    [1, undefined, 10 * second],
    [5, undefined, 160 * second],
    [6, undefined, 5 * minute],
    [9, undefined, 5 * minute],
    [5000, undefined, 5 * minute],
    [0, 4 * second, 5 * second],
    [9, hour, hour],
    [1, 60 * second, 60 * second],
  ])('after %d attempts, asked for %s', (attempts, asked, expected) => {
    expect(pauseAfter(attempts, asked)).toBe(expected);
  });
});

it('a channel that is dead for an hour gets everything once, and each alert in its order', async () => {
  let now = noon;
  const book = memoryBook(() => now);
  const taken: string[] = [];
  let isDead = true;
  const means: Means = {
    now: () => now,
    secret: () => Promise.resolve('http://127.0.0.1'),
    forget: () => undefined,
    run: () => Promise.resolve(),
    post: (_, body) => {
      if (isDead) return Promise.resolve({ status: 503, retryAfter: '20' });
      const { id, state } = body as { id: string; state: string };
      taken.push(`${id} ${state}`);
      return Promise.resolve({ status: 200 });
    },
  };
  const courier = courierOf({ ops: webhook('json', 'http://127.0.0.1') }, means);
  const say = (id: string, edge: Edge) =>
    book.change((records) => ({
      records,
      send: [{ channel: 'ops', kind: 'edge', message: { ...told(edge).message, id } }],
    }));
  say('a', 'new');
  for (let passed = 0; passed < 60; passed += 1) {
    if (passed === 10) say('b', 'new');
    if (passed === 20) say('a', 'resolved');
    courier.deliver(book);
    await courier.idle();
    now += minute;
  }
  expect(book.troubles()).toEqual([{ channel: 'ops', reason: 'answered 503', since: noon, waiting: 3, givenUp: 0 }]);
  isDead = false;
  for (let passed = 0; passed < 10; passed += 1) {
    courier.deliver(book);
    await courier.idle();
    now += minute;
  }
  expect(taken.toSorted()).toEqual(['a new', 'a resolved', 'b new']);
  expect(taken.indexOf('a new')).toBeLessThan(taken.indexOf('a resolved'));
  expect(book.troubles()).toEqual([]);
});

it('nothing is claimed after the end: the next program may send it at once', async () => {
  const book = memoryBook(() => noon);
  book.change((records) => ({
    records,
    send: ['a', 'b'].map((id) => ({ channel: 'ops', kind: 'edge', message: { ...told('new').message, id } })),
  }));
  const posted: string[] = [];
  const means: Means = {
    now: () => noon,
    secret: () => Promise.resolve('http://127.0.0.1'),
    forget: () => undefined,
    run: () => Promise.resolve(),
    post: (_, body) => {
      posted.push((body as { id: string }).id);
      courier.end();
      return Promise.resolve({ status: 200 });
    },
  };
  const courier = courierOf({ ops: webhook('json', 'http://127.0.0.1') }, means);
  courier.deliver(book);
  await courier.idle();
  expect(posted).toEqual(['a']);
  expect(book.claim(['ops'])?.message.id).toBe('b');
});

it('what waits goes out in one go; after the end, or without a channel, nothing is taken up', async () => {
  const book = memoryBook(() => noon);
  const { message } = told('new');
  const send = (...ids: readonly string[]) =>
    book.change((records) => ({
      records,
      send: ids.map((id) => ({ channel: 'ops', kind: 'edge', message: { ...message, id } })),
    }));
  const posted: string[] = [];
  const means: Means = {
    ...alertMeans({}, () => noon),
    post: (_, body) => {
      posted.push((body as { id: string }).id);
      return Promise.resolve({ status: 200 });
    },
  };
  send('a', 'b', 'c');
  const nobody = courierOf({}, means);
  nobody.deliver(book);
  await nobody.idle();
  const courier = courierOf({ ops: webhook('json', 'http://127.0.0.1') }, means);
  courier.deliver(book);
  courier.deliver(book);
  await courier.idle();
  expect(posted).toEqual(['a', 'b', 'c']);
  send('d');
  courier.end();
  courier.deliver(book);
  await courier.idle();
  expect(posted).toEqual(['a', 'b', 'c']);
  expect(book.claim(['ops'])?.message.id).toBe('d');
});

it('a receiver without a word for an acknowledgement is asked nothing, not even its secret', async () => {
  const asked: string[] = [];
  const means: Means = {
    ...alertMeans({}, () => noon),
    secret: () => Promise.reject(new Error('no secret')),
    post: (url) => {
      asked.push(url);
      return Promise.resolve({ status: 500 });
    },
  };
  const of = (preset: Preset) =>
    sendOver(webhook(preset, 'u'), { kind: 'acknowledged', message: told('new').message }, means);
  expect([await of('slack'), await of('json'), asked]).toEqual([{ kind: 'sent' }, { kind: 'sent' }, []]);
});

it.each([
  ['behind', -1],
  ['ahead of', 1],
])('a clock of the workspace that is %s that of the host changes no pause between attempts', async (_, sign) => {
  let now = noon;
  const book = memoryBook(() => now);
  let attempts = 0;
  const means: Means = {
    now: () => now + sign * 30 * minute,
    secret: () => Promise.resolve('http://127.0.0.1'),
    forget: () => undefined,
    run: () => Promise.resolve(),
    post: () => {
      attempts += 1;
      if (attempts > 3) courier.end();
      return Promise.resolve({ status: 503 });
    },
  };
  const courier = courierOf({ ops: webhook('json', 'http://127.0.0.1') }, means);
  book.change((records) => ({ records, send: [{ channel: 'ops', kind: 'edge', message: told('new').message }] }));
  const counts: number[] = [];
  for (const pause of [0, 4, 1]) {
    now += pause * second;
    courier.deliver(book);
    await courier.idle();
    counts.push(attempts);
  }
  expect(counts).toEqual([1, 1, 2]);
});
