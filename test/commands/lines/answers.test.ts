import { describe, expect, test } from 'vitest';
import { answer } from '../../../source/commands/lines/answers.ts';
import type { Session } from '../../../source/commands/lines/session.ts';
import type { Asked } from '../../../source/commands/lines/typed.ts';
import type { OpenWorkspace } from '../../../source/commands/reading/open-workspace.ts';
import { ReadError } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { mockWorkspace } from '../reading/workspace.ts';

const sessionOf = (workspace: OpenWorkspace) => ({ ask: () => workspace }) as unknown as Session;
const nobody = () =>
  Promise.reject(new ReadError({ kind: 'network', message: t`gone`, status: 0, operation: t`GET /` }));

describe('a number that opens nothing', () => {
  test.each([
    [1, 0, 'no list was told yet: triage tells what is wrong'],
    [2, 3, 'row 2 has no page of its own'],
    [3, 3, 'row 3 has no page of its own'],
    [4, 3, 'there is no row 4: the last list has 3'],
    [0, 3, 'there is no row 0: the last list has 3'],
  ])('%d of %d rows', async (row, count, wrong) => {
    const told = { rows: Array.from({ length: count }, () => undefined) };
    expect(await answer({} as Session, { kind: 'row', row, options: {} }, told)).toEqual({ wrong });
  });
});

describe('hours', () => {
  const history = async (workspace: OpenWorkspace, address: string) => {
    const asked: Asked = { kind: 'history', address, options: { from: '-2h' } };
    const code = process.exitCode;
    const given = await answer(sessionOf(workspace), asked, { rows: [] });
    process.exitCode = code;
    return given;
  };

  test('of what could not be looked up, and of what was not read, are no answer', async () => {
    const silent = await mockWorkspace('healthy', (backend) => ({ ...backend, destinations: nobody }), 300);
    expect(await history(silent, 'Braze')).toEqual({ unread: 'no answer' });
    const lost = await mockWorkspace(
      'healthy',
      (backend) => {
        const { sources, destinations, workspace, wire, hurry } = backend;
        const none = Object.fromEntries(Object.keys(backend).map((name) => [name, nobody]));
        return { ...none, sources, destinations, workspace, wire, hurry } as unknown as Backend;
      },
      300,
    );
    expect(await history(lost, 'source/iOS')).toEqual({ unread: 'no answer: gone' });
  });

  test('of device mode are not known, and why is said', async () => {
    const workspace = await mockWorkspace();
    const { id } = (await workspace.backend.destinations({})).value.find(({ mode }) => mode === 'device')!;
    expect(await history(workspace, `destination/${id}`)).toEqual({
      lines: [
        '12:00: delivered not known, failed not known, filtered not known',
        '13:00: delivered not known, failed not known, filtered not known',
        '14:00: delivered not known, failed not known, filtered not known',
        'Not observable: Segment counts no deliveries of it.',
      ],
    });
  });
});
