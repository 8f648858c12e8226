import { type SafeText, sanitise, t } from '../../domain/text.ts';
import { second } from '../../domain/time.ts';
import type { AppState, Toast } from '../../state/store.ts';
import type { StorageProblem } from '../../storage/document.ts';

/** The first problem with the user's files; all of them are printed when the dashboard has closed. */
export function problemToast([first, ...others]: readonly SafeText[], now: number): Toast | undefined {
  if (!first) return undefined;
  const short = shortPlace(first);
  const text = others.length === 0 ? short : t`${short} (and ${others.length} more, printed at the end)`;
  return { text, tone: 'warn', until: now + 10 * second };
}

/** A message without the folder of the place in a file: that would take the room of what is wrong there. */
export const shortPlace = (message: SafeText): SafeText => sanitise(message.replace(/^\S*\/(?=[^/\s]+:\d+:\d+: )/, ''));

/** Keeps which files are not saved, so that the question at the end does not promise that they are. */
export function withUnsaved({ unsaved }: AppState, { file, unsaved: is }: StorageProblem): Partial<AppState> {
  if (is === undefined) return {};
  const name = sanitise(file.split(/[\\/]/).at(-1));
  const others = [...(unsaved ?? [])].filter((each) => each !== name);
  return { unsaved: new Set(is ? [...others, name] : others) };
}
