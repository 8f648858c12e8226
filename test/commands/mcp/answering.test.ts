import { PassThrough } from 'node:stream';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { expect, test } from 'vitest';
import { AnsweringTransport } from '../../../source/commands/mcp/answering.ts';

/** A transport whose ends the test has: what comes in, what was handed on, and how often all had been answered. */
async function opened() {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  const transport = new AnsweringTransport(stdin, stdout);
  const heard: unknown[] = [];
  transport.onmessage = (message) => void heard.push(message);
  await transport.start();
  let ends = 0;
  const whenAnswered = () =>
    transport.whenAnswered(() => {
      ends += 1;
    });
  const come = async (message: object) => {
    const before = heard.length;
    stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    await expect.poll(() => heard.length).toBe(before + 1);
  };
  const answer = (message: object) => transport.send({ jsonrpc: '2.0', ...message } as JSONRPCMessage);
  return { transport, stdin, heard, come, answer, whenAnswered, ends: () => ends };
}

test('where nothing was asked, all is answered at once; what is handed on is what came', async () => {
  const { transport, heard, come, whenAnswered, ends } = await opened();
  await come({ method: 'notifications/initialized' });
  whenAnswered();
  expect([ends(), heard]).toEqual([1, [{ jsonrpc: '2.0', method: 'notifications/initialized' }]]);
  await transport.close();
});

test('the end waits for the last answer, and comes once', async () => {
  const { transport, come, answer, whenAnswered, ends } = await opened();
  await come({ id: 1, method: 'tools/list' });
  await come({ id: 'b', method: 'tools/list' });
  whenAnswered();
  await answer({ id: 1, result: {} });
  // Neither what is told without being asked nor a question to whoever asks is an answer.
  await answer({ method: 'notifications/message', params: {} });
  await answer({ id: 'b', method: 'ping' });
  expect(ends()).toBe(0);
  await answer({ id: 'b', error: { code: 1, message: 'no' } });
  expect(ends()).toBe(1);
  await come({ id: 2, method: 'tools/list' });
  await answer({ id: 2, result: {} });
  expect(ends()).toBe(1);
  await transport.close();
});

test('what is taken back is not waited for, what another message names is', async () => {
  const { transport, come, whenAnswered, ends } = await opened();
  await come({ id: 1, method: 'tools/list' });
  whenAnswered();
  await come({ method: 'notifications/progress', params: { requestId: 1, progressToken: 1, progress: 1 } });
  // An answer of whoever asks to a question of ours is no question.
  await come({ id: 7, result: {} });
  expect(ends()).toBe(0);
  await come({ method: 'notifications/cancelled', params: { requestId: 1 } });
  expect(ends()).toBe(1);
  await transport.close();
});
