import { filled, type OwnCommand, shownArgv } from '../domain/own.ts';
import { joined, type SafeText, sanitise, t, word } from '../domain/text.ts';
import { hotkeyOf, ownId, ownNameOf } from '../keys/own.ts';
import { addressed } from '../state/address.ts';
import type { Target } from '../state/pages.ts';
import type { Subject } from '../state/pane.ts';
import type { OwnQuestion } from '../state/store.ts';
import { type AnyAction, on } from './action.ts';
import { current } from './current.ts';
import type { Environment, Sight, Thing, Why } from './environment.ts';
import { actedOn } from './marks.ts';
import { openTarget } from './open-target.ts';
import { toast } from './toast.ts';

/** A program of the user's own with everything put into its arguments, and the question that comes before it. */
interface Ready {
  readonly command: OwnCommand;
  readonly argv: readonly string[];
  readonly question?: SafeText | undefined;
}

/** What a command would run about a thing, or why it cannot. */
export function readyFor(sight: Sight, command: OwnCommand, subject: Subject | undefined): Ready | Why {
  const kinds = command.on;
  if (kinds && !kinds.some((kind) => kind === subject?.kind))
    return {
      why: t`it is for ${joined(
        kinds.map((kind) => sanitise(kind)),
        t`, `,
      )}`,
    };
  const values = sight.valuesOf(subject);
  const asks = typeof command.confirm === 'string' ? [command.confirm] : [];
  const all = filled(command.run, values);
  if (all.kind === 'lacking') return { why: all.why };
  if (!command.confirm) return { command, argv: all.argv };
  const asked = filled(
    asks.map((one) => ` ${one}`),
    values,
  );
  if (asked.kind === 'lacking') return { why: asked.why };
  const question = asked.argv[0] === undefined ? t`This runs:` : sanitise(asked.argv[0].trim(), 300);
  return { command, argv: all.argv, question };
}

/** Runs a program, or asks first where the user wants to be asked. */
export function runOwn(environment: Environment, { command, argv, question }: Ready): void {
  if (question === undefined) return environment.runProgram(command, argv);
  environment.store.setState({ overlay: { kind: 'own', command, argv, question, focused: 0 } });
}

/** The yes to a question. */
export function confirmOwn(environment: Environment, { command, argv }: OwnQuestion): void {
  environment.store.setState({ overlay: undefined });
  environment.runProgram(command, argv);
}

/** What the dialog says: the question and what would run. */
export const questionText = ({ question, argv }: OwnQuestion): SafeText => t`${question} ${shownArgv(argv)}`;

/** A program of the user's own, on the marked row, the selected row, or on what the page is about. */
function ownCommand(name: string): AnyAction {
  return on(
    (sight) => {
      const command = sight.store.getState().own.commands.find((one) => one.name === name);
      if (!command) return { why: t`the configuration has it no more` };
      const here = current(sight);
      const rows = here ? actedOn(here) : [];
      if (rows.length > 1) return { why: t`it is for one row, and several are marked` };
      return readyFor(sight, command, rows[0]?.subject ?? here?.pane.subject);
    },
    (environment: Environment, ready) => runOwn(environment, ready),
  );
}

/** The page that an address leads to, and by which thing's name it was found. */
interface Addressee {
  readonly target: Target;
  readonly thing?: Thing | undefined;
  /** How many there are that are called so. */
  readonly among: number;
}

const calledAs = (name: string): string => name.trim().normalize().toLowerCase();

/**
 * Where an address leads; a name does as well as an id for what has been read. Of several that are called so it is the worst, and
 * a whole name comes before a part of one.
 */
export function addressee(environment: Pick<Environment, 'things'>, address: string): Addressee | Why {
  const read = addressed(address);
  if (read.kind === 'unknown') return { why: t`there is no page ${sanitise(read.view, 40)}` };
  if (read.kind === 'short') return { why: t`${word(read.view)} needs an id: ${word(read.view)}/ID` };
  if (read.kind === 'long') return { why: t`${word(read.view)} takes no ${sanitise(read.rest, 40)} after it` };
  if (read.kind === 'wrong') {
    const allowed = sanitise(read.allowed.join(', '));
    return { why: t`${word(read.view)} has no ${sanitise(read.given, 40)}; use ${allowed}` };
  }
  const { view, params } = read.target;
  const [given] = Object.values(params);
  const called = given === undefined ? undefined : calledAs(given);
  const things = called === undefined ? [] : environment.things().filter(({ target }) => target.view === view);
  const whole = things.filter(({ name }) => calledAs(name) === called);
  const all =
    whole.length > 0 ? whole : things.filter(({ names = [] }) => names.some((one) => calledAs(one) === called));
  const [thing] = all.toSorted((a, b) => (b.severity ?? 0) - (a.severity ?? 0));
  const target = thing ? { ...read.target, params: { ...params, ...thing.target.params } } : read.target;
  return { target, thing, among: all.length };
}

/** Opens the page of an address, or says why there is none. */
export function openAddress(environment: Environment, address: string): void {
  const found = addressee(environment, address);
  if ('why' in found) return toast(environment, t`Nothing to open: ${found.why}`, 'warn');
  openTarget(environment, found.target);
  if (found.among > 1) toast(environment, chosenOf(found), 'info');
}

/** Which of several it is. */
export const chosenOf = ({ thing, among }: Addressee): SafeText =>
  thing?.severity === undefined
    ? t`${thing?.name ?? t``}: the first of ${among} called so`
    : t`${thing.name}: the worst of ${among} called so`;

const hotkey = (key: string): AnyAction => ({
  why: ({ store }) =>
    store.getState().own.hotkeys[key] === undefined ? { why: t`the configuration has it no more` } : undefined,
  run: (environment) => openAddress(environment, environment.store.getState().own.hotkeys[key] ?? ''),
});

/** The action of an own command or a hotkey by its id. */
export function ownAction(id: `own.${string}` | `go.${string}`): AnyAction {
  const name = ownNameOf(id);
  return name === undefined ? hotkey(hotkeyOf(id) ?? '') : ownCommand(name);
}

/** Items of a menu about a thing: the commands that are for its kind. */
export function ownEntries(environment: Environment, subject: Subject) {
  return environment.store
    .getState()
    .own.commands.filter((command) => !command.on || command.on.some((kind) => kind === subject.kind))
    .map((command) => {
      const ready = readyFor(environment, command, subject);
      return {
        id: ownId(command.name),
        label: sanitise(command.title, 60),
        disabled: 'why' in ready ? ready.why : undefined,
        run: (inside: Environment) => {
          if (!('why' in ready)) runOwn(inside, ready);
        },
      };
    });
}
