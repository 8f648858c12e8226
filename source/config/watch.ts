import { stat } from 'node:fs/promises';
import { second } from '../domain/time.ts';

export interface WatchHands {
  /** What tells whether a file has changed; the same text for one that is not there. */
  readonly signature?: ((file: string) => Promise<string>) | undefined;
  /** Calls back once after so many ms; the answer takes that back. */
  readonly setTimer: (work: () => void, ms: number) => () => void;
}

/** How often the files are looked at. A change counts when it is there twice, so that nothing half-written is read. */
const every = second;

/** Looked at through links, since configurations are often links into a folder that is kept elsewhere. */
const signatureOf = (file: string): Promise<string> =>
  stat(file).then(
    ({ ino, size, mtimeMs }) => `${ino}:${size}:${mtimeMs}`,
    () => '',
  );

/**
 * Calls back when one of the files was written, replaced, made or removed, once it has rested. Files are looked at and not
 * subscribed to: that works on network folders, through links, and where a file does not exist yet.
 * @returns what ends it
 */
export function watchFiles(
  files: readonly string[],
  { signature = signatureOf, setTimer }: WatchHands,
  onChange: () => void,
): () => void {
  let known: string | undefined;
  let last: string | undefined;
  let isOver = false;
  let stopTimer: () => void = () => undefined;
  const look = async (): Promise<void> => {
    const now = JSON.stringify(await Promise.all(files.map(signature)));
    if (isOver) return;
    known ??= now;
    if (now !== known && now === last) {
      known = now;
      onChange();
    }
    last = now;
    stopTimer = setTimer(() => void look(), every);
  };
  void look();
  return () => {
    isOver = true;
    stopTimer();
  };
}
