import { render } from 'ink-testing-library';
import { createElement } from 'react';
import { expect, test } from 'vitest';
import type { AppKeyboard } from '../../../source/app/input/own-terminal.ts';
import { useStrokes } from '../../../source/app/input/use-strokes.ts';
import type { InputEvent } from '../../../source/keys/input.ts';

const press = (stroke: string): InputEvent => ({ kind: 'press', press: { stroke } });
const esc = (is: 'likely' | 'sure' | 'wrong'): InputEvent => ({ kind: 'escape', is });

/** What was called, in order, when the keyboard heard these reads. */
function called(reads: readonly (readonly InputEvent[])[], acts: boolean): readonly string[] {
  let hear: ((events: readonly InputEvent[]) => void) | undefined;
  const calls: string[] = [];
  const keyboard: Pick<AppKeyboard, 'listen'> = {
    listen(listener) {
      hear = listener;
      return () => undefined;
    },
  };
  const Listener = () => {
    useStrokes(
      keyboard as AppKeyboard,
      (presses) => calls.push(presses.map(({ stroke }) => stroke).join(' ')),
      (text) => calls.push(`paste<${text}>`),
      ({ act }) => calls.push(act),
      () => {
        calls.push('at once');
        return acts ? () => void calls.push('taken back') : undefined;
      },
    );
    return null;
  };
  const { unmount } = render(createElement(Listener));
  for (const read of reads) hear!(read);
  unmount();
  return calls;
}

test.each<[string, (readonly InputEvent[])[], readonly string[], readonly string[]]>([
  [
    'that is sure is done once',
    [[press('j'), esc('likely')], [esc('sure')], [press('k')]],
    ['j', 'at once', 'k'],
    ['j', 'at once', 'esc', 'k'],
  ],
  [
    'that was wrong is taken back before the key that it was',
    [[esc('likely')], [esc('wrong'), press('up'), press('j')]],
    ['at once', 'taken back', 'up j'],
    ['at once', 'up j'],
  ],
  [
    'and keys behind it in the read that shows what it was',
    [[esc('likely')], [esc('sure'), press('j')]],
    ['at once', 'j'],
    ['at once', 'esc j'],
  ],
  [
    'that was the beginning of a paste',
    [[esc('likely')], [esc('wrong'), { kind: 'paste', text: 'a' }]],
    ['at once', 'taken back', 'paste<a>'],
    ['at once', 'paste<a>'],
  ],
  [
    'twice, each for itself',
    [[esc('likely')], [esc('sure'), esc('likely')], [esc('wrong'), press('up')]],
    ['at once', 'at once', 'taken back', 'up'],
    ['at once', 'esc', 'at once', 'up'],
  ],
  [
    'of which nobody heard more, as another program had the terminal, is never taken back',
    [[esc('likely')], [press('j')], [esc('likely')], [esc('sure')]],
    ['at once', 'j', 'at once'],
    ['at once', 'j', 'at once', 'esc'],
  ],
])('an Esc %s', (_, reads, acting, waiting) => {
  expect(called(reads, true)).toEqual(acting);
  expect(called(reads, false)).toEqual(waiting);
});
