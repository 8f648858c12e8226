import { type SafeText, t } from '../../domain/text.ts';
import { keptTitle, type Mode, type Modes } from '../../terminal/modes.ts';
import { titleSequence } from '../../terminal/title.ts';
import type { Overview } from '../../workspace/watch/overview.ts';

type Titled = Pick<Overview, 'workspace' | 'fleet' | 'triage'>;

/** What to know when there are many windows: which workspace this is, and how much fails there beyond the usual. */
export function titleOf({ workspace, fleet, triage }: Titled): SafeText | undefined {
  if (!workspace) return undefined;
  const failing = triage.filter((item) => item.kind === 'connection' && item.connection.state === 'failing').length;
  const isKnown = failing > 0 || fleet.isMeasured;
  return isKnown ? t`segtop – ${workspace.name} – ${failing} failing` : t`segtop – ${workspace.name}`;
}

/**
 * Sets the window title once the workspace is known and whenever it changes; `modes` restores the old title at the end, and
 * this one after another program had the terminal.
 */
export function windowTitle(modes: Pick<Modes, 'enable' | 'write'>, overview: () => Titled): () => void {
  let shown: SafeText | undefined;
  const titled: Mode = {
    get on() {
      return keptTitle.on + (shown === undefined ? '' : titleSequence(shown));
    },
    off: keptTitle.off,
  };
  return () => {
    const title = titleOf(overview());
    if (title === undefined || title === shown) return;
    const isFirst = shown === undefined;
    shown = title;
    if (isFirst) modes.enable(titled);
    else modes.write(titleSequence(title));
  };
}
