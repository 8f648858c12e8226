import { render } from 'ink-testing-library';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { KeysTable } from '../../source/components/keys-table.tsx';
import { Loading, quietFor } from '../../source/components/loading.tsx';
import { Menu, type MenuItem } from '../../source/components/menu.tsx';
import { Rows } from '../../source/components/rows.tsx';
import { t } from '../../source/domain/text.ts';
import { glyphs } from '../../source/theme/glyphs.ts';
import { palette } from '../../source/theme/palette.ts';

const none = palette('none');
const unicode = glyphs(false);
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** The frame without reverse video, whose place other tests check. */
const plain = (frame: string | undefined): string[] => (frame ?? '').replace(/\u001b\[[\d;]*m/g, '').split('\n');

afterEach(() => {
  vi.useRealTimers();
});

test('rows keep their colours, their order and their blanks', () => {
  const { lastFrame } = render(<Rows lines={['\u001b[31ma\u001b[39m', '', 'c']} />);
  expect(lastFrame()).toBe('\u001b[31ma\u001b[39m\n\nc');
});

test('compound colour codes arrive as they are meant', () => {
  const { lastFrame } = render(<Rows lines={['\u001b[1;36ma\u001b[22;39;31mb\u001b[39m']} />);
  expect(lastFrame()).toMatch(/^\u001b\[1m\u001b\[36ma.*\u001b\[31mb\u001b\[39m$/);
});

describe('menu', () => {
  const items: readonly MenuItem[] = [
    { id: 'open', label: t`Open`, hint: t`enter` },
    { id: 'disable', label: t`Disable`, disabled: t`needs --write` },
  ];
  const open = (at: number, height = 8) =>
    render(
      <Menu title={t`Braze`} items={items} at={at} width={30} height={height} glyphs={unicode} palette={none} />,
    ).lastFrame();

  test('framed, with reasons, and a way out', () => {
    expect(plain(open(0))).toEqual([
      '╭ Braze ─────────────────────╮',
      '│ ❯ Open               enter │',
      '│   Disable    needs --write │',
      '│   Cancel                   │',
      '╰────────────────────────────╯',
    ]);
  });

  test('the cursor stands where it is told, also where not all items have room', () => {
    expect(plain(open(2))[3]).toBe('│ ❯ Cancel                   │');
    expect(plain(open(2, 4)).filter((row) => row.includes('❯'))).toEqual(['│ ❯ Cancel                   │']);
  });

  test('which item of how many it is, is said only where not all have room', () => {
    expect(plain(open(1, 4))[0]).toBe('╭ Braze ─────────────── 2/3 ─╮');
    expect(plain(open(1, 5))[0]).toBe('╭ Braze ─────────────────────╮');
  });
});

test('loading appears only after a while, then moves slowly, and goes quietly', async () => {
  // React's scheduler keeps its real setImmediate: effects attach, and states are drawn, after a real tick.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  const pass = async (ms: number): Promise<void> => {
    vi.advanceTimersByTime(ms);
    await tick();
    await tick();
  };
  const { lastFrame, frames, unmount } = render(<Loading label={t`Loading sources`} />);
  await pass(0);
  await pass(quietFor - 1);
  expect(lastFrame()).toBe('');
  await pass(1);
  expect(lastFrame()).toMatch(/^Loading sources\./);
  const before = frames.length;
  for (let step = 0; step < 10; step += 1) await pass(100);
  expect(frames.length - before).toBeGreaterThan(0);
  expect(frames.length - before).toBeLessThanOrEqual(4);
  unmount();
});

test.each([
  [false, '┌─────┬─────────┐'],
  [true, '+-----+---------+'],
])('a table of keys (ascii: %s)', (ascii, edge) => {
  const rows = [
    { key: t`/`, title: t`filter` },
    { key: t`q`, title: t`go back` },
  ];
  const frame = plain(render(<KeysTable rows={rows} ascii={ascii} />).lastFrame());
  expect(frame[0]).toBe(edge);
  expect(frame.some((row) => row.includes('go back'))).toBe(true);
});
