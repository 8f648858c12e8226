import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type CopyHost,
  clipboardSequence,
  copyAttempts,
  copyText,
  longestCopy,
} from '../../source/terminal/clipboard.ts';
import { feedProgram } from '../../source/terminal/run-program.ts';

const plain = '\u001b]52;c;aMOp\u0007';

afterEach(() => vi.unstubAllEnvs());

describe('clipboardSequence', () => {
  it('is OSC 52 with the text as UTF-8 in base64', () => {
    expect(clipboardSequence('hé', {})).toBe(plain);
  });

  it('is wrapped for tmux, with every escape doubled', () => {
    expect(clipboardSequence('hé', { TMUX: '/tmp/x', STY: '1' })).toBe(`\u001bPtmux;\u001b${plain}\u001b\\`);
  });

  it('goes through screen in pieces', () => {
    const sequence = clipboardSequence('x'.repeat(3000), { STY: '1' }) ?? '';
    const pieces = sequence.split('\u001b\\').filter((piece) => piece !== '');
    expect(pieces.length).toBeGreaterThan(4);
    for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(768);
    expect(pieces.map((piece) => piece.slice(2)).join('')).toBe(clipboardSequence('x'.repeat(3000), {}));
  });

  it('is not made of a text that terminals would cut', () => {
    expect(clipboardSequence('x'.repeat(longestCopy), {})!.length).toBeLessThan(100_010);
    expect(clipboardSequence('x'.repeat(longestCopy + 1), {})).toBeUndefined();
    expect(clipboardSequence('é'.repeat(longestCopy / 2 + 1), {})).toBeUndefined();
  });
});

describe('copyAttempts', () => {
  const first = (env: Record<string, string>, platform: NodeJS.Platform = 'linux') => {
    const [attempt] = copyAttempts('x', env, platform);
    return attempt?.kind === 'program' ? attempt.argv[0] : attempt?.kind;
  };

  it.each([
    ['a bare terminal', {}, 'linux', 'terminal'],
    ['tmux, whatever ssh says', { TMUX: 'x', SSH_TTY: 'y' }, 'linux', 'tmux'],
    ['ssh, though a display is forwarded', { SSH_CONNECTION: 'x', DISPLAY: ':10' }, 'linux', 'terminal'],
    ['X11', { DISPLAY: ':0' }, 'linux', 'xclip'],
    ['Wayland', { DISPLAY: ':0', WAYLAND_DISPLAY: 'w' }, 'linux', 'wl-copy'],
    ['a Mac', {}, 'darwin', 'pbcopy'],
    ['a Mac over ssh', { SSH_TTY: 'x' }, 'darwin', 'terminal'],
    ['Windows', {}, 'win32', 'clip'],
    ['Windows over ssh', { SSH_CONNECTION: 'x' }, 'win32', 'terminal'],
    ['tmux on a Mac', { TMUX: 'x' }, 'darwin', 'tmux'],
  ] as const)('%s', (_, env, platform, expected) => {
    expect(first(env, platform)).toBe(expected);
  });
});

it.each<[Record<string, string>, number, readonly string[]]>([
  [{ DISPLAY: ':0' }, 1, ['xclip -selection clipboard', 'terminal']],
  [{ TMUX: 'x', DISPLAY: ':0' }, 1, ['tmux load-buffer -w -', 'terminal']],
  [{ WAYLAND_DISPLAY: 'w' }, longestCopy + 1, ['wl-copy']],
  [{ SSH_TTY: 'x' }, longestCopy + 1, []],
])('%j has these ways for %i bytes, in this order', (env, bytes, ways) => {
  const found = copyAttempts('x'.repeat(bytes), env, 'linux');
  expect(found.map((way) => (way.kind === 'program' ? way.argv.join(' ') : way.kind))).toEqual(ways);
});

describe('copyText', () => {
  function host(env: Record<string, string>, works: boolean) {
    const runs: (readonly [string | undefined, string])[] = [];
    const written: string[] = [];
    const host: CopyHost = {
      env,
      platform: 'linux',
      run: async (argv, input) => {
        runs.push([argv[0], input]);
        return works;
      },
      write: (sequence) => written.push(sequence),
    };
    return { host, runs, written };
  }

  it('asks the terminal where a program fails', async () => {
    const { host: failing, runs, written } = host({ TMUX: 'x' }, false);
    expect(await copyText('hé', failing)).toEqual({ ok: true, message: 'copied 2 characters' });
    expect(runs).toEqual([['tmux', 'hé']]);
    expect(written).toHaveLength(1);
  });

  it('stops at the first way that works', async () => {
    const { host: working, written } = host({ DISPLAY: ':0' }, true);
    await copyText('x', working);
    expect(written).toEqual([]);
  });

  it('copies nothing that the next paste would execute', async () => {
    const { host: working, runs } = host({ DISPLAY: ':0' }, true);
    await copyText('{\n\t"a": "\u001b[201~\u0003rm\u009b"\r\n}', working);
    expect(runs[0]![1]).toBe('{\n\t"a": "[201~rm"\n}');
  });

  it.each([
    ['', 'copied 0 characters'],
    ['x', 'copied 1 character'],
    ['xy', 'copied 2 characters'],
    ['👍', 'copied 1 character'],
    ['日本語\n', 'copied 4 characters'],
    ['\u001b\u0007x', 'copied 1 character'],
  ])('says how much of %j it copied', async (text, message) => {
    const { host: working } = host({ DISPLAY: ':0' }, true);
    expect(await copyText(text, working)).toEqual({ ok: true, message });
  });

  it('says how long a text is that is too long, and how long it may be', async () => {
    const { host: bare } = host({ SSH_TTY: 'x' }, true);
    expect(await copyText('é'.repeat(longestCopy), bare)).toEqual({
      ok: false,
      message: 'too long to copy: 149988 of at most 74994 bytes',
    });
  });

  it('says when a text is too long for every way', async () => {
    const { host: bare, written } = host({}, true);
    expect(await copyText('x'.repeat(longestCopy + 1), bare)).toMatchObject({ ok: false });
    expect(written).toEqual([]);
  });
});

describe('feedProgram', () => {
  const script = (code: string) => [process.execPath, '-e', code];

  it('tells whether the program took the text', async () => {
    const check =
      "let text='';process.stdin.on('data',(d)=>{text+=d}).on('end',()=>{process.exitCode = text === 'a b' ? 0 : 1})";
    expect(await feedProgram(script(check), 'a b')).toBe(true);
    expect(await feedProgram(script(check), 'other')).toBe(false);
  });

  it('gives the program no secret of segtop', async () => {
    vi.stubEnv('SEGTOP_TOKEN', 'tok-123456');
    vi.stubEnv('DISPLAY', ':7');
    const code = "process.exitCode = process.env.DISPLAY === ':7' && process.env.SEGTOP_TOKEN === undefined ? 0 : 1";
    expect(await feedProgram(script(code), 'x')).toBe(true);
  });

  it('survives a program that does not exist, reads nothing or hangs', async () => {
    expect(await feedProgram(['/nowhere/xclip'], 'x')).toBe(false);
    expect(await feedProgram([''], 'x')).toBe(false);
    expect(await feedProgram(script('process.exit(0)'), 'x'.repeat(1_000_000))).toBe(true);
    expect(await feedProgram(script('setInterval(() => {}, 1000)'), 'x', 50)).toBe(false);
  });
});
