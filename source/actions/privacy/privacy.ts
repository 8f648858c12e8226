import { counted } from '../../domain/format.ts';
import {
  type ClassifiedField,
  type FieldColor,
  inventoried,
  isUnwanted,
  type LocalPrivacy,
  nextColor,
  recolored,
  restored,
  uninventoried,
  unwantedToggled,
} from '../../domain/privacy/local.ts';
import { cut, type SafeText, sanitise, t } from '../../domain/text.ts';
import { second } from '../../domain/time.ts';
import { contentOf, heldOf } from '../../state/pane.ts';
import { longestCopy } from '../../terminal/clipboard.ts';
import { type Action, keyIn, on } from '../action.ts';
import { type Current, changePane, current, select } from '../current.ts';
import type { Clipboard, Here, Keeping, Sight } from '../environment.ts';
import { actedOn, unmark } from '../marks.ts';
import { copyId } from '../program.ts';
import { toast } from '../toast.ts';

/** Longer than for a favorite, since one looks at the effect of a classification before undoing it. */
const undoFor = 30 * second;

export const colorNames: Readonly<Record<FieldColor, SafeText>> = { red: t`red`, yellow: t`yellow`, green: t`green` };

const tones = { red: 'bad', yellow: 'warn', green: 'good' } as const;

/** Nothing of this is changed in Segment: that is said each time, so that nobody takes it for a control. */
const localOnly = (sight: Here): SafeText => t`on this machine only, ${keyIn(sight, 'undo')} undoes`;

function change(environment: Here & Keeping, privacy: (before: LocalPrivacy) => LocalPrivacy): void {
  environment.saveLocal((local) => ({ ...local, privacy: privacy(local.privacy) }));
}

/** Keeps how to undo what is about to be done. */
function keepUndo(environment: Here & Keeping, done: SafeText, back: (now: LocalPrivacy) => LocalPrivacy): void {
  environment.store.setState({
    undo: {
      done,
      change: (local) => ({ ...local, privacy: back(local.privacy) }),
      at: environment.now(),
      lasts: undoFor,
    },
    removed: undefined,
  });
}

function fieldsOf(here: Current | undefined): readonly ClassifiedField[] {
  return here ? actedOn(here).flatMap((row) => heldOf(row, 'field') ?? []) : [];
}

/** The fields with their verb, as a sentence begins. */
const named = (fields: readonly ClassifiedField[]): SafeText =>
  fields.length === 1 ? t`${cut(sanitise(fields[0]!.path), 40)} is` : t`${counted(fields.length, t`field`)} are`;

/** Runs on the selected or all marked fields; the row stays selected wherever it goes. */
const onFields = (
  run: (environment: Here & Keeping, fields: readonly ClassifiedField[], before: LocalPrivacy) => void,
): Action<Here & Keeping> =>
  on(
    (sight: Sight) => {
      const here = current(sight);
      const fields = fieldsOf(here);
      return here && fields.length > 0 ? { here, fields } : { why: t`no field is selected` };
    },
    (environment: Here & Keeping, { here, fields }) => {
      select(environment, here, here.index);
      run(environment, fields, environment.store.getState().local.privacy);
    },
  );

/** `c`: the next colour of the first of them, for all of them (P-03). */
export const color = onFields((environment, fields, before) => {
  const next = nextColor(fields[0]!.color);
  const paths = fields.map(({ path }) => path);
  change(environment, (privacy) => recolored(privacy, paths, next));
  keepUndo(environment, t`Colour as it was`, (privacy) => restored(privacy, before, paths));
  toast(environment, t`${named(fields)} ${colorNames[next]}: ${localOnly(environment)}`, tones[next]);
});

/** `a`: Add to Inventory; where all of them are in it, takes them out (P-03). */
export const inventory = onFields((environment, fields, before) => {
  const known = new Set(before.inventory.map(({ path }) => path));
  const added = fields.filter(({ path }) => !known.has(path));
  const touched = added.length > 0 ? added : fields;
  const paths = touched.map(({ path }) => path);
  const now = environment.now();
  change(environment, (privacy) =>
    added.length > 0 ? inventoried(privacy, added, now) : uninventoried(privacy, paths),
  );
  keepUndo(environment, t`Inventory as it was`, (privacy) => restored(privacy, before, paths));
  unmark(environment);
  const where = added.length > 0 ? t`in the inventory` : t`out of the inventory`;
  toast(environment, t`${named(touched)} ${where}: ${localOnly(environment)}`, 'good');
});

/** `c` on the grid: the column that `b` works on. */
export const nextColumn: Action = on(
  (sight) => current(sight) ?? { why: t`there is no grid` },
  (environment: Here, here) => {
    const at = heldOf(here.row, 'cell')?.color ?? 'red';
    changePane(environment, here.pane, { options: { ...here.state.options, color: nextColor(at) } });
  },
);

/** `b`: a colour should not flow to this source or destination, or may again; stops nothing (P-04). */
export const unwanted: Action<Here & Keeping> = on(
  (sight) => {
    const here = current(sight);
    const cell = heldOf(here?.row, 'cell');
    return here && cell ? { here, cell } : { why: t`no row is selected` };
  },
  (environment: Here & Keeping, { here, cell }) => {
    select(environment, here, here.index);
    const was = isUnwanted(environment.store.getState().local.privacy, cell);
    change(environment, (privacy) => unwantedToggled(privacy, cell));
    keepUndo(environment, t`Mark as it was`, (privacy) =>
      isUnwanted(privacy, cell) === was ? privacy : unwantedToggled(privacy, cell),
    );
    const name = here.row?.subject?.name ?? t`it`;
    const what = colorNames[cell.color];
    const way = cell.kind === 'source' ? t`come from` : t`flow to`;
    const text = was
      ? t`${what} may ${way} ${name}`
      : t`${what} should not ${way} ${name}: segtop warns, stops nothing`;
    toast(environment, t`${text}; ${localOnly(environment)}`, 'info');
  },
);

const copiesOf = (sight: Sight) => contentOf(current(sight)?.pane, 'table')?.copies;

/** `y`: what the list is copied as, else the paths of the fields. */
export const copy: Action<Here & Clipboard> = {
  why: (sight) => (copiesOf(sight) ? undefined : copyId.why?.(sight)),
  run(environment) {
    const copies = copiesOf(environment);
    if (!copies) return copyId.run(environment);
    const text = copies.text();
    if (Buffer.byteLength(text) > longestCopy)
      return toast(environment, t`Too long for the clipboard of a terminal: ${text.length} characters`, 'warn');
    toast(environment, t`${environment.copy(text)}: ${copies.what}`, 'good');
  },
};
