import { expect, test } from 'vitest';
import { type Answered, codeOfAnswer } from '../../source/commands/exit-codes.ts';

const whole: Answered = { isAnswered: true, isSound: true, isWhole: true, isFailing: false };

test.each<readonly [string, Partial<Answered>, number]>([
  ['nothing fails', {}, 0],
  ['something fails', { isFailing: true }, 1],
  ['something fails and something was not read: the failure is certain', { isFailing: true, isWhole: false }, 1],
  ['nothing fails in what was read', { isWhole: false }, 4],
  ['an answer was broken', { isSound: false, isWhole: false }, 4],
  ['an answer was broken: not even the failure is certain', { isSound: false, isWhole: false, isFailing: true }, 4],
  ['no answer', { isAnswered: false, isSound: false, isWhole: false }, 3],
  ['no answer, whatever is known besides', { isAnswered: false, isSound: false, isWhole: false, isFailing: true }, 3],
])('%s', (_, given, code) => {
  expect(codeOfAnswer({ ...whole, ...given })).toBe(code);
});
