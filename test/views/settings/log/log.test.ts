import { expect, test } from 'vitest';
import type { LogLine } from '../../../../source/domain/log-line.ts';
import { t } from '../../../../source/domain/text.ts';
import { actAt, stageNow, stageOf } from '../../stage.ts';

const said = (id: number, rest: Partial<LogLine>): LogLine => ({
  id,
  at: stageNow - 1000 * (9 - id),
  level: 'debug',
  what: t`answered`,
  about: t`GET /sources`,
  ...rest,
});

const log: readonly LogLine[] = [
  said(3, { level: 'warn', what: t`not answered`, about: t`GET /warehouses`, answer: t`timeout`, took: 10_000 }),
  said(2, { answer: t`429`, took: 31 }),
  said(1, { answer: t`200`, took: 120 }),
  said(0, { level: 'info', what: t`started`, about: t`mode api` }),
];

const stage = await stageOf('healthy');
const page = { view: 'log', params: {} } as const;
const rows = (text: string): string[] => text.split('\n').filter((row) => /answered|started/.test(row));

test('the log says what was asked, how it ended and how long it took, newest first; z leaves the problems', () => {
  const act = actAt(stage, page, { log });
  expect(rows(act.text()).map((row) => row.replace(/\s+/g, ' ').trim().replace(/^\W+/, ''))).toEqual([
    expect.stringMatching(/^\d\d:12:24 warn not answered timeout 10s GET \/warehouses/),
    expect.stringMatching(/^\d\d:12:23 debug answered 429 31ms GET \/sources/),
    expect.stringMatching(/^\d\d:12:22 debug answered 200 120ms GET \/sources/),
    expect.stringMatching(/^\d\d:12:21 info started mode api/),
  ]);
  expect(rows(act.text()).map((row) => row.includes('▲'))).toEqual([true, true, false, false]);
  act.press('z');
  expect(rows(act.text()).length).toBe(2);
});

test('it is filtered like any list, opened by its name, and left by esc', () => {
  const act = actAt(stage, { view: 'home', params: {} }, { log });
  act.press(':', ...'log', 'enter', '/', ...'answer:429', 'enter');
  expect(rows(act.text())).toEqual([expect.stringMatching(/429 .*GET \/sources/)]);
  act.press('esc', 'esc');
  expect(act.screen.scene.view.id).toBe('home');
});

test('back in time it says that its lines are of now, and does not seem to have none of then', () => {
  const said = 'What this segtop did';
  const act = actAt(stage, page, { log });
  expect(act.text()).toContain(`${said}, newest first`);
  act.press('<');
  expect(act.text()).toContain('Back in time');
  expect(act.text()).toContain(`${said} until now, not then, newest first`);
  expect(rows(act.text()).length).toBe(4);
  act.press('>');
  expect(act.text()).toContain(`${said}, newest first`);
});
