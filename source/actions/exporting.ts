import { nearest } from '../domain/nearest.ts';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import { longestCopy } from '../terminal/clipboard.ts';
import { isWhy } from './action.ts';
import type { Clipboard, Exported, Exporting, Here, RowFormat, ScreenFormat, Why } from './environment.ts';
import { toast } from './toast.ts';

type Needs = Here & Exporting & Clipboard;
type Format = RowFormat | ScreenFormat;

/** What can be kept, and the ending of its file. */
export const exportFormats: readonly { readonly id: Format; readonly title: SafeText; readonly ending: string }[] = [
  { id: 'csv', title: t`Rows of the list as comma-separated values`, ending: 'csv' },
  { id: 'json', title: t`Rows of the list as JSON, as segtop list --json`, ending: 'json' },
  { id: 'md', title: t`Rows of the list as a table of Markdown`, ending: 'md' },
  { id: 'text', title: t`The screen as text`, ending: 'txt' },
  { id: 'ansi', title: t`The screen with its colours, for cat`, ending: 'ansi' },
  { id: 'svg', title: t`The screen as a picture`, ending: 'svg' },
];

const allowed = t`csv, json or md for rows, text, ansi or svg for the screen`;

/** The word that means the clipboard where a file could stand. */
export const clipboardWord = 'clipboard';

interface Wish {
  readonly format: Format;
  readonly ending: string;
  readonly title: SafeText;
  /** Undefined for a new file in the folder at hand. */
  readonly target: string | undefined;
}

/** Reads what follows `:export`, or says what is allowed. */
export function exportWish(rest: string): Wish | Why {
  const [, word = '', target = ''] = /^\s*(\S*)\s*(.*?)\s*$/s.exec(rest) ?? [];
  if (word === '') return { why: t`a format is missing: ${allowed}` };
  const found = exportFormats.find(({ id }) => id === word.toLowerCase());
  if (!found) {
    const meant = nearest(
      word,
      exportFormats.map(({ id }) => id),
    );
    const hint = meant === undefined ? t`` : t` (did you mean ${sanitise(meant)}?)`;
    return { why: t`“${sanitise(word, 40)}” is no format${hint}: ${allowed}` };
  }
  if (target === clipboardWord && found.id === 'ansi')
    return { why: t`a clipboard loses the codes of colours: text can be copied` };
  return { format: found.id, ending: found.ending, title: found.title, target: target === '' ? undefined : target };
}

/** Where it goes, in the words of the palette. */
export const exportPlace = ({ target }: Wish): SafeText =>
  target === undefined
    ? t`into a new file here`
    : target === clipboardWord
      ? t`into the clipboard`
      : t`into ${sanitise(target, 200)}`;

/** `:export csv FILE`: keeps the rows of the list, or the screen, as a file or in the clipboard. */
export function exportTo(environment: Needs, rest: string): void {
  const wish = exportWish(rest);
  if (isWhy(wish)) return toast(environment, t`Nothing exported: ${wish.why}`, 'warn');
  void environment.exported(wish.format).then((found) => {
    if (isWhy(found)) toast(environment, t`Nothing exported: ${found.why}`, 'warn');
    else if (wish.target === clipboardWord) copyAll(environment, found);
    else void keep(environment, { ...found, name: `${found.name}.${wish.ending}`, path: wish.target }, false);
  });
}

/** A text with where it is to go. */
export interface Keepable extends Exported {
  readonly path: string | undefined;
}

const told = ({ what, missing }: Exported, where: SafeText): SafeText =>
  missing === undefined ? t`${what} ${where}` : t`${what} ${where}; not all: ${missing}`;

function copyAll(environment: Needs, found: Exported): void {
  if (Buffer.byteLength(found.text) > longestCopy)
    return toast(environment, t`Too long for the clipboard of a terminal: name a file instead`, 'warn');
  environment.copy(found.text);
  toast(environment, told(found, t`copied`), found.missing === undefined ? 'good' : 'warn');
}

/** Writes the file; asks first where one is there already. */
export async function keep(environment: Here & Exporting, wanted: Keepable, replace: boolean): Promise<void> {
  const written = await environment.writeFile(wanted.path, wanted.name, wanted.text, replace);
  if (written.kind === 'exists') {
    const { overlay, prompt } = environment.store.getState();
    // A letter of a line that is typed would answer the question, and another question would be lost.
    if (overlay || prompt) return toast(environment, t`Not kept: ${written.file} is there already`, 'warn');
    return environment.store.setState({ overlay: { kind: 'replace', file: written.file, wanted, focused: 0 } });
  }
  if (written.kind === 'failed') return toast(environment, t`Not kept: ${written.why}`, 'bad');
  toast(environment, told(wanted, t`kept in ${written.file}`), wanted.missing === undefined ? 'good' : 'warn');
}
