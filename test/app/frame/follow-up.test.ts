import { beforeAll, describe, expect, test } from 'vitest';
import { FollowUp } from '../../../source/app/frame/follow-up.ts';
import type { Block } from '../../../source/components/block.ts';
import { t } from '../../../source/domain/text.ts';
import type { ViewId } from '../../../source/state/pages.ts';
import { line } from '../../../source/theme/line.ts';
import { fakeClock, settle } from '../../harness/world-clock.ts';
import { actAt, type Stage, stageOf } from '../../views/stage.ts';

const block = (text: string): Block => [line(t`${text as never}`)];

describe('what stands beside a list', () => {
  const [page, place] = [{}, {}];
  const clock = fakeClock('2026-11-21T14:12:30Z');
  const drawing = (followUp: FollowUp, of: readonly unknown[], now: Block): Block => {
    const drawn = followUp.aside(of, () => now);
    followUp.drawn();
    return drawn;
  };

  test.each([
    ['the same', [page, place, 80], 'before', 1],
    ['another page', [{}, place, 80], 'now', 0],
    ['another place', [page, {}, 80], 'now', 0],
    ['another width', [page, place, 79], 'now', 0],
    ['more to compare', [page, place, 80, 1], 'now', 0],
  ] as const)('a key is answered with what was there, where it is of %s', async (_, of, shown, frames) => {
    let drawn = 0;
    const followUp = new FollowUp(clock, () => {
      drawn += 1;
    });
    const [before, now] = [block('before'), block('now')];
    expect(drawing(followUp, [page, place, 80], before)).toBe(before);
    followUp.hurry();
    expect(drawing(followUp, of, now)).toBe(shown === 'now' ? now : before);
    await clock.advance(4);
    expect(drawn).toBe(frames);
  });

  test('keys that come within a few milliseconds owe one frame, and a frame in no hurry pays it', async () => {
    let drawn = 0;
    const followUp = new FollowUp(clock, () => {
      drawn += 1;
    });
    drawing(followUp, [page], block('first'));
    for (const text of ['second', 'third']) {
      followUp.hurry();
      drawing(followUp, [page], block(text));
      await clock.advance(1);
    }
    expect(drawn).toBe(0);
    await clock.advance(2);
    expect(drawn).toBe(1);
    followUp.hurry();
    drawing(followUp, [page], block('fourth'));
    const last = block('last');
    expect(drawing(followUp, [page], last)).toBe(last);
    await clock.advance(4);
    expect(drawn).toBe(1);
    // And the next key owes one again.
    followUp.hurry();
    drawing(followUp, [page], block('fifth'));
    await clock.advance(4);
    expect(drawn).toBe(2);
  });

  test('a frame tells whether something in it is of the one before', () => {
    const followUp = new FollowUp(clock, () => undefined);
    const drawn = (isHurried: boolean): boolean => {
      if (isHurried) followUp.hurry();
      followUp.aside([page], () => block('any'));
      return followUp.drawn();
    };
    expect([drawn(false), drawn(true), drawn(false), drawn(true), drawn(true)]).toEqual([
      false,
      true,
      false,
      true,
      true,
    ]);
    followUp.stop();
  });

  test('what stood there before another page was open is no answer', () => {
    const followUp = new FollowUp(clock, () => undefined);
    drawing(followUp, [page], block('before'));
    followUp.hurry();
    followUp.drawn();
    followUp.hurry();
    const now = block('now');
    expect(drawing(followUp, [page], now)).toBe(now);
  });

  test('the frame that follows is of now, and after the end none comes', async () => {
    const followUp: FollowUp = new FollowUp(clock, () => void shown.push(drawing(followUp, [page], block('now'))));
    const shown: Block[] = [];
    drawing(followUp, [page], block('before'));
    followUp.hurry();
    drawing(followUp, [page], block('now'));
    await clock.advance(4);
    expect(shown).toEqual([block('now')]);
    followUp.hurry();
    drawing(followUp, [page], block('later'));
    followUp.stop();
    await clock.advance(4);
    expect(shown).toHaveLength(1);
  });
});

describe('on the terminal', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await stageOf('everything');
    const act = actAt(stage, { view: 'destinations', params: {} });
    await act.settled();
    // Both periods are read, so that no key brings news.
    act.press('t');
    await act.settled();
  });

  /** What the terminal is shown, frame by frame; and what a screen shows that draws all at once. */
  const framesOf = async (view: ViewId, size: { columns: number; rows: number }, ...keys: string[]) => {
    const act = actAt(stage, { view, params: {} }, size);
    const frames: (readonly string[])[] = [];
    act.screen.paintOn({ show: (lines) => void frames.push(lines), release: () => undefined });
    act.screen.update();
    const before = act.screen.get().lines;
    frames.length = 0;
    act.press(...keys);
    const atOnce = frames.length;
    await settle();
    const whole = actAt(stage, { view, params: {} }, size);
    whole.screen.get();
    whole.press(...keys);
    return { before, frames, atOnce, whole: whole.screen.get().lines };
  };

  test.each([
    ['destinations', { columns: 120, rows: 40 }],
    ['destinations', { columns: 200, rows: 60 }],
    ['sources', { columns: 200, rows: 60 }],
    ['health', { columns: 200, rows: 60 }],
  ] as const)('the row of %s moves first, and its details follow: %j', async (view, size) => {
    const { before, frames, atOnce, whole } = await framesOf(view, size, 'j');
    expect([atOnce, frames.length]).toEqual([1, 2]);
    expect(frames[1]).toEqual(whole);
    const pointer = (lines: readonly string[]) => lines.findIndex((text) => text.includes('❯'));
    expect(pointer(frames[0]!)).toBe(pointer(whole));
    expect(pointer(frames[0]!)).not.toBe(pointer(before));
    // Some of what stands beside or below is still that of the row before.
    expect(frames[0]).not.toEqual(whole);
  });

  test.each([
    ['another page', '5'],
    ['another period', 't'],
  ])('%s comes whole: no number stands beside one of another time', async (_, key) => {
    const { frames, whole } = await framesOf('destinations', { columns: 120, rows: 40 }, key);
    expect(frames).toEqual([whole]);
  });
});
