import type { Environment } from '../actions/environment.ts';
import { chooseWorkspace } from '../actions/workspaces.ts';
import type { Block } from '../components/block.ts';
import { list } from '../components/list.ts';
import { panel, panelRoom } from '../components/panel.ts';
import { t } from '../domain/text.ts';
import type { Stroke } from '../keys/strokes.ts';
import type { Overlay } from '../state/store.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import { between, type Line, line, span } from '../theme/line.ts';

type Workspaces = Extract<Overlay, { kind: 'workspaces' }>;

const widest = 60;

/** The known workspaces, the open one marked, and how to add another. */
export function workspacesBlock({ entries, at }: Workspaces, width: number, height: number, glyphs: Glyphs): Block {
  const wide = Math.min(widest, width);
  const hint = line(span(t`More: profiles in config.json, one token each`, 'dim'));
  const rows = Math.max(1, Math.min(entries.length, height - 4));
  const room = panelRoom(wide, rows + 3);
  const lineAt = (index: number): Line => {
    const { name, where, current } = entries[index]!;
    const mark = current ? span(glyphs.healthy, 'good') : span(t` `);
    return between(
      line(t` `, mark, t` `, span(name, current ? 'strong' : 'text')),
      line(span(where, 'dim')),
      room.width - 1,
    );
  };
  const { block } = list({
    count: entries.length,
    lineAt,
    selectedIndex: at,
    offset: 0,
    width: room.width,
    height: rows,
    focused: true,
    glyphs,
  });
  return panel({
    title: line(span(t`Workspaces`, 'strong')),
    body: [...block, hint],
    width: wide,
    height: rows + 3,
    focused: true,
    glyphs,
  });
}

const steps: Readonly<Record<string, number>> = { j: 1, down: 1, k: -1, up: -1 };

export function workspacesStroke(environment: Environment, overlay: Workspaces, stroke: Stroke): void {
  const { store } = environment;
  if (stroke === 'enter') return chooseWorkspace(environment, overlay.at);
  if (stroke === 'w') return store.setState({ overlay: undefined });
  const step = steps[stroke];
  if (step === undefined) return;
  const at = Math.max(0, Math.min(overlay.at + step, overlay.entries.length - 1));
  store.setState({ overlay: { ...overlay, at } });
}
