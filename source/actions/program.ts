import { t } from '../domain/text.ts';
import { current } from './current.ts';
import type { Action } from './environment.ts';
import { followLink } from './links.ts';
import { actedOn } from './marks.ts';
import { toast } from './toast.ts';

/** `y`: the id of the row, of all marked rows one a line, or of what the page is about. */
export const copyId: Action = (environment) => {
  const here = current(environment);
  const ids = here ? actedOn(here).flatMap(({ subject }) => subject?.id ?? []) : [];
  const own = here?.pane.subject?.id;
  const text = ids.length > 0 ? ids.join('\n') : own;
  if (text === undefined) return toast(environment, t`Nothing to copy here`, 'info');
  const done = environment.copy(text);
  toast(environment, ids.length > 1 ? t`${done}: ${ids.length} ids` : done, 'good');
};

export const browser: Action = (environment) => {
  const here = current(environment);
  const link = environment.webLink(here?.row?.subject ?? here?.pane.subject);
  followLink(environment, link);
};
