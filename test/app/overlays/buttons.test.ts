import { describe, expect, test, vi } from 'vitest';
import { answer } from '../../../source/app/overlays/buttons.ts';
import { t } from '../../../source/domain/text.ts';
import { overlayCommand, overlayKeymap } from '../../../source/keys/overlay-keys.ts';
import { createAppStore } from '../../../source/state/store.ts';

const buttons = [
  { id: 'no', label: t`No` },
  { id: 'yes', label: t`Yes` },
] as const;

/** What a key does to a question: where the focus is then, undefined where it is closed, and whether it was a yes. */
function pressed(focused: number, stroke: string) {
  const overlay = { kind: 'quit', focused, unsaved: [] } as const;
  const store = createAppStore({ overlay });
  const yes = vi.fn();
  answer(overlay, buttons, overlayCommand(overlayKeymap, ['dialog'], stroke), { store }, yes);
  const open = store.getState().overlay;
  return [open?.kind === 'quit' ? open.focused : undefined, yes.mock.calls.length];
}

describe('a question with two buttons', () => {
  test.each(['tab', 'right', 'down', 'shift+tab', 'left', 'up', 'h', 'j', 'k', 'l'])(
    '%s goes to the other one',
    (stroke) => {
      expect([pressed(0, stroke), pressed(1, stroke)]).toEqual([
        [1, 0],
        [0, 0],
      ]);
    },
  );

  test.each<[string, number, (number | undefined)[]]>([
    ['enter', 0, [undefined, 0]],
    ['enter', 1, [1, 1]],
    ['y', 0, [0, 1]],
    ['y', 1, [1, 1]],
    ['x', 1, [1, 0]],
  ])('%s on button %i', (stroke, focused, expected) => {
    expect(pressed(focused, stroke)).toEqual(expected);
  });
});
