import { describe, expect, test } from 'vitest';
import { changeLine, type Ends, talk } from '../../../source/commands/lines/talk.ts';
import type { OpenWorkspace } from '../../../source/commands/reading/open-workspace.ts';
import { ReadError } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import { pages } from '../../../source/state/pages.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { mockWorkspace, workspaceNow } from '../reading/workspace.ts';

const names = new Map([['overview', pages.overview.id]] as const);

interface Conversation {
  readonly workspace: OpenWorkspace;
  readonly typed?: boolean;
  readonly write?: boolean;
  readonly first?: string;
  readonly timeout?: number;
}

/** A whole conversation: what is typed, one line after the other, then the end of the input. */
async function spoken(said: readonly (string | (() => void))[], { workspace, ...how }: Conversation) {
  const [out, err]: [string[], string[]] = [[], []];
  const left = [...said];
  const lines: AsyncIterator<string> = {
    next: async () => {
      for (;;) {
        const value = left.shift();
        if (value === undefined) return { done: true, value };
        if (typeof value === 'string') return { done: false, value };
        value();
      }
    },
  };
  const ends: Ends = {
    lines,
    isTyped: how.typed ?? false,
    write: (text) => void out.push(text),
    fail: (text) => void err.push(text),
    stopped: new Promise(() => undefined),
  };
  const { timeout = 60_000, first, write = false } = how;
  const code = await talk(workspace, ends, names, { timeout, first, write });
  return { code, text: out.join(''), lines: out.join('').split('\n'), err };
}

const refused = new ReadError({ kind: 'network', message: t`connection refused`, status: 0, operation: t`GET /` });
/** A backend that is another one from some time on. */
function changing(before: Backend) {
  let now: Backend | undefined = before;
  const backend = new Proxy(before, {
    get: (target, name: keyof Backend) => {
      if (name === 'wire' || name === 'hurry') return target[name]?.bind(target);
      return now ? now[name] : () => Promise.reject(refused);
    },
  });
  const become = (next: Backend | undefined): void => {
    now = next;
  };
  return { backend, become };
}

describe('without a word typed', () => {
  test('what is wrong is told, worst first, and the code is that of status', async () => {
    const { lines, code, err } = await spoken([], { workspace: await mockWorkspace('destination-401') });
    expect(lines.slice(0, 2)).toEqual([
      'segtop, demo, read-only. Times are UTC. Reading; help tells what can be typed.',
      'Acme Production, last 24 hours.',
    ]);
    expect(lines[2]).toMatch(/^Wrong now: 1(, over or to come: \d+)?, worst first:$/);
    expect(lines[3]).toMatch(
      /^1\. Braze ← Web \(prod\): 401, \d\d% failing, LOST, [\d.]+k of [\d.]+k, since \d\d:\d\d, changed by ana@acme\.example \d\d:\d\d$/,
    );
    expect([code, err]).toEqual([1, []]);
  }, 60_000);

  test('that nothing is wrong is said where all was read', async () => {
    const { lines, code } = await spoken([], { workspace: await mockWorkspace('healthy') });
    expect(lines.slice(2, 4)).toEqual(['Nothing is wrong.', '']);
    expect(code).toBe(0);
  }, 60_000);

  test('where nothing answers that is said, and no word of nothing being wrong', async () => {
    const workspace = await mockWorkspace('healthy', (backend) => {
      const { backend: changed, become } = changing(backend);
      become(undefined);
      return changed;
    });
    const { text, code } = await spoken([], { workspace, timeout: 300 });
    expect(text).toContain('No answer: connection refused. It is tried again by itself.');
    expect(text).not.toContain('Nothing');
    expect(code).toBe(3);
  }, 60_000);
});

test('no byte of it is an escape code or another control, whatever the names hold', async () => {
  const workspace = await mockWorkspace('hostile');
  const said = ['failing', 'sources', 'destinations', 'show 1', 'health', 'overview', 'help', 'worst', 'audit'];
  const { text, err } = await spoken(said, { workspace, typed: true });
  expect(text.length).toBeGreaterThan(2000);
  expect(`${text}${err.join('')}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
}, 60_000);

describe('what is typed is answered', () => {
  test('a list by its name, a row by its number, a page by its address, a thing by its name', async () => {
    const workspace = await mockWorkspace('destination-401');
    const said = ['worst', 'failing', '1', 'show 99', 'destinations zendesk', 'Zendesk ← Web (prod)', 'Braze'];
    const { text, err, code } = await spoken(said, { workspace });
    expect(text).toMatch(/^1\. Braze ← Web \(prod\): Status Enabled, Rate \d\d%, Failed .*Verdict LOST, Reason 401/m);
    expect(text).toMatch(/^payload\/\w+:$/m);
    expect(text).toMatch(/^destination\/\w+:\nBraze ← Web \(prod\)$/m);
    expect(text).toMatch(/^\d\. Zendesk ← Web \(prod\): Status Enabled/m);
    expect(text).toMatch(/^destination\/\w+:\nZendesk ← Web \(prod\)$/m);
    expect(text).toMatch(
      /^3 have that name; a number opens one:\n1\. Braze ← Web \(prod\), destination, destination\//m,
    );
    expect(err).toEqual(['there is no row 99: the last list has 1']);
    expect(code).toBe(2);
  }, 60_000);

  test('the hours of a source are a line each, of which what is not known is said', async () => {
    const { code, lines, err } = await spoken(['history iOS --from -2h', 'history source/iOS --from -40d --to -39d'], {
      workspace: await mockWorkspace(),
    });
    expect(err).toEqual([]);
    expect(lines.filter((each) => /: received \d+, blocked \d+/.test(each)).length).toBe(3);
    expect(lines.filter((each) => /, in part$/.test(each)).length).toBeGreaterThan(0);
    expect(lines.filter((each) => each.endsWith(': received not known, blocked not known')).length).toBe(25);
    expect(code).toBe(1);
  });

  test('lists and pages tell of a moment, and what is not as of then', async () => {
    const said = ['list failing --at -20h', 'show source/iOS --at -5h'];
    const { text, err } = await spoken(said, { workspace: await mockWorkspace() });
    expect(err).toEqual([]);
    // What is wrong now is told at the start; the list of then does not have it.
    expect(text.match(/^\d+\. Braze ← Web \(prod\)/gm)).toHaveLength(1);
    expect(text.match(/turned back by the audit trail/g)).toHaveLength(2);
  });

  test('status has the totals, payload is JSON, report is Markdown', async () => {
    const workspace = await mockWorkspace('destination-401');
    const said = ['status', 'payload Braze ← Web (prod)', 'report destination/Braze ← Web (prod)', 'show home --json'];
    const { text, code, err } = await spoken(said, { workspace });
    expect(text).toMatch(/^sources \d+ active, \d+ silent, [\d.]+k events$/m);
    expect(text).toContain('"status": 401');
    expect(text).toMatch(/^# .*Braze ← Web \(prod\)/m);
    expect(text).toContain('"ref": "home"');
    expect([code, err]).toEqual([1, []]);
  }, 60_000);

  test('another period tells its own picture', async () => {
    const { text } = await spoken(['period 7d', 'period'], { workspace: await mockWorkspace('destination-401') });
    expect(text.match(/^Acme Production, last .*$/gm)).toEqual([
      'Acme Production, last 24 hours.',
      'Acme Production, last 7 days.',
      'Acme Production, last 24 hours.',
    ]);
  }, 60_000);

  test('what is not known, not to be had here or would change something is refused with what to do', async () => {
    const said = ['xyzzy', 'sort', 'switch', 'show nonsense/x', 'list nonsense', 'now'];
    const { err, code } = await spoken(said, { workspace: await mockWorkspace('healthy'), write: true });
    expect(err.map((line) => line.slice(0, 60))).toEqual([
      'nothing that was read is called xyzzy: type a list, a page, ',
      'sort is `list destinations --sort failed` here',
      'switch changes the workspace, and lines only read: open the ',
      expect.stringMatching(/^TYPE\/ID: "nonsense\/x" is not allowed; use /),
      expect.stringMatching(/^list: "nonsense" is not allowed; use /),
      'this is now already',
    ]);
    expect(code).toBe(2);
  }, 60_000);

  test('with --write it is said that nothing can be changed here all the same', async () => {
    const { lines } = await spoken(['quit', 'failing'], { workspace: await mockWorkspace('healthy'), write: true });
    expect(lines[0]).toContain('read-only here, also with --write');
    expect(lines.at(-2)).toBe('Nothing is wrong.');
  }, 60_000);

  test('an address to begin with is told after what is wrong', async () => {
    const { text } = await spoken([], { workspace: await mockWorkspace('healthy'), first: 'source/iOS' });
    expect(text).toMatch(/Nothing is wrong\.\nsource\/\w+:\n Overview.*\n\niOS\n/);
    // It is one argument of a command line: what looks like options and several blanks are parts of its name.
    const named = await spoken([], { workspace: await mockWorkspace('healthy'), first: 'source/iOS  --json' });
    expect(named.err).toEqual([expect.stringMatching(/^source: "iOS {2}--json" is not allowed; use /)]);
  }, 60_000);
});

test('who types has a prompt, a pipe has none; a mistake of theirs does not decide the code', async () => {
  const workspace = await mockWorkspace('healthy');
  const typed = await spoken(['xyzzy'], { workspace, typed: true });
  expect(typed.text.split('segtop> ').length - 1).toBe(2);
  expect(typed.text.endsWith('segtop> \n')).toBe(true);
  expect(typed.code).toBe(0);
  const piped = await spoken(['xyzzy'], { workspace });
  expect(piped.text).not.toContain('segtop> ');
  expect(piped.code).toBe(2);
}, 60_000);

test('each change is a line of its own, and the prompt stands again after it', async () => {
  const failing = await mockWorkspace('destination-401');
  let world: ReturnType<typeof changing> | undefined;
  const workspace = await mockWorkspace('healthy', (backend) => {
    world = changing(backend);
    return world.backend;
  });
  const said = [
    () => world!.become(failing.backend),
    'refresh',
    'triage',
    () => world!.become(undefined),
    'refresh',
    'quit',
  ];
  const { text, code } = await spoken(said, { workspace, typed: true });
  // Whether the prompt stands when a change comes, and whether its reasons are read by then, depends on how fast is read.
  expect(text).toMatch(/^(?:segtop> )?14:12 began: Braze ← Web \(prod\): .*\b9\d% failing/m);
  expect(text).toMatch(/\nWrong now: 1(, over or to come: \d+)?, worst first:\n1\. Braze/);
  expect(text).toMatch(/^(?:segtop> )?14:12 no answer: connection refused$/m);
  // Once for each line that is typed, and again after what came between.
  expect(text.split('segtop> ').length - 1).toBeGreaterThanOrEqual(4);
  expect(code).toBe(1);
}, 60_000);

test('profiles are listed with where they are, and which of them is open', async () => {
  const workspace = await mockWorkspace('healthy');
  const profiles = [{ name: t`prod`, where: t`api.example` }, { name: t`spare` }];
  const of = (change: object) => ({ ...workspace, settings: { ...workspace.settings, ...change } }) as OpenWorkspace;
  const listed = async (opened: OpenWorkspace) =>
    (await spoken(['workspaces', 'quit'], { workspace: opened })).lines.filter((row) => /prod|spare|profile/.test(row));
  expect((await listed(of({ profiles, profile: 'spare' }))).slice(-3)).toEqual([
    'prod, api.example',
    'spare, open',
    'Another one is opened by a start with --profile NAME.',
  ]);
  expect((await listed(of({ profiles: [] }))).at(-1)).toBe('There are no profiles in the configuration.');
}, 60_000);

describe('a change', () => {
  const base = { at: '2026-11-21T14:30:00Z', id: 'x', verdict: 'LOST', sentence: 'Braze ← iOS  401  LOST' } as const;
  test.each([
    [{ ...base, edge: 'began' } as const, '14:30 began: Braze ← iOS: 401, LOST'],
    [{ ...base, edge: 'ended', at: '2026-11-23T02:30:00Z' } as const, 'Nov 23 02:30 ended: Braze ← iOS: 401, LOST'],
    [{ ...base, edge: 'answered', sentence: '' } as const, '14:30 answered again'],
    [{ ...base, edge: 'no-answer', sentence: 'timed out' } as const, '14:30 no answer: timed out'],
  ])('%j', (line, text) => expect(changeLine(line, workspaceNow)).toBe(text));
});
