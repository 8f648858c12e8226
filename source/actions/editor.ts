import { type SafeText, sanitise, t } from '../domain/text.ts';
import { contentOf } from '../state/pane.ts';
import { type Action, isWhy, on } from './action.ts';
import { current } from './current.ts';
import { shownPayload } from './delivery/payload.ts';
import type { Here, Reader, Sight, Why } from './environment.ts';
import { rowLines } from './table.ts';

interface Shown {
  readonly name: SafeText;
  lines(): readonly SafeText[];
}

/** What there is to read as a whole: a payload, a report or a request, or the selected row. */
function shownDocument(sight: Sight): Shown | Why {
  const here = current(sight);
  const sheet = contentOf(here?.pane, 'sheet');
  if (sheet && sheet.lines().length > 0) return { name: sheet.file, lines: () => sheet.lines() };
  if (sight.panes().some((pane) => contentOf(pane, 'document'))) {
    const payload = shownPayload(sight);
    if (isWhy(payload)) return payload;
    // Without the numbers of lines that a pager has: an editor shows its own, and what is saved from there is JSON.
    const lines = () => (payload.document.text() ?? '').split('\n').map((row) => sanitise(row));
    return { name: t`payload.json`, lines };
  }
  const table = contentOf(here?.pane, 'table');
  if (!table || !here?.row) return { why: t`only a payload, a report and rows of a list` };
  return { name: t`row.json`, lines: () => rowLines(table, here.index) };
}

/** `V`: what is shown in the user's editor, masked as it is on screen. */
export const editor: Action<Here & Reader> = on(
  shownDocument,
  (environment: Here & Reader, { name, lines }) => environment.edit(lines(), name),
  { refusal: t`Nothing to open in an editor` },
);
