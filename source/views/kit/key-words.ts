import { joined, type SafeText, t } from '../../domain/text.ts';
import type { CommandId } from '../../keys/keymap.ts';
import { commandName } from '../../keys/labels.ts';
import { type Line, line, type Span, span } from '../../theme/line.ts';
import type { ViewContext } from './view.ts';

type Keys = Pick<ViewContext, 'keyOf'>;

/** `3 all`: the key of a command and what it does here; nothing when the user took the key away. */
export function keyText({ keyOf }: Keys, command: CommandId, does: SafeText): SafeText {
  const key = keyOf(command);
  return key === '' ? t`` : t`${key} ${does}`;
}

/** `r`, or `:refresh` where the user took the key away: for sentences, which need a subject. */
export const keyName = ({ keyOf }: Keys, command: CommandId): SafeText => {
  const key = keyOf(command);
  return key === '' ? t`:${commandName(command)}` : key;
};

/** The same as spans, the key in its colour. */
export function keySpans({ keyOf }: Keys, command: CommandId, does: SafeText): Span[] {
  const key = keyOf(command);
  return key === '' ? [] : [span(key, 'key'), span(t` ${does}`, 'dim')];
}

/** `h l tab `: the keys that turn tabs. */
export function tabKeys({ keyOf }: Keys): Line {
  const keys = joined(
    [keyOf('tab.previous'), keyOf('tab.next')].filter((key) => key !== ''),
    t` `,
  );
  return keys === '' ? line() : line(span(keys, 'key'), span(t` tab `, 'dim'));
}

/** Several keys that help, in one line. */
export function helps(keys: readonly SafeText[]): SafeText {
  return joined(
    keys.filter((key) => key !== ''),
    t` · `,
  );
}
