import { type SafeText, t } from '../domain/text.ts';
import { keptTitle, type Modes } from '../terminal/modes.ts';
import { titleSequence } from '../terminal/title.ts';
import type { Overview } from '../workspace/overview.ts';

type Titled = Pick<Overview, 'workspace' | 'fleet' | 'triage'>;

/** What to know among many windows: whose workspace this is, and how much fails there beyond the usual. */
export function titleOf({ workspace, fleet, triage }: Titled): SafeText | undefined {
  if (!workspace) return undefined;
  const failing = triage.filter((item) => item.kind === 'connection' && item.connection.state === 'failing').length;
  const told = failing > 0 || fleet.isMeasured;
  return told ? t`segtop – ${workspace.name} – ${failing} failing` : t`segtop – ${workspace.name}`;
}

/** Sets the title of the window once the workspace is known and whenever it changes; `modes` bring the old one back at the end. */
export function windowTitle(
  modes: Pick<Modes, 'enable'>,
  write: (sequence: string) => void,
  overview: () => Titled,
): () => void {
  let shown: SafeText | undefined;
  return () => {
    const title = titleOf(overview());
    if (title === undefined || title === shown) return;
    modes.enable(keptTitle);
    shown = title;
    write(titleSequence(title));
  };
}
