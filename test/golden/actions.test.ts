import { beforeAll, test } from 'vitest';
import { chooseMenu } from '../../source/actions/menu.ts';
import { dispatch } from '../../source/app/input/dispatch.ts';
import type { CommandId } from '../../source/keys/keymap.ts';
import { addressOf } from '../../source/state/address.ts';
import type { Target } from '../../source/state/pages.ts';
import type { Overlay } from '../../source/state/store.ts';
import { views } from '../../source/views/registry.ts';
import { presses } from '../harness/keys.ts';
import { openPane } from '../views/scenarios.ts';
import { type Act, actsOn, stageOf } from '../views/stage.ts';
import { findTargets } from '../views/targets.ts';
import { expectScreen } from './golden.ts';

let actAt: ReturnType<typeof actsOn>;
let targets: ReadonlyMap<string, Target>;
beforeAll(async () => {
  const stage = await stageOf('everything');
  actAt = actsOn(stage);
  ({ targets } = await findTargets(stage));
}, 120_000);

/** What an overlay says, without the places of its cursor. */
function overlayText(overlay: Overlay): string {
  if (overlay.kind === 'menu') {
    const items = overlay.items.map(
      ({ label, disabled, hint }) => `${label}${hint ? ` [${hint}]` : ''}${disabled ? ` (${disabled})` : ''}`,
    );
    return `menu ${overlay.title}: ${items.join(' | ')}`;
  }
  if (overlay.kind === 'confirm') {
    const { title, text, verb, done, danger, field, planned } = overlay;
    const parts = [
      title,
      text,
      ...(field ? [`${field.label} ${field.text}`] : []),
      `${verb}${danger ? ' (danger)' : ''}`,
      done,
      ...planned.map(({ name }) => name),
    ];
    return `confirm ${parts.join(' | ')}`;
  }
  return overlay.kind;
}

/** What came of something: what is open, what is said, where one is and what was copied. */
function outcome(act: Act, before: { readonly place: string; readonly copied: number }): string {
  const { overlay, prompt, toast } = act.store.getState();
  const copied = act.copied.slice(before.copied);
  return [
    ...(overlay ? [overlayText(overlay)] : []),
    ...(prompt ? [`prompt ${prompt.kind}`] : []),
    ...(toast ? [`${toast.tone}: ${toast.text}`] : []),
    ...(placeOf(act) === before.place ? [] : [`at ${placeOf(act)}`]),
    ...copied.map((text) => `copied ${JSON.stringify(text).slice(0, 200)}`),
  ].join(' / ');
}
const placeOf = (act: Act) => {
  const { view, params } = act.screen.scene.context.place;
  return addressOf({ view, params });
};

const opened = (id: string): Act => actAt(targets.get(id)!, { write: true });

/** What each command does on a page, or why it has nothing to do there. */
function commandsOf(act: Act): Map<string, string> {
  const from = act.store.getState();
  const start = { place: placeOf(act), copied: 0 };
  return new Map(
    from.keymap.map(({ id, keys }) => {
      act.store.setState({ ...from, toast: undefined }, true);
      const why = act.environment.whyNot(id as CommandId);
      if (why !== undefined) return [id, `(${why})`];
      start.copied = act.copied.length;
      act.screen.batch(() => {
        for (const each of presses(...(keys[0]?.split(' ') ?? []))) dispatch(act.environment, act.screen, [each]);
      });
      return [id, outcome(act, start)];
    }),
  );
}

test('what the first key of every command does on every page, or why the command has nothing to do there', () => {
  const told = new Map<string, Map<string, string[]>>();
  for (const { id: view } of views)
    for (const [command, what] of commandsOf(opened(view))) {
      if (what === '') continue;
      if (!told.has(command)) told.set(command, new Map());
      const outcomes = told.get(command)!;
      outcomes.set(what, [...(outcomes.get(what) ?? []), view]);
    }
  const lines = [...told].flatMap(([command, outcomes]) => [
    command,
    ...[...outcomes].map(([what, at]) => `  ${what}  ‹${at.length === views.length ? 'everywhere' : at.join(' ')}›`),
  ]);
  expectScreen('actions/commands', lines.join('\n'));
});

/** Every way through the menu that is open, down to what each item asks or does. */
function waysOf(act: Act, depth: number, known: Set<string>): readonly string[] {
  const from = act.store.getState();
  const { overlay } = from;
  if (overlay?.kind !== 'menu') return [];
  const indent = '  '.repeat(depth);
  return overlay.items.flatMap(({ id, disabled }) => {
    if (disabled !== undefined) return [];
    act.store.setState(from, true);
    const start = { place: placeOf(act), copied: act.copied.length };
    chooseMenu(act.environment, id);
    const what = outcome(act, start);
    if (what === '' || known.has(what)) return [];
    known.add(what);
    return [`${indent}${id}: ${what}`, ...waysOf(act, depth + 1, known)];
  });
}

const most = 8;

test.each(views.map(({ id }) => id))(
  '%s: what the menus of its rows offer, and what each item asks before it does it',
  (id) => {
    const known = new Set<string>();
    const count = openPane(opened(id))?.rows.length ?? 0;
    const lines = [0, ...Array(most).keys()].flatMap((_, index) => {
      if (index > count) return [];
      const act = opened(id);
      act.press(...Array<string>(index).fill('down'), 'm');
      const { overlay, toast } = act.store.getState();
      const what = overlay ? overlayText(overlay) : (toast?.text ?? '');
      if (known.has(what)) return [];
      known.add(what);
      return [what, ...waysOf(act, 1, known)];
    });
    expectScreen(`actions/${id}`, lines.join('\n'));
  },
);
