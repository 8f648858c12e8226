import { type Command, keymap } from '../../keys/keymap.ts';

/** Where a change of the workspace can be made from here. */
const changing =
  'changes the workspace, and lines only read: open the dashboard on a terminal with --write and without --plain, or use the web app';
const drawing = 'changes what a screen shows, and there is none here';
const keeping = 'is kept by the dashboard; lines keep nothing';

/** Commands of the dashboard that have no meaning in lines, by how their ids begin, and why. */
const reasons: readonly (readonly [beginning: string, why: string])[] = [
  ['switch', changing],
  ['menu', `opens a menu. Its changes: open the dashboard with --write and without --plain, or use the web app`],
  ['replay', `asks for failed events again: open the dashboard without --plain; \`report\` here prints the incident`],
  ['field.', changing],
  ['flow.', keeping],
  ['favorite.', keeping],
  ['row.mark', keeping],
  ['undo', keeping],
  ['workspaces.', 'another workspace is opened by a start with --profile; `workspaces` lists them'],
  ['time.', 'goes back in time on a screen; `list failing --at 02:00` and `show TYPE/ID --at 02:00` tell of a moment'],
  ['pause', 'pauses a screen; lines come only when something changes'],
  ['connection.logs', 'keeps a setting: write `failureLogs` into the configuration'],
  ['config.check', 'is a command of the shell: segtop config check'],
  ['browser', 'opens a browser: `show` prints what a page shows'],
  ['copy', 'copies to a clipboard: `show` prints ids'],
  ['delivery', 'opens a page of a row: show destination/NAME'],
  ['debugger', 'opens a page of a source: show debugger/NAME'],
  ['sample', 'is `payload CONNECTION --sample 2` here'],
  ['payload.reveal', 'is `payload CONNECTION --reveal` here'],
  ['filter', 'is typed after the name of a list here: destinations braze'],
  ['sort', 'is `list destinations --sort failed` here'],
];

const nameOf = (id: string): string => id.replace('page.', '').replaceAll('.', '-');

const whyOf = ({ id }: Pick<Command, 'id'>): string =>
  reasons.find(([beginning]) => id.startsWith(beginning))?.[1] ?? drawing;

/** Why a word of the palette does nothing in lines, and what does the same; words that work are not asked for here. */
export const screenWords: ReadonlyMap<string, string> = new Map([
  ...keymap.map((command): [string, string] => [nameOf(command.id).toLowerCase(), whyOf(command)]),
  ['at', 'goes back in time on a screen; `list failing --at 02:00` and `show TYPE/ID --at 02:00` tell of a moment'],
]);
