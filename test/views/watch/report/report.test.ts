import { beforeAll, describe, expect, test } from 'vitest';
import { fenced, jsonLines, plain, table } from '../../../../source/domain/markdown.ts';
import { t } from '../../../../source/domain/text.ts';
import { type Act, actOn, type Stage, stageOf } from '../../stage.ts';

describe('Markdown of a report', () => {
  test.each([
    [t`web_prod *x* [a](b)`, 'web\\_prod \\*x\\* \\[a\\](b)'],
    [t`<img src=x> | \`code\` # ~ \\`, '\\<img src=x\\> \\| \\`code\\` \\# \\~ \\\\'],
  ])('%s is text and nothing else', (text, expected) => expect(plain(text)).toBe(expected));

  test('no line of a block can end it', () => {
    expect(fenced([t`a`, t`\`\`\`\``], t`json`)).toEqual(['`````json', 'a', '````', '`````']);
    expect(fenced([t`a`])).toEqual(['```', 'a', '```']);
  });

  test('numbers stand at the right of a table', () =>
    expect(table([t`What`, t`Events`], [[t`failed`, t`12`]])).toEqual([
      '| What | Events |',
      '| --- | ---: |',
      '| failed | 12 |',
    ]));

  test('a long value is cut, and says so', () => {
    const lines = jsonLines(Array.from({ length: 100 }, (_, index) => index));
    expect([lines.length, lines.at(-1)]).toEqual([81, '… 22 more lines']);
  });
});

describe('T', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await stageOf('destination-401');
  });

  const pressed = async (...keys: string[]): Promise<Act> => {
    const act = actOn(stage, { rows: 40 });
    await act.settled();
    act.press(...keys);
    await act.settled();
    return act;
  };

  test('on a row of triage is the report, which y copies, J pages and S keeps', async () => {
    const act = await pressed('e');
    act.press('T');
    await act.settled();
    expect(act.text()).toMatch(/Home › Triage › Incident report/);
    act.press('y', 'J', 'S');
    const [copied = ''] = act.copied;
    expect(copied).toMatch(/^# Incident: Braze ← Web \(prod\)\n/);
    expect(copied).toMatch(
      /failed deliveries by the hour, 2026-11-20 14:00 UTC to 2026-11-21 14:12 UTC; highest [1-9]\d*/,
    );
    expect(act.paged[0]?.join('\n')).toBe(copied);
    expect(act.files[0]?.[0]).toMatch(/^segtop-report-Braze ← Web \(prod\)-2026-11-21\d{4}\.md$/);
  });

  test.each([
    ['a source', ['3', 'T'], /# Incident: /],
    ['a page of one connection', ['4', 'enter', 'T'], /# Incident: Braze/],
  ])('on %s', async (_, keys, expected) => {
    const act = await pressed(...keys);
    expect(act.text()).toMatch(expected);
  });

  test('on a row that is none of them says why not', async () => {
    const act = await pressed('A', 'T');
    expect(act.text()).toContain('No report');
  });
});
