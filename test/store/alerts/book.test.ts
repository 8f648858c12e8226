import { describe, expect, it, onTestFinished } from 'vitest';
import { t } from '../../../source/domain/text.ts';
import { day, hour, minute, second } from '../../../source/domain/time.ts';
import type { Evaluation, Finding } from '../../../source/domain/watch/alerts/alert.ts';
import { type AlertBook, memoryBook } from '../../../source/domain/watch/alerts/book.ts';
import { judgeInto } from '../../../source/domain/watch/alerts/keep.ts';
import { type AlertSettings, usualAlerts } from '../../../source/domain/watch/alerts/settings.ts';
import { type StoreStage, storeStage } from '../stage.ts';

const finding: Finding = {
  key: 'source:source/x',
  rule: 'silent-source',
  severity: 'critical',
  subject: { type: 'source', id: 'x', name: t`Web` },
  facts: t`SILENT`,
  verdict: t`SILENT`,
  since: 1,
  numbers: {},
  size: 1,
  groups: [],
};
const raised: Evaluation = { findings: [finding], isClear: () => false };
const calm: Evaluation = { findings: [], isClear: () => true };
const settings: AlertSettings = { ...usualAlerts, send: ['ops'] };

/** The book of the workspace, as another program of the host opens it. */
async function opened(stage: StoreStage, secret = 'sgp_first'): Promise<AlertBook> {
  const open = await stage.stores({ secret }).of('w');
  if (!open) throw new Error('no store');
  onTestFinished(() => open.store.close());
  return open.alerts;
}

const step = (stage: StoreStage, book: AlertBook, evaluation: Evaluation, rank = 1) =>
  judgeInto(book, rank, () => evaluation, { settings, ground: { workspace: 'w' }, now: stage.time });
const states = (book: AlertBook) => book.records().map(({ state, tellings }) => `${state} ${tellings}`);

describe('the alerts of a host', () => {
  it('are told once, however many programs judge', async () => {
    const stage = await storeStage();
    const [one, other] = [await opened(stage), await opened(stage)];
    step(stage, one, raised);
    step(stage, other, raised);
    expect([states(one), states(other)]).toEqual([['raised 1'], ['raised 1']]);
    expect(one.claim(['ops'])?.message).toMatchObject({ id: finding.key, state: 'new' });
    expect(other.claim(['ops'])).toBeUndefined();
  });

  it('are judged by one: another takes over when it is of higher rank, or the first has ended or stands still', async () => {
    const stage = await storeStage();
    const [one, other, third] = [await opened(stage), await opened(stage), await opened(stage)];
    expect([one.judges(1), other.judges(1), other.judges(3), one.judges(1)]).toEqual([true, false, true, false]);
    other.end();
    expect(one.judges(1)).toBe(true);
    stage.time += 30 * second;
    expect(third.judges(1)).toBe(false);
    stage.time += 1;
    expect(third.judges(1)).toBe(true);
  });

  it('outlast a restart and a new token: nothing is told again, and the end is told', async () => {
    const stage = await storeStage();
    step(stage, await opened(stage), raised);
    stage.time += 10 * minute;
    const later = await opened(stage, 'sgp_second');
    step(stage, later, raised);
    step(stage, later, calm);
    stage.time += 5 * minute;
    step(stage, later, calm);
    expect(states(later)).toEqual(['resolved 2']);
    const first = later.claim(['ops'])!;
    expect([first.message.state, later.claim(['ops'])]).toEqual(['new', undefined]);
    later.sent(first.seq);
    expect(later.claim(['ops'])?.message.state).toBe('resolved');
  });

  it('what a program had claimed when it was killed is sent by another a minute later', async () => {
    const stage = await storeStage();
    const [killed, other] = [await opened(stage), await opened(stage)];
    step(stage, killed, raised);
    expect(killed.claim(['ops'])?.message.state).toBe('new');
    stage.time += 59 * second;
    expect(other.claim(['ops'])).toBeUndefined();
    stage.time += second;
    const again = other.claim(['ops'])!;
    expect(again.message.state).toBe('new');
    other.sent(again.seq);
    stage.time += 10 * minute;
    expect(killed.claim(['ops'])).toBeUndefined();
  });

  it('what failed waits for its time, and says so until it is taken', async () => {
    const stage = await storeStage();
    const book = await opened(stage);
    step(stage, book, raised);
    book.failed(book.claim(['ops'])!.seq, 'answered 503', 20 * second);
    expect(book.claim(['ops'])).toBeUndefined();
    expect(book.troubles()).toEqual([
      { channel: 'ops', reason: 'answered 503', since: stage.time, waiting: 1, givenUp: 0 },
    ]);
    stage.time += 20 * second;
    const again = book.claim(['ops'])!;
    expect(again.attempts).toBe(1);
    book.sent(again.seq);
    expect(book.troubles()).toEqual([]);
  });

  it.each<[string, (book: AlertBook) => void]>([
    ['was claimed', () => undefined],
    ['failed', (book) => book.failed(1, 'answered 503', hour)],
  ])('what %s before the clock was set back is sent as soon as its time could have come', async (_, after) => {
    for (const kind of ['kept', 'own'] as const) {
      const stage = await storeStage();
      stage.time += day / 2;
      const book = kind === 'kept' ? await opened(stage) : memoryBook(() => stage.time);
      step(stage, book, raised);
      expect(book.claim(['ops'])?.seq).toBe(1);
      after(book);
      stage.time -= day / 2;
      expect([kind, book.claim(['ops'])?.message.state]).toEqual([kind, 'new']);
      expect(book.claim(['ops'])).toBeUndefined();
    }
  });

  it('what a server wants to be left alone for an hour waits for all of it', async () => {
    const stage = await storeStage();
    for (const book of [await opened(stage), memoryBook(() => stage.time)]) {
      step(stage, book, raised);
      book.failed(book.claim(['ops'])!.seq, 'answered 429', hour);
      expect(book.claim(['ops'])).toBeUndefined();
      stage.time += hour;
      expect(book.claim(['ops'])?.attempts).toBe(1);
    }
  });

  it('what is waiting for a channel of another profile is left for it', async () => {
    const stage = await storeStage();
    const book = await opened(stage);
    step(stage, book, raised);
    expect(book.claim(['other'])).toBeUndefined();
    expect(book.claim(['other', 'ops'])?.channel).toBe('ops');
  });

  it('what could not be told for a day is told no more, and its channel says so until it takes one', async () => {
    const stage = await storeStage();
    for (const book of [await opened(stage), memoryBook(() => stage.time)]) {
      const begin = stage.time;
      const reason = 'answered 503';
      step(stage, book, raised);
      book.failed(book.claim(['ops'])!.seq, reason, minute);
      stage.time += day;
      const last = book.claim(['ops'])!;
      expect(book.troubles()).toEqual([{ channel: 'ops', reason, since: begin, waiting: 1, givenUp: 0 }]);
      book.failed(last.seq, reason, minute);
      stage.time += 2 * minute;
      expect(book.claim(['ops'])).toBeUndefined();
      expect(book.troubles()).toEqual([{ channel: 'ops', reason, since: begin, waiting: 0, givenUp: 1 }]);
      step(stage, book, calm);
      stage.time += 5 * minute;
      step(stage, book, calm);
      book.sent(book.claim(['ops'])!.seq);
      expect(book.troubles()).toEqual([]);
    }
  });

  it('what no program tried to send in a day is given up, also where none has a channel', async () => {
    const stage = await storeStage();
    const book = await opened(stage);
    const begin = stage.time;
    step(stage, book, raised);
    stage.time += day + 1;
    step(stage, book, raised);
    expect(book.troubles()).toEqual([
      { channel: 'ops', reason: 'nothing was sent', since: begin, waiting: 0, givenUp: 1 },
    ]);
    expect(book.claim(['ops'])).toBeUndefined();
  });

  it.each([1, -1])(
    'a channel that is no longer used says nothing once nothing was heard of it for a day, %s',
    async (way) => {
      const stage = await storeStage();
      const book = await opened(stage);
      step(stage, book, raised);
      book.failed(book.claim(['ops'])!.seq, 'answered 404', undefined);
      const trouble = { channel: 'ops', reason: 'answered 404', since: stage.time, waiting: 0, givenUp: 0 };
      stage.time += way * day;
      step(stage, book, raised);
      expect(book.troubles()).toEqual([trouble]);
      stage.time += way;
      step(stage, book, raised);
      expect(book.troubles()).toEqual([]);
    },
  );
});
