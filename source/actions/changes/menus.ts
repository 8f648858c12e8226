import type { ControlsChange } from '../../domain/change.ts';
import type { Label, SourceSettings } from '../../domain/entities.ts';
import { clock, counted, whole } from '../../domain/format.ts';
import { type Problem, problemOf } from '../../domain/problem.ts';
import type { ReverseEtlSync } from '../../domain/storage/reverse-etl.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { minute } from '../../domain/time.ts';
import type { MenuPart, SyncChoice } from '../../state/menu-part.ts';
import type { Subject } from '../../state/pane.ts';
import { sameTarget } from '../../state/place.ts';
import type { MenuItem } from '../../state/store.ts';
import { place } from '../../state/store.ts';
import type { ControlNumbers, Environment } from '../environment.ts';
import { toast } from '../toast.ts';
import { ask } from './changes.ts';

/** One line of a menu, and what it does. */
export interface Entry extends MenuItem {
  run(environment: Environment): void;
}

/** Does something with what was read, unless the user went elsewhere or began something else meanwhile. */
export function whenRead<T>(
  environment: Environment,
  what: SafeText,
  reading: Promise<T>,
  then: (value: T) => void,
): void {
  const { store } = environment;
  const here = place(store.getState());
  toast(environment, t`Reading ${what}…`, 'info');
  reading.then(
    (value) => {
      const state = store.getState();
      // A letter of a line that is typed would answer the dialog.
      if (state.overlay || state.prompt || !sameTarget(place(state), here)) return;
      store.setState({ toast: undefined });
      then(value);
    },
    (thrown: unknown) => toast(environment, t`${what}: ${problemOf(thrown, what).message}`, 'bad'),
  );
}

/** The items behind an item of a row's menu. */
export function partEntries(subject: Subject, part: MenuPart): readonly Entry[] {
  switch (part.kind) {
    case 'controls':
      return controlEntries(subject, part.settings);
    case 'labels':
      return labelEntries(subject, part.own, part.known);
    case 'syncs':
      return part.choices.map((choice) => ({
        id: choice.subscriptionId,
        label: choice.to,
        run: (environment) => askSync(environment, choice, part.missing),
      }));
  }
}

interface ControlWay {
  readonly id: string;
  readonly label: SafeText;
  readonly track: ControlsChange;
  /** What the control does with data: block events, omit fields, or let all through. */
  readonly does: 'block' | 'omit' | 'allow';
  readonly about: 'unplanned' | 'fields' | 'violating' | 'common';
  readonly isNow: boolean;
}

function ways({ track }: SourceSettings): readonly ControlWay[] {
  const events = track.allowUnplannedEvents;
  const fields = track.allowUnplannedEventProperties;
  const schema = !track.allowEventOnViolations ? 'block' : track.allowPropertiesOnViolations ? 'allow' : 'omit';
  const common = track.commonEventOnViolations;
  const way = (
    id: string,
    label: SafeText,
    about: ControlWay['about'],
    does: ControlWay['does'],
    isNow: boolean,
    change: ControlsChange,
  ): ControlWay => ({ id, label, about, does, isNow, track: change });
  return [
    way('events-allow', t`Unplanned events: allow`, 'unplanned', 'allow', events, { allowUnplannedEvents: true }),
    way('events-block', t`Unplanned events: block`, 'unplanned', 'block', !events, { allowUnplannedEvents: false }),
    way('fields-allow', t`Unplanned fields: allow`, 'fields', 'allow', fields, {
      allowUnplannedEventProperties: true,
    }),
    way('fields-omit', t`Unplanned fields: omit`, 'fields', 'omit', !fields, {
      allowUnplannedEventProperties: false,
    }),
    way('schema-allow', t`Schema violations: allow`, 'violating', 'allow', schema === 'allow', {
      allowEventOnViolations: true,
      allowPropertiesOnViolations: true,
    }),
    way('schema-omit', t`Schema violations: omit fields`, 'violating', 'omit', schema === 'omit', {
      allowEventOnViolations: true,
      allowPropertiesOnViolations: false,
    }),
    way('schema-block', t`Schema violations: block`, 'violating', 'block', schema === 'block', {
      allowEventOnViolations: false,
    }),
    way('common-allow', t`Common schema: allow`, 'common', 'allow', common === 'ALLOW', {
      commonEventOnViolations: 'ALLOW',
    }),
    way('common-omit', t`Common schema: omit fields`, 'common', 'omit', common.startsWith('OMIT'), {
      commonEventOnViolations: 'OMIT_PROPERTIES',
    }),
    way('common-block', t`Common schema: block`, 'common', 'block', common === 'BLOCK', {
      commonEventOnViolations: 'BLOCK',
    }),
  ];
}

function controlEntries(subject: Subject, settings: SourceSettings): Entry[] {
  const all = ways(settings);
  const before = ({ about }: ControlWay) => all.find((each) => each.about === about && each.isNow)?.does;
  return all.map((way) => ({
    id: way.id,
    label: way.label,
    disabled: way.isNow ? t`now` : undefined,
    run: (environment) =>
      ask(environment, {
        title: t`${way.label}?`,
        text: controlSentence(way, before(way), subject, settings, environment.changeReads.controlNumbers(subject.id)),
        verb: t`Set`,
        done: way.label,
        planned: [{ change: { kind: 'controls', sourceId: subject.id, track: way.track }, name: subject.name }],
        danger: way.does !== 'allow',
      }),
  }));
}

/** What a control is about: the events that it lets through or blocks, and the fields that it omits. */
const aboutWords: Readonly<Record<ControlWay['about'], { readonly events: SafeText; readonly fields: SafeText }>> = {
  unplanned: { events: t`events outside the tracking plan`, fields: t`fields not in the tracking plan` },
  fields: { events: t`events with fields not in the tracking plan`, fields: t`fields not in the tracking plan` },
  violating: { events: t`events that violate the plan's schema`, fields: t`fields that violate the plan's schema` },
  common: { events: t`events that violate the common schema`, fields: t`fields that violate the common schema` },
};

/**
 * What will be lost, or flows again, with what is known of how much (rule 95): the API counts only what is blocked.
 * @param before what the control does now
 */
function controlSentence(
  { does, about }: ControlWay,
  before: ControlWay['does'] | undefined,
  { name }: Subject,
  { forwardingBlockedEventsTo: kept }: SourceSettings,
  { events, unplanned, violating, span, forwardedTo }: ControlNumbers,
): SafeText {
  const words = aboutWords[about];
  if (does === 'allow' && before === 'omit')
    return t`${name}: ${words.fields} go to all destinations from now on. What was omitted before stays lost.`;
  const blocked = about === 'unplanned' ? unplanned : about === 'violating' ? violating : undefined;
  const count = blocked === undefined ? t`` : t` (${whole(blocked)} blocked in ${span})`;
  const again = t`${name}: ${words.events} go to all destinations from now on${count}`;
  const stays = t`What was blocked before stays lost unless it was forwarded.`;
  if (does === 'allow') return t`${again}. ${stays}`;
  if (does === 'omit' && before === 'block')
    return t`${again}, but without ${words.fields}: in cloud-mode destinations these are LOST for good. ${stays}`;
  const sends = events === undefined ? name : t`${name} (${counted(events, t`event`, t`events`, whole)} in ${span})`;
  const unknown = t`How many is not observable: the API counts only what is blocked.`;
  if (does === 'omit') return t`Of ${sends}, ${words.fields} are LOST for good in cloud-mode destinations. ${unknown}`;
  const fate =
    kept === undefined
      ? t`are LOST for good: blocked events are not forwarded`
      : t`reach no destination, and are kept: forwarded to ${forwardedTo(kept)}`;
  return t`Of ${sends}, ${words.events} ${fate}. It may take six hours. ${unknown}`;
}

/** Labels of a source to take away, those of the workspace to add, and any other. */
function labelEntries({ id: sourceId, name }: Subject, own: readonly Label[], known: readonly Label[]): Entry[] {
  const textOf = ({ key, value }: Label) => t`${key}:${value}`;
  const carried = new Set<string>(own.map(textOf));
  const note = t`Roles given by label follow: who may see and edit ${name} can change.`;
  const free = known.filter((label) => !carried.has(textOf(label)));
  return [
    ...own.map(
      (label): Entry => ({
        id: `remove:${textOf(label)}`,
        label: t`Remove ${textOf(label)}`,
        run: (environment) =>
          ask(environment, {
            title: t`Remove ${textOf(label)} from ${name}?`,
            text: note,
            verb: t`Remove`,
            done: t`Label ${textOf(label)} removed`,
            planned: [{ change: { kind: 'remove-label', sourceId, label }, name }],
            danger: true,
          }),
      }),
    ),
    ...free.map(
      (label): Entry => ({
        id: `add:${textOf(label)}`,
        label: t`Add ${textOf(label)}`,
        run: (environment) =>
          ask(environment, {
            title: t`Add ${textOf(label)} to ${name}?`,
            text: note,
            verb: t`Add`,
            done: t`Label ${textOf(label)} added`,
            planned: [{ change: { kind: 'add-label', sourceId, label }, name }],
            danger: false,
          }),
      }),
    ),
    {
      id: 'other',
      label: t`Add another…`,
      run: (environment) =>
        ask(environment, {
          title: t`Add a label to ${name}`,
          text: t`${note} The workspace has to know the label: a Workspace Owner makes it in the web app.`,
          verb: t`Add`,
          done: t`Label added`,
          planned: [{ change: { kind: 'add-label', sourceId, label: { key: t``, value: t`` } }, name }],
          danger: false,
          field: { kind: 'label', label: t`key:value: `, text: '', cursor: 0, wanted: t`` },
        }),
    },
  ];
}

/** Segment runs a model at most so often (rule 120). */
const leastInterval = 15 * minute;

/**
 * A run that is started by hand: what it will send, and not while one runs.
 * @param missing why the model may have other mappings than those that were found
 */
export function askSync(environment: Environment, choice: SyncChoice, missing?: Problem): void {
  whenRead(environment, t`the last run`, environment.changeReads.lastSync(choice), (last) => {
    const now = environment.now();
    if (last?.status === 'running')
      return toast(
        environment,
        t`${choice.model} is running since ${clock(last.start, now)}: wait for its end`,
        'warn',
      );
    const { sourceId, modelId, subscriptionId } = choice;
    const others = missing ? t` It may have other mappings, which could not be read: ${missing.message}.` : t``;
    ask(environment, {
      title: t`Run ${choice.model} now?`,
      text: t`Runs its query and sends what changed to ${choice.to}.${others} ${lastWords(last, now)}`,
      verb: t`Run`,
      done: t`Run started`,
      planned: [{ change: { kind: 'sync', sourceId, modelId, subscriptionId }, name: choice.model }],
      danger: false,
    });
  });
}

function lastWords(last: ReverseEtlSync | undefined, now: number): SafeText {
  if (!last) return t`It never ran: the first run sends every row.`;
  const { extract, load, start, word } = last;
  const rows = extract?.extracted === undefined ? t`` : t`, ${counted(extract.extracted, t`row`, t`rows`, whole)} read`;
  const sent = load?.delivered === undefined ? t`` : t`, ${whole(load.delivered)} delivered`;
  const soon = now - start < leastInterval ? t` Segment runs a model every 15 min at most and may refuse.` : t``;
  return t`The last run began at ${clock(start, now)}: ${word}${rows}${sent}.${soon}`;
}
