import { describe, expect, it } from 'vitest';
import { minute, second } from '../../../../source/domain/time.ts';
import { memoryBook } from '../../../../source/domain/watch/alerts/book.ts';
import { judgeInto } from '../../../../source/domain/watch/alerts/keep.ts';
import { type AlertSettings, usualAlerts } from '../../../../source/domain/watch/alerts/settings.ts';
import { closedRead } from '../../../../source/workspace/resources/closed-read.ts';
import { evaluate } from '../../../../source/workspace/watch/alerts/evaluate.ts';
import { type Case, cases, raisingStage } from '../../raising.ts';

const settings: AlertSettings = { ...usualAlerts, send: ['ops'] };
/** Alerts are judged this often. */
const every = 10;

/** What was told of one incident, in simulated seconds. */
interface Told {
  readonly before: readonly string[];
  /** From when the API tells of it to the alert. */
  readonly rose: number | undefined;
  /** From its end to the telling that it is over. */
  readonly cleared: number | undefined;
  readonly edges: readonly string[];
  readonly rules: readonly string[];
}

/** Plays an incident on a dashboard of a few connections in virtual time, and writes down what is told. */
async function played(each: Case, start: string): Promise<Told> {
  const stage = await raisingStage({ sources: 4, connections: 2, start });
  const read = closedRead((resource) => stage.poller.snapshot(resource));
  const book = memoryBook(() => stage.clock.now());
  const messages: { readonly state: string; readonly rule: string }[] = [];
  let passed = 0;
  const step = (): void => {
    if (passed++ % every !== 0) return;
    const picture = stage.overview();
    const evaluation = () => evaluate(picture, read, { settings: {}, isOwn: () => false });
    judgeInto(book, 1, evaluation, { settings, ground: { workspace: 'w' }, now: stage.clock.now() });
    for (let next = book.claim(['ops']); next; next = book.claim(['ops'])) {
      messages.push({ state: next.message.state, rule: next.message.rule });
      book.sent(next.seq);
    }
  };
  const until = (isSo: () => boolean, most: number) =>
    stage.until(() => {
      step();
      return isSo();
    }, most);
  await until(() => false, 600);
  const before = messages.map(({ rule }) => rule);
  const begun = stage.clock.now();
  const id = stage.begin(each.effect);
  await until(() => each.isTold(stage, begun), 180);
  const rose = await until(() => messages.length > 0, 900);
  await until(() => false, 240);
  if (each.recovery) each.recovery(stage, id);
  else stage.end(id);
  const cleared = await until(() => messages.some(({ state }) => state === 'resolved'), 3600);
  stage.stop();
  return {
    before,
    rose,
    cleared,
    edges: messages.map(({ state }) => state),
    rules: [...new Set(messages.map(({ rule }) => rule))],
  };
}

/** At most three minutes after the API tells of it, and, as a pause is no end, five more after its own end is seen. */
const within = (seconds: number): unknown =>
  expect.toSatisfy((value) => typeof value === 'number' && value <= seconds, `at most ${seconds} s`);

describe('an incident is told when it begins and when it ends, and not between', () => {
  it.each([
    ['a connection that begins to lose 95 % of its events', 'delivery-rate', (3 + 5) * minute],
    ['a source that falls silent', 'silent-source', (3 + 5) * minute],
    ['violations that begin', 'new-violation', (3 + 5) * minute],
    ['a sync that fails', 'storage-sync', (5 + 5) * minute],
    ['a destination that somebody switches off', 'switched-off', (3 + 5) * minute],
  ])(
    '%s',
    async (name, rule, clears) => {
      const told = await played(cases.find((each) => each.name === name)!, '2026-11-19T13:46:20Z');
      expect(told).toEqual({
        before: [],
        rose: within(180),
        cleared: within(clears / second),
        edges: ['new', 'resolved'],
        rules: [rule],
      });
    },
    120_000,
  );
});
