import { expect, test } from 'vitest';
import { earlyFeedback } from '../../source/app/early-feedback.ts';

test.each([
  ['12.4.254.21-node.33', 0],
  ['13.6.233.10-node.28', 0],
  ['14.0.0.0', 1],
  ['14.6.202.34-node.34', 1],
  ['?', 0],
])('V8 %s is told %i flags: an older one would complain on the screen', (v8, flags) => {
  expect(earlyFeedback(v8)).toHaveLength(flags);
});
