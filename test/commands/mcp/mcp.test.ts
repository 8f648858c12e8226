import { expect, inject, test } from 'vitest';
import { runBin } from '../../e2e/run-bin.ts';

test('what was asked before stdin ended is answered, what was taken back is not waited for', async () => {
  expect(inject('buildProblem')).toBe('');
  const ask = (id: number, method: string, params: unknown) => JSON.stringify({ jsonrpc: '2.0', id, method, params });
  const told = (method: string, params: unknown) => JSON.stringify({ jsonrpc: '2.0', method, params });
  const lines = [
    ask(1, 'initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'a', version: '1' } }),
    told('notifications/initialized', {}),
    ask(2, 'tools/call', { name: 'triage', arguments: {} }),
    ask(3, 'tools/call', { name: 'triage', arguments: {} }),
    told('notifications/cancelled', { requestId: 3 }),
  ];
  const { code, out, err } = await runBin(['mcp', '--demo'], {}, `${lines.join('\n')}\n`);
  const answers = out
    .trim()
    .split('\n')
    .map((each) => JSON.parse(each));
  expect([code, err, answers.map(({ id }) => id)]).toEqual([0, '', [1, 2]]);
  expect(answers[1].result.structuredContent.rows[0]).toMatchObject({ verdict: 'LOST' });
});
