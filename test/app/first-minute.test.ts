import { beforeAll, describe, expect, test } from 'vitest';
import { actAt, type Stage, stageOf } from '../views/stage.ts';

/**
 * An engineer's first minute, who has never seen this screen: what is asked is answered by it, and where it is not, the key that
 * leads on stands on it before it is pressed.
 */
interface Step {
  /** What the screen says before the key is pressed. */
  readonly shows: RegExp;
  /** How it names the first of the keys; none after the last step. */
  readonly named?: RegExp;
  readonly keys?: readonly string[];
}

const tasks: Readonly<Record<string, readonly Step[]>> = {
  '"Braze misses events": the response that says why': [
    {
      shows: /◆ Braze ← Web \(prod\) {2}401 {2}94% failing {2}LOST {2}2\.39k of 2\.54k {2}since 11:02/,
      named: /! worst error/,
      keys: ['!'],
    },
    { shows: /Response[\s\S]*"error": "invalid_grant"[\s\S]*11:01 +Integration Modified [^\n]*ana@acme\.example/ },
  ],
  '"Braze misses events": by way of its page': [
    { shows: /Braze ← Web \(prod\)/, named: /e triage/, keys: ['e'] },
    { shows: /❯ ◆ +Braze ← Web \(prod\) +LOST/, named: /⏎ open/, keys: ['enter'] },
    {
      shows:
        /since 11:02[\s\S]*Integration Modified by ana@acme\.example 11:01[\s\S]*❯ 401 {2}2\.39k lost {2}Credentials refused/,
      named: /⏎ response/,
      keys: ['enter'],
    },
    { shows: /"error": "invalid_grant"/ },
  ],
  '"Who switched Amplitude off": the name, the time and what was missed': [
    { shows: /Amplitude ← iOS +DISABLED/, named: /e triage/, keys: ['e'] },
    { shows: /Amplitude ← iOS +DISABLED/, named: /\/ filter/, keys: ['/', ...'amplitude', 'enter'] },
    { shows: /❯ . +Amplitude ← iOS +DISABLED/, named: /⏎ open/, keys: ['enter'] },
    {
      shows:
        /DISABLED since 09:24 \(4h 40m\) {2}by ci-deploy-7Qm2[\s\S]*iOS sent 9\.12k events since[\s\S]*only a replay by Segment/,
    },
  ],
  '"Are we going over the allowance": when, and by which pace': [
    { shows: /API calls [\s\S]*71%[\s\S]*reaches 100% on Nov 28/, named: /9 Usage/, keys: ['9'] },
    {
      shows:
        /API calls 8,509,871 of 12,000,000[\s\S]*reaches 100% on Nov 28 at the last 7 days' pace[\s\S]*at the whole period's[\s\S]*notices: 75 % on Nov 22[\s\S]*Web \(prod\) +\+269k/,
    },
  ],
};

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
}, 60_000);

describe.each([
  [80, 24],
  [120, 40],
  [200, 60],
])('at %d×%d', (columns, rows) => {
  test.each(Object.entries(tasks))('%s', async (_, steps) => {
    const act = actAt(stage, { view: 'home', params: {} }, { columns, rows });
    for (const { shows, named, keys = [] } of steps) {
      await act.settled();
      expect(act.text()).toMatch(shows);
      if (named) expect(act.text()).toMatch(named);
      act.press(...keys);
    }
  });
});
