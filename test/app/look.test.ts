import { describe, expect, test, vi } from 'vitest';
import { lookOf, needsGround, relooking } from '../../source/app/look.ts';
import { resolveSettings } from '../../source/config/settings.ts';

test.each([
  ['unicode', 'block'],
  ['braille', 'braille'],
  ['nerd', 'block'],
  ['ascii', 'block'],
] as const)('with the marks %s graphs are drawn with %s', (marks, curves) => {
  const settings = resolveSettings({}, { demo: true }, { config: { glyphs: marks }, problems: [] });
  expect(lookOf(settings, 'none', settings.ascii).glyphs.curves).toBe(curves);
});

const wish = (config: object) => resolveSettings({}, { demo: true }, { config, problems: [] });
const badInk = (look: { readonly palette: ReturnType<typeof lookOf>['palette'] }) =>
  look.palette.sgr('bad', false).open;
const [dark, light] = (['dark', 'light'] as const).map((theme) => badInk(lookOf(wish({ theme }), 'truecolor', false)));

describe('theme: auto', () => {
  test('is the dark or the light theme, as the ground is', () => {
    const auto = wish({ theme: 'auto' });
    expect([
      badInk(lookOf(auto, 'truecolor', false, 'dark')),
      badInk(lookOf(auto, 'truecolor', false, 'light')),
    ]).toEqual([dark, light]);
  });

  test.each([
    ['auto', { theme: 'auto' }, 'truecolor', 'xterm', true],
    ['no theme', {}, 'truecolor', 'xterm', false],
    ['a theme', { theme: 'light' }, '256', 'xterm', false],
    ['a theme of the user’s own with that name', { theme: 'auto', themes: { auto: {} } }, '256', 'xterm', false],
    ['no colours', { theme: 'auto' }, 'none', 'xterm', false],
    ['a dumb terminal', { theme: 'auto' }, '16', 'dumb', false],
  ] as const)('%s: whether the terminal is asked', (_, config, colors, TERM, isAsked) => {
    expect(needsGround(wish(config), colors, { TERM })).toBe(isAsked);
  });

  test('is drawn anew when the terminal answers, also for settings that changed meanwhile', () => {
    const runtime = lookOf(wish({ theme: 'auto' }), 'truecolor', false);
    const update = vi.fn();
    const answers: ((ground: 'dark' | 'light') => void)[] = [];
    const askGround = (tell: (ground: 'dark' | 'light') => void) => void answers.push(tell);
    const relook = relooking(runtime, { update }, { colors: 'truecolor' }, { askGround });
    relook(wish({ theme: 'auto' }));
    expect([badInk(runtime), update.mock.calls.length]).toEqual([dark, 0]);
    answers[0]!('light');
    expect([badInk(runtime), update.mock.calls.length]).toEqual([light, 1]);
    relook(wish({ theme: 'dark' }));
    expect([badInk(runtime), answers.length]).toEqual([dark, 1]);
    relook(wish({ theme: 'auto' }));
    expect([badInk(runtime), answers.length]).toEqual([light, 2]);
  });
});
