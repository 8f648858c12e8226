import type { Environment } from '../../../actions/environment.ts';
import { chooseWorkspace, newWorkspace, offersShown } from '../../../actions/workspaces.ts';
import type { Block } from '../../../components/block.ts';
import { list } from '../../../components/list.ts';
import { panel, panelRoom } from '../../../components/panel.ts';
import { ago } from '../../../domain/format.ts';
import { t } from '../../../domain/text.ts';
import type { CommandId } from '../../../keys/keymap.ts';
import type { OverlayId } from '../../../keys/overlay-keys.ts';
import type { Overlay, WorkspaceOffer } from '../../../state/store.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { between, blank, type Line, line, span } from '../../../theme/line.ts';
import { defineOverlay, type KeyNames } from '../overlay.ts';

type Workspaces = Extract<Overlay, { kind: 'workspaces' }>;

const widest = 72;

/** The open workspace and those opened last; the last line leads to all of them (W-08). */
function workspacesBlock(
  { entries, at }: Workspaces,
  now: number,
  width: number,
  height: number,
  glyphs: Glyphs,
  { key }: KeyNames,
): Block {
  const wide = Math.min(widest, width);
  const shown = offersShown(entries);
  const hasGap = height >= shown.length + 7;
  const foot = [
    ...(hasGap ? [blank] : []),
    line(
      span(t` ${key('workspaces.new')}`, 'key'),
      span(t` new workspace, in the web app · one token is one workspace`, 'dim'),
    ),
  ];
  const rows = Math.max(1, Math.min(shown.length + 1, height - 2 - foot.length));
  const room = panelRoom(wide, rows + 2 + foot.length);
  const { block } = list({
    count: shown.length + 1,
    lineAt: (index) => offerLine(shown[index], entries.length, now, room.width - 1, glyphs),
    selectedIndex: at,
    offset: 0,
    width: room.width,
    height: rows,
    focused: true,
    hitOf: (at) => ({ kind: 'item', at }),
    glyphs,
  });
  return panel({
    title: line(span(t`Workspaces`, 'strong')),
    body: [...block, ...foot],
    width: wide,
    height: rows + 2 + foot.length,
    focused: true,
    glyphs,
  });
}

function offerLine(offer: WorkspaceOffer | undefined, count: number, now: number, width: number, glyphs: Glyphs): Line {
  if (!offer) return between(line(t`   View all workspaces`), line(span(t`${count}`, 'dim')), width);
  const { name, where, current, workspace, changes, openedAt } = offer;
  const facts = [
    ...(changes === 'never' ? [t`read-only`] : []),
    ...(where === '' ? [] : [where]),
    current ? t`open` : openedAt === undefined ? t`` : ago(openedAt, now),
  ].filter((fact) => fact !== '');
  return between(
    line(
      t` `,
      current ? span(glyphs.healthy, 'good') : span(t` `),
      t` `,
      span(name, current ? 'strong' : 'text'),
      workspace === undefined ? undefined : span(t`  ${workspace}`, 'dim'),
    ),
    line(...facts.map((fact, index) => span(index === 0 ? fact : t` · ${fact}`, 'dim'))),
    width,
  );
}

const steps: Readonly<Partial<Record<OverlayId, number>>> = { 'menu.down': 1, 'menu.up': -1 };

/** The workspaces that can be opened instead. */
export const workspaces = defineOverlay({
  kind: 'workspaces',
  scopes: () => ['menu'],
  isBusy: () => false,
  isOnlyLeft: () => true,
  draw: (overlay, { scene, width, height, glyphs, names }) =>
    workspacesBlock(overlay, scene.context.now, width, height, glyphs, names),
  press(overlay, { does, stroke }, { environment }) {
    const { keymap } = environment.store.getState();
    const isKeyOf = (id: CommandId) => keymap.some((command) => command.id === id && command.keys.includes(stroke));
    const step = does && steps[does];
    if (does === 'menu.choose') chooseWorkspace(environment, offersShown(overlay.entries)[overlay.at]);
    else if (step !== undefined) move(environment, overlay, step);
    else if (does === 'menu.close' || isKeyOf('workspaces')) environment.store.setState({ overlay: undefined });
    else if (isKeyOf('workspaces.new')) newWorkspace.run(environment);
  },
  click(overlay, hit, { environment }) {
    if (hit.kind === 'item') chooseWorkspace(environment, offersShown(overlay.entries)[hit.at]);
  },
  wheel: (overlay, by, { environment }) => move(environment, overlay, by),
  hints: (_, { hint, pair }) => [
    hint('menu.choose', t`open`),
    pair('menu.down', 'menu.up', t`move`),
    hint('workspaces.new', t`new`),
    hint('menu.close', t`close`),
  ],
});

function move({ store }: Environment, overlay: Workspaces, by: number): void {
  const last = offersShown(overlay.entries).length;
  store.setState({ overlay: { ...overlay, at: Math.max(0, Math.min(overlay.at + by, last)) } });
}
