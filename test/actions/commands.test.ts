import { beforeAll, describe, expect, test } from 'vitest';
import { helpEntries } from '../../source/actions/help.ts';
import { dispatch } from '../../source/app/input/dispatch.ts';
import type { Command, CommandId } from '../../source/keys/keymap.ts';
import { replaceTop } from '../../source/state/navigation.ts';
import type { Target } from '../../source/state/pages.ts';
import { type AppState, place } from '../../source/state/store.ts';
import { views } from '../../source/views/registry.ts';
import { presses } from '../harness/keys.ts';
import { type Act, actAt, type Stage, stageOf } from '../views/stage.ts';
import { targetsOfEverything } from '../views/targets.ts';

let stage: Stage;
let targets: ReadonlyMap<string, Target>;
beforeAll(async () => {
  stage = await stageOf('everything');
  ({ targets } = await targetsOfEverything());
}, 120_000);

/** What else is done to the world than what the state has. */
const outside = { redraw: 0, suspend: 0, refresh: 0, pause: 0, switched: 0 };
const doings = (act: Act) =>
  JSON.stringify([act.copied, act.paged.length, act.edited.length, act.files.length, act.exits(), act.saved, outside]);

async function opened(target: Target): Promise<Act> {
  const act = actAt(stage, target, { columns: 120, rows: 40 });
  await act.settled();
  const count = (name: keyof typeof outside) => () => {
    outside[name] += 1;
  };
  Object.assign(act.environment, {
    redraw: count('redraw'),
    suspend: count('suspend'),
    refresh: count('refresh'),
    pause: count('pause'),
    switchTo: count('switched'),
  });
  return act;
}

/** A motion against the end where the cursor stands already is made from the other end. */
const before: Readonly<Record<string, string>> = { 'move.up': 'G', 'move.first': 'G', 'move.pageUp': 'G' };

/** The commands that the help shows, with the key that means each at this place. */
function shownCommands(act: Act): readonly { readonly command: Command; readonly key: string }[] {
  const titles = new Map(helpEntries(act.environment).map(({ title, keys }) => [`${title}`, keys]));
  return act.store.getState().keymap.flatMap((command) => {
    const keys = titles.get(command.title);
    const key = keys && meantBy(act, command);
    return key === undefined ? [] : [{ command, key }];
  });
}

/** The first key of a command that no narrower command of the place takes. */
function meantBy(act: Act, { id, keys, scope }: Command): string | undefined {
  const pane = act.environment.panes()[act.screen.scene.context.place.pane];
  const narrower = act.store
    .getState()
    .keymap.filter((other) => other.id !== id && other.scope === pane?.scope && scope !== pane?.scope);
  return keys.find((key) => !narrower.some((other) => other.keys.includes(key)));
}

/**
 * What a command did against what was promised of it; undefined where it kept its word.
 * @param from where it is given
 */
function broken(act: Act, { id }: Command, key: string, from: AppState): string | undefined {
  // Nobody looks at the screen, so nothing is drawn but what a key itself has to know.
  const press = (...strokes: readonly string[]) => {
    for (const each of presses(...strokes)) dispatch(act.environment, act.screen, [each]);
  };
  act.screen.batch(() => {
    act.store.setState(from, true);
    const first = before[id];
    if (first !== undefined) press(first);
    act.store.setState({ toast: undefined, touched: true });
  });
  const why = act.environment.whyNot(id as CommandId);
  const { toast: _, pending: __, ...was } = act.store.getState();
  const did = doings(act);
  press(...key.split(' '));
  const { toast, pending: ___, ...is } = act.store.getState();
  const changed = (Object.keys(is) as (keyof typeof is)[]).filter(
    (name) => is[name] !== was[name] && JSON.stringify(is[name]) !== JSON.stringify(was[name]),
  );
  const acted = changed.length > 0 || doings(act) !== did;
  const at = `${is.stack.at(-1)?.view} ${id} (${key})`;
  if (why === undefined) return acted || toast ? undefined : `${at}: promises something and does nothing`;
  if (acted) return `${at}: "${why}", but it changes ${changed.join(', ') || 'something'}`;
  return toast?.text.includes(why) ? undefined : `${at}: "${why}" is not told, but "${toast?.text ?? ''}"`;
}

describe('a command does what Help says of it: something where no reason stands beside it, else nothing but tell the reason', () => {
  test.each(views.map(({ id }) => id))('%s, in each of its panels', async (view) => {
    const act = await opened(targets.get(view)!);
    const start = act.store.getState();
    const faults = act.environment.panes().flatMap((_, pane) => {
      const focused = { ...start, ...replaceTop(start, { ...place(start), pane }) };
      act.store.setState(focused, true);
      const shown = shownCommands(act);
      expect(shown.length).toBeGreaterThan(30);
      return shown.flatMap(({ command, key }) => broken(act, command, key, focused) ?? []);
    });
    expect(faults).toEqual([]);
  });
});
