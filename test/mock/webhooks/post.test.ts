import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { understand } from '../../../source/collect/understand.ts';
import { WebhookMessages } from '../../../source/mock/webhooks/messages.ts';
import { postWebhooks } from '../../../source/mock/webhooks/post.ts';
import type { Row } from '../../../source/mock/world.ts';
import { named, now, worldOf } from '../worlds.ts';

it('what happens in the workspace is sent once: events, blocked events whole, and a report of each violation', async () => {
  const world = await worldOf('everything');
  const messages = new WebhookMessages(world);
  const sent = messages.next();
  const ids = sent.map(({ messageId }) => messageId);
  const times = sent.map(({ timestamp }) => Date.parse(String(timestamp)));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  for (const [place, { event, properties }] of sent.entries())
    if (event === 'Violation Generated') expect(ids.indexOf((properties as Row).eventMessageID)).toBeLessThan(place);
  expect(new Set(ids).size).toBe(ids.length);
  expect(messages.next()).toEqual([]);
  const understood = sent.map((each) => understand(each, { keep: 'all', now }));
  expect(understood.filter(({ kind }) => kind !== 'kept')).toEqual([]);
  const violations = understood.flatMap((each) => (each.kind === 'kept' ? each.of.violations : []));
  const ios = String(named(world, 'sources', 'iOS').id);
  for (const basis of ['forwarded', 'collected'])
    expect(violations).toContainEqual(
      expect.objectContaining({
        basis,
        sourceId: ios,
        kind: 'Invalid Type',
        field: 'properties.total',
        appVersion: '5.3.0',
      }),
    );
});

it('of a workspace without sources there is nothing to send', async () => {
  expect(new WebhookMessages(await worldOf('empty')).next()).toEqual([]);
});

interface Taken {
  readonly signature: unknown;
  readonly events: readonly Row[];
}

it('a receiver that is away gets everything when it is back, some of it twice and some with a wrong signature', async () => {
  const stop = new AbortController();
  const taken: Taken[] = [];
  let asked = 0;
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      asked += 1;
      if (asked > 2)
        taken.push({ signature: request.headers['x-signature'], events: [JSON.parse(body) as Row | Row[]].flat() });
      response.writeHead(asked > 2 ? 202 : 503).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    stop.abort();
    server.closeAllConnections();
    server.close();
  });
  const states: string[] = [];
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/collect/default`;
  const world = await worldOf('everything');
  const expected = new WebhookMessages(world).next().length;
  const posting = postWebhooks({
    world,
    url,
    secret: 's',
    badSignatures: 50,
    stop: stop.signal,
    onState: (state) => void states.push(state),
  });
  const good = () =>
    taken.filter(
      ({ signature, events: [first] }) =>
        signature === createHmac('sha1', 's').update(JSON.stringify(first)).digest('hex'),
    );
  const ids = () => good().flatMap(({ events }) => events.map(({ messageId }) => messageId));
  await expect.poll(() => new Set(ids()).size, { timeout: 30_000 }).toBe(expected);
  await expect.poll(() => ids().length, { timeout: 30_000 }).toBeGreaterThan(expected);
  expect(taken.length).toBeGreaterThan(good().length);
  expect(states).toEqual(['webhooks are not taken: 503', 'webhooks are taken']);
  stop.abort();
  await posting;
});

it('a receiver that nobody answers at is told of as that', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const stop = new AbortController();
  const states: string[] = [];
  await postWebhooks({
    world: await worldOf('everything'),
    url: `http://127.0.0.1:${port}/collect/default`,
    stop: stop.signal,
    onState: (state) => {
      states.push(state);
      stop.abort();
    },
  });
  expect(states).toEqual(['webhooks are not taken: no answer']);
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString();
}
