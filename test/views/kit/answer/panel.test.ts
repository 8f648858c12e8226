import { describe, expect, it, test } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { hour } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { line, lineText } from '../../../../source/theme/line.ts';
import {
  type Answer,
  answerPanel,
  type Curve,
  curveLegend,
  curveRows,
} from '../../../../source/views/kit/answer/answer.ts';

const marks = glyphs(false);
const now = Date.parse('2026-12-01T00:30:00Z');
/** Three full hours and the one that runs. */
const first = now - 3.5 * hour;
const curve = (change: Partial<Curve> = {}): Curve => ({
  title: t`Failed by the hour`,
  starts: [0, 1, 2, 3].map((index) => first + index * hour),
  values: [1, 2, 3, 4],
  tone: 'bad',
  end: first + 4 * hour,
  ...change,
});
const context = { glyphs: marks, now };
const over = { end: now };

describe('the legend names what the curve shows', () => {
  const legend = (change: Partial<Curve>) =>
    curveLegend(curve(change), context)
      .map(({ text }) => text)
      .join('');

  it.each<readonly [of: string, Partial<Curve>, text: string]>([
    ['nothing besides', over, ''],
    ['an hour that is not over', {}, '  ░ not over yet'],
    ['the same hours of last week', { ...over, before: { name: t`last week`, values: [] } }, '  ▁ last week'],
    ['a limit', { ...over, limit: { name: t`a day`, value: 3 } }, `  ${marks.threshold} a day`],
    ['a change in its first moment', { ...over, changes: [first] }, `  ${marks.up} changed`],
    ['a change before it', { ...over, changes: [first - 1] }, ''],
    ['a change in its last moment', { ...over, changes: [now - 1] }, `  ${marks.up} changed`],
    ['a change at its end', { ...over, changes: [now] }, ''],
    [
      'a failure within',
      { ...over, failed: { name: t`sync failed`, times: [first] } },
      `  ${marks.failing} sync failed`,
    ],
    ['failures outside', { ...over, failed: { name: t`sync failed`, times: [first - 1, now] } }, ''],
    ['a change of a curve without hours', { ...over, starts: [], changes: [now - 1] }, ''],
  ])('%s', (_, change, text) => {
    expect(legend(change)).toBe(text);
  });
});

describe('the curve', () => {
  const rows = (change: Partial<Curve>) => curveRows(curve(change), context, 16, 6).map(lineText);

  it.each([
    ['changed in the first hour', { changes: [first] }, marks.up, 1],
    ['changed before it', { changes: [first - 1] }, marks.up, 0],
    ['changed twice in an hour', { changes: [first, first + 1] }, marks.up, 1],
    ['changed in two hours', { changes: [first, first + hour] }, marks.up, 2],
    ['changed at its end', { changes: [first + 4 * hour] }, marks.up, 0],
    ['failed in the last moment', { failed: { name: t`x`, times: [first + 4 * hour - 1] } }, marks.failing, 1],
  ])('has a mark under each hour that %s', (_, change, glyph, count) => {
    expect(rows(change).join('\n').split(glyph)).toHaveLength(count + 1);
  });

  it('an hour that is not over is shaded, and stands as high as any other once it is', () => {
    const shaded = (end: number) => rows({ end }).some((row) => row.includes(marks.gaugeEmpty));
    expect([now + 1, now].map(shaded)).toEqual([true, false]);
  });
});

describe('the answer in its frame', () => {
  const part = (name: 'Reasons' | 'Next', count: number) => ({
    title: sanitise(name),
    rows: Array.from({ length: count }, (_, index) => line(sanitise(`${name} ${index}`))),
  });
  const drawn = (answer: Partial<Answer>, height: number, width = 30) =>
    answerPanel({ title: t`Braze`, parts: [], ...answer }, context, width, height)
      .map((row) => lineText(row).slice(2, -2).trimEnd())
      .slice(1, -1);

  it('stands a blank row apart from part to part, and leaves out parts without rows', () => {
    expect(drawn({ parts: [part('Reasons', 1), { title: t`Empty`, rows: [] }, part('Next', 1)] }, 9)).toEqual([
      'Reasons',
      '  Reasons 0',
      '',
      'Next',
      '  Next 0',
      '',
      '',
    ]);
  });

  it('is a frame beside the list, which has the keys', () => {
    const [top] = answerPanel({ title: t`Braze`, parts: [part('Next', 1)] }, context, 30, 6);
    expect(top?.spans.map(({ tone }) => tone)).not.toContain('focus');
    expect(top?.spans.find(({ text }) => text === 'Braze')?.tone).toBe('dim');
  });

  it('gives a part the width that it is indented to', () => {
    const widths: number[] = [];
    const rows = (width: number) => {
      widths.push(width);
      return [];
    };
    drawn({ parts: [{ title: t`Wrapped`, rows }] }, 5, 30);
    expect(widths).toEqual([24]);
  });

  test.each([
    ['all words where there is room', 18, 4],
    ['as many as leave the curve eight rows and its title', 14, 2],
    ['none where it has no more', 11, 0],
  ])('beside a curve it has %s', (_, height, words) => {
    const rows = drawn({ curve: curve(), parts: [part('Reasons', 3)] }, height);
    expect(rows[0]).toMatch(/^Failed by the hour/);
    expect(rows.filter((row) => /Reasons/.test(row))).toHaveLength(words);
  });

  test.each([
    ['with room for all', 8, ''],
    ['with room for all but a row', 7, '1 more line'],
    ['with room up to the title of a part', 6, '2 more lines'],
    // The blank row between two parts is none that is missing.
    ['with room for one part', 4, '3 more lines'],
    ['with room for nothing', 1, '5 more lines'],
  ])('says in its edge how many lines it has no room for: %s', (_, height, said) => {
    const parts = [part('Reasons', 1), part('Next', 2)];
    const [top] = answerPanel({ title: t`Braze`, parts }, context, 40, height);
    expect(lineText(top!).replace(/[╭╮─]/g, '').trim().replace(/ +/, ' ')).toBe(`Braze ${said}`.trim());
  });

  it('the curve has what the words leave, and no more than 24 rows', () => {
    const axis = (height: number) => drawn({ curve: curve(), parts: [part('Next', 1)] }, height).indexOf('Next');
    expect([16, 31, 32, 40].map(axis)).toEqual([12, 26, 26, 26]);
  });

  it.each([
    ['is not known at all', { values: [undefined, undefined] }, false],
    ['is known in one hour', { values: [undefined, 0] }, true],
  ])('a curve that %s is drawn so', (_, change, isDrawn) => {
    const rows = drawn({ curve: curve({ starts: [first, first + hour], ...change }), parts: [part('Next', 1)] }, 16);
    expect([rows[0]?.startsWith('Failed by the hour'), rows[0] === 'Next']).toEqual([isDrawn, !isDrawn]);
  });
});
