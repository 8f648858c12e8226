import { counted } from '../domain/format.ts';
import { t } from '../domain/text.ts';
import { longestCopy } from '../terminal/clipboard.ts';
import { type Action, on } from './action.ts';
import { current } from './current.ts';
import type { Clipboard, Here, Links, Program, Reader } from './environment.ts';
import { followLink } from './links.ts';
import { actedOn } from './marks.ts';
import { toast } from './toast.ts';

/** Copies ids, one a line: thousands of them are more than a terminal takes, and it would not say so. */
export function copyIds(environment: Here & Clipboard, ids: readonly string[]): void {
  const text = ids.join('\n');
  if (Buffer.byteLength(text) > longestCopy)
    return toast(environment, t`Too long for the clipboard of a terminal: mark fewer rows`, 'warn');
  const done = environment.copy(text);
  toast(environment, ids.length > 1 ? t`${done}: ${counted(ids.length, t`id`)}` : done, 'good');
}

/** `y`: the id of the row, of all marked rows one a line, or of what the page is about. */
export const copyId: Action<Here & Clipboard> = on(
  (sight) => {
    const here = current(sight);
    const ids = here ? actedOn(here).flatMap(({ subject }) => subject?.id ?? []) : [];
    const own = here?.pane.subject?.id;
    if (ids.length > 0) return ids;
    return own === undefined ? { why: t`nothing is selected that has an id` } : [own];
  },
  (environment: Here & Clipboard, ids) => copyIds(environment, ids),
);

export const browser: Action<Here & Links> = {
  run(environment) {
    const here = current(environment);
    followLink(environment, environment.webLink(here?.row?.subject ?? here?.pane.subject));
  },
};

/** Every mistake of the configuration, each with its place: a message on the last row has room for one. */
export const configCheck: Action<Here & Reader> = {
  why: ({ store }) =>
    store.getState().configProblems.length === 0
      ? { why: t`nothing wrong is known of the configuration`, good: true }
      : undefined,
  run: (environment) => environment.page(environment.store.getState().configProblems),
};

/** Off at the start unless the configuration says so: while the mouse is reported the terminal selects no text by itself. */
export const mouse: Action<Here & Program> = {
  run(environment) {
    const on = !environment.store.getState().mouse;
    environment.setMouse(on);
    environment.store.setState({ mouse: on });
    const text = on ? t`Mouse on: wheel, click, double click; Shift and drag selects text` : t`Mouse off`;
    toast(environment, text, 'info');
  },
};
