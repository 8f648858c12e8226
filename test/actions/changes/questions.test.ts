import { describe, expect, test } from 'vitest';
import { askDelete, askRename, askSwitch } from '../../../source/actions/changes/changes.ts';
import { echoText, missing } from '../../../source/actions/changes/confirm.ts';
import { askSync, partEntries, whenRead } from '../../../source/actions/changes/menus.ts';
import type { ChangeableState, ControlNumbers, Environment } from '../../../source/actions/environment.ts';
import { chooseMenu } from '../../../source/actions/menu.ts';
import type { OnViolation, SourceSettings } from '../../../source/domain/entities.ts';
import type { Problem } from '../../../source/domain/problem.ts';
import type { ReverseEtlSync } from '../../../source/domain/storage/reverse-etl.ts';
import { type SafeText, sanitise, t } from '../../../source/domain/text.ts';
import { day, minute } from '../../../source/domain/time.ts';
import type { Confirm } from '../../../source/state/dialogs.ts';
import type { Subject } from '../../../source/state/pane.ts';
import { placeOf } from '../../../source/state/place.ts';
import { type AppState, createAppStore } from '../../../source/state/store.ts';

const now = Date.parse('2026-11-28T00:20:00Z');
const web: Subject = { kind: 'source', id: 's1', name: t`Web` };
const settle = () => new Promise<void>((resolve) => void setImmediate(resolve));

/** A dashboard that knows so much, and what it asks or says. */
function desk(known: Partial<Environment> = {}, state: Partial<AppState> = {}) {
  const store = createAppStore(state);
  const environment = { store, now: () => now, ...known } as unknown as Environment;
  const said = () => store.getState().toast?.text;
  return { store, environment, said, asked: () => store.getState().overlay };
}

describe('one thing', () => {
  const words = { whenEnabled: t`It starts.`, whenDisabled: t`It stops.` };
  const is = (enabled: boolean) => ({ stateOf: (): ChangeableState => ({ enabled, ...words }) });
  const gone = { stateOf: () => undefined };

  test.each([
    [true, 'Disable', 'Disabled', 'It stops.'],
    [false, 'Enable', 'Enabled', 'It starts.'],
  ])('that is on: %s is switched after a question with Cancel focused', (enabled, verb, done, text) => {
    const { environment, asked } = desk(is(enabled));
    askSwitch(environment, web);
    expect(asked()).toEqual({
      ...{ kind: 'confirm', focused: 0, title: `${verb} Web?`, text, verb, done, danger: enabled },
      planned: [{ change: { kind: 'switch', of: 'source', id: 's1', enabled: !enabled }, name: 'Web' }],
    });
  });

  test('is deleted for good: what stops, its settings, and its name to be typed', () => {
    const { environment, asked } = desk(is(true));
    askDelete(environment, web, 'source');
    expect(asked()).toEqual({
      ...{ kind: 'confirm', focused: 0, title: 'Delete Web?', verb: 'Delete', done: 'Deleted', danger: true },
      text: 'It stops. Its settings are gone for good.',
      planned: [{ change: { kind: 'delete', of: 'source', id: 's1' }, name: 'Web' }],
      field: { kind: 'delete', label: 'Name: ', text: '', cursor: 0, wanted: 'Web' },
    });
  });

  test('whose name is blank is deleted by its id, never by typing nothing', () => {
    const { environment, asked } = desk(is(true));
    askDelete(environment, { ...web, name: sanitise('  ') }, 'source');
    const question = asked() as Confirm;
    expect([question.title, question.field]).toEqual([
      'Delete s1?',
      { kind: 'delete', label: 'Id: ', text: '', cursor: 0, wanted: 's1' },
    ]);
    const typed = (text: string, wanted = question.field!.wanted) =>
      missing({ ...question, field: { ...question.field!, text, wanted } }) === undefined;
    expect([typed(''), typed(' '), typed('s1'), typed('', sanitise(' '))]).toEqual([false, false, true, false]);
  });

  test('is renamed from the name it has', () => {
    const { environment, asked } = desk(is(true));
    askRename(environment, web, 'source');
    expect(asked()).toEqual({
      ...{ kind: 'confirm', focused: 0, title: 'Rename Web', verb: 'Rename', done: 'Renamed', danger: false },
      text: 'Its id and what flows stay as they are; everybody sees the new name.',
      planned: [{ change: { kind: 'rename', of: 'source', id: 's1', name: 'Web' }, name: 'Web' }],
      field: { kind: 'rename', label: 'New name: ', text: 'Web', cursor: 3, wanted: 'Web' },
    });
  });

  test.each([
    ['switched', (environment: Environment) => askSwitch(environment, web)],
    ['deleted', (environment: Environment) => askDelete(environment, web, 'source')],
  ])('that is not in its list is not %s', (_, ask) => {
    const { environment, asked, said } = desk(gone);
    ask(environment);
    expect([asked(), said()]).toEqual([undefined, 'Web is not in its list as last read']);
  });
});

describe('the controls of a source', () => {
  type Does = 'allow' | 'omit' | 'block';
  interface Now {
    readonly events?: boolean;
    readonly fields?: boolean;
    readonly schema?: Does;
    readonly common?: OnViolation;
    readonly keptIn?: string;
  }
  const known: Partial<ControlNumbers> = { events: 12_345, unplanned: 67, violating: 0 };

  /** The items of the menu where its controls stand so; `id` is chosen. */
  function chosen(
    { events = true, fields = true, schema = 'allow', common = 'ALLOW', keptIn }: Now,
    id: string,
    numbers: Partial<ControlNumbers> = known,
  ) {
    const settings: SourceSettings = {
      sourceId: 's1',
      track: {
        allowUnplannedEvents: events,
        allowUnplannedEventProperties: fields,
        allowEventOnViolations: schema !== 'block',
        allowPropertiesOnViolations: schema === 'allow',
        commonEventOnViolations: common,
      },
      ...(keptIn === undefined ? {} : { forwardingBlockedEventsTo: keptIn }),
    };
    const none = { events: undefined, unplanned: undefined, violating: undefined };
    const controlNumbers = (): ControlNumbers => ({
      ...{ span: t`24 hours`, ...none, forwardedTo: (to) => t`${to === 's2' ? t`Quarantine` : t`?`}`, ...numbers },
    });
    const { environment, asked } = desk({ changeReads: { controlNumbers } } as unknown as Partial<Environment>);
    const entries = partEntries(web, { kind: 'controls', settings });
    entries.find((entry) => entry.id === id)?.run(environment);
    const overlay = asked();
    if (overlay?.kind !== 'confirm') throw new Error('nothing is asked');
    return { entries, overlay };
  }

  const unknown = 'How many is not observable: the API counts only what is blocked.';
  const sends = 'Web (12,345 events in 24 hours)';
  const lost = 'are LOST for good: blocked events are not forwarded. It may take six hours.';
  const stays = 'What was blocked before stays lost unless it was forwarded.';
  const cloud = 'are LOST for good in cloud-mode destinations.';
  test.each<[id: string, at: Now, text: string]>([
    [
      'events-allow',
      { events: false },
      `Web: events outside the tracking plan go to all destinations from now on (67 blocked in 24 hours). ${stays}`,
    ],
    ['events-block', {}, `Of ${sends}, events outside the tracking plan ${lost} ${unknown}`],
    [
      'events-block',
      { keptIn: 's2' },
      `Of ${sends}, events outside the tracking plan reach no destination, and are kept: forwarded to Quarantine. It may take six hours. ${unknown}`,
    ],
    // Of fields no event is blocked: the count of blocked events is not theirs.
    [
      'fields-allow',
      { fields: false },
      'Web: fields not in the tracking plan go to all destinations from now on. What was omitted before stays lost.',
    ],
    ['fields-omit', {}, `Of ${sends}, fields not in the tracking plan ${cloud} ${unknown}`],
    [
      'schema-allow',
      { schema: 'block' },
      `Web: events that violate the plan's schema go to all destinations from now on (0 blocked in 24 hours). ${stays}`,
    ],
    [
      'schema-allow',
      { schema: 'omit' },
      "Web: fields that violate the plan's schema go to all destinations from now on. What was omitted before stays lost.",
    ],
    ['schema-omit', {}, `Of ${sends}, fields that violate the plan's schema ${cloud} ${unknown}`],
    [
      'schema-omit',
      { schema: 'block' },
      `Web: events that violate the plan's schema go to all destinations from now on (0 blocked in 24 hours), but without fields that violate the plan's schema: in cloud-mode destinations these are LOST for good. ${stays}`,
    ],
    ['schema-block', {}, `Of ${sends}, events that violate the plan's schema ${lost} ${unknown}`],
    [
      'common-allow',
      { common: 'BLOCK' },
      `Web: events that violate the common schema go to all destinations from now on. ${stays}`,
    ],
    [
      'common-allow',
      { common: 'OMIT_TRAITS' },
      'Web: fields that violate the common schema go to all destinations from now on. What was omitted before stays lost.',
    ],
    ['common-omit', {}, `Of ${sends}, fields that violate the common schema ${cloud} ${unknown}`],
    ['common-block', {}, `Of ${sends}, events that violate the common schema ${lost} ${unknown}`],
  ])('%s where they stand at %j', (id, at, text) => expect(chosen(at, id).overlay.text).toBe(text));

  test('numbers that were not read are not told', () => {
    expect(chosen({ events: false }, 'events-allow', {}).overlay.text).toBe(
      `Web: events outside the tracking plan go to all destinations from now on. ${stays}`,
    );
    expect(chosen({}, 'events-block', {}).overlay.text).toBe(
      `Of Web, events outside the tracking plan ${lost} ${unknown}`,
    );
  });

  test.each([
    ['events-allow', 'Unplanned events: allow', { allowUnplannedEvents: true }],
    ['events-block', 'Unplanned events: block', { allowUnplannedEvents: false }],
    ['fields-allow', 'Unplanned fields: allow', { allowUnplannedEventProperties: true }],
    ['fields-omit', 'Unplanned fields: omit', { allowUnplannedEventProperties: false }],
    ['schema-allow', 'Schema violations: allow', { allowEventOnViolations: true, allowPropertiesOnViolations: true }],
    [
      'schema-omit',
      'Schema violations: omit fields',
      { allowEventOnViolations: true, allowPropertiesOnViolations: false },
    ],
    ['schema-block', 'Schema violations: block', { allowEventOnViolations: false }],
    ['common-allow', 'Common schema: allow', { commonEventOnViolations: 'ALLOW' }],
    ['common-omit', 'Common schema: omit fields', { commonEventOnViolations: 'OMIT_PROPERTIES' }],
    ['common-block', 'Common schema: block', { commonEventOnViolations: 'BLOCK' }],
  ])('%s changes only what it names', (id, title, track) => {
    const { overlay } = chosen({}, id);
    expect(overlay).toMatchObject({
      ...{ title: `${title}?`, verb: 'Set', done: title, danger: !id.endsWith('allow'), focused: 0 },
      planned: [{ change: { kind: 'controls', sourceId: 's1', track }, name: 'Web' }],
    });
  });

  test.each<[Now, readonly string[]]>([
    [{}, ['events-allow', 'fields-allow', 'schema-allow', 'common-allow']],
    [
      { events: false, fields: false, schema: 'block', common: 'BLOCK' },
      ['events-block', 'fields-omit', 'schema-block', 'common-block'],
    ],
    [{ schema: 'omit', common: 'OMIT_PROPERTIES' }, ['events-allow', 'fields-allow', 'schema-omit', 'common-omit']],
    [{ common: 'OMIT_TRAITS' }, ['events-allow', 'fields-allow', 'schema-allow', 'common-omit']],
  ])('where they stand at %j, what is so already is not offered', (at, off) => {
    const { entries } = chosen(at, 'events-block');
    expect(entries.filter(({ disabled }) => disabled === 'now').map(({ id }) => id)).toEqual(off);
    expect(entries.filter(({ disabled }) => disabled === undefined)).toHaveLength(10 - off.length);
  });
});

test('labels: what a source carries can go, what the workspace knows besides can come, and any other', () => {
  const label = (key: string, value: string) => ({ key: t`${key as SafeText}`, value: t`${value as SafeText}` });
  const part = {
    kind: 'labels' as const,
    own: [label('env', 'prod')],
    known: [label('env', 'prod'), label('env', 'qa')],
  };
  const asked = partEntries(web, part).map(({ label: said, run }) => {
    const { environment, asked: overlay } = desk();
    run(environment);
    const found = overlay();
    if (found?.kind !== 'confirm') throw new Error('nothing is asked');
    const { title, text, verb, done, planned, danger, field } = found;
    return { said, title, text, verb, done, change: planned[0]?.change, danger, field: field?.kind };
  });
  const text = 'Roles given by label follow: who may see and edit Web can change.';
  const change = { sourceId: 's1' };
  expect(asked).toEqual([
    {
      ...{ said: 'Remove env:prod', title: 'Remove env:prod from Web?', text, verb: 'Remove' },
      ...{ done: 'Label env:prod removed', danger: true, field: undefined },
      change: { ...change, kind: 'remove-label', label: { key: 'env', value: 'prod' } },
    },
    {
      ...{ said: 'Add env:qa', title: 'Add env:qa to Web?', text, verb: 'Add', done: 'Label env:qa added' },
      ...{ danger: false, field: undefined },
      change: { ...change, kind: 'add-label', label: { key: 'env', value: 'qa' } },
    },
    {
      ...{ said: 'Add another…', title: 'Add a label to Web', verb: 'Add', done: 'Label added' },
      text: `${text} The workspace has to know the label: a Workspace Owner makes it in the web app.`,
      ...{ danger: false, field: 'label' },
      change: { ...change, kind: 'add-label', label: { key: '', value: '' } },
    },
  ]);
});

describe('a run by hand', () => {
  const choice = {
    ...{ sourceId: 's1', modelId: 'm1', model: t`Customers`, subscriptionId: 'map1', to: t`Braze · Update` },
  };
  const run = (over: Partial<ReverseEtlSync>): ReverseEtlSync => ({
    ...{ id: 'r', modelId: 'm1', sourceId: 's1', status: 'success', word: t`SUCCESS`, start: now - 14 * minute },
    ...{ duration: t``, error: t``, errorCode: t``, ...over },
  });
  async function asked(last: ReverseEtlSync | undefined) {
    const changeReads = { lastSync: async () => last };
    const { environment, asked: overlay, said } = desk({ changeReads } as unknown as Partial<Environment>);
    askSync(environment, choice);
    await settle();
    const found = overlay();
    return found?.kind === 'confirm' ? found : said();
  }
  const soon = 'Segment runs a model every 15 min at most and may refuse.';
  const does = 'Runs its query and sends what changed to Braze · Update.';
  test.each<[string, ReverseEtlSync | undefined, string]>([
    ['none yet', undefined, `${does} It never ran: the first run sends every row.`],
    ['soon after midnight', run({}), `${does} The last run began at 00:06: SUCCESS. ${soon}`],
    ['a quarter of an hour ago', run({ start: now - 15 * minute }), `${does} The last run began at 00:05: SUCCESS.`],
    [
      'of the day before, with its numbers',
      run({
        ...{ start: now - day, status: 'failed', word: t`FAILED` },
        ...{ extract: { extracted: 1200 }, load: { delivered: 0 } },
      } as unknown as Partial<ReverseEtlSync>),
      `${does} The last run began at Nov 27 00:20: FAILED, 1,200 rows read, 0 delivered.`,
    ],
  ])('tells its last run: %s', async (_, last, text) => {
    expect(await asked(last)).toMatchObject({
      ...{ title: 'Run Customers now?', text, verb: 'Run', done: 'Run started', danger: false, focused: 0 },
      planned: [{ name: 'Customers', change: { kind: 'sync', sourceId: 's1', modelId: 'm1', subscriptionId: 'map1' } }],
    });
  });

  test.each<[Subject, string]>([
    [{ kind: 'model', id: 'm1', name: t`Customers`, parent: 's1' }, 'No mapping sends what Customers finds'],
    [{ kind: 'mapping', id: 'map1', name: t`Update`, parent: 'd1' }, 'No reverse ETL model is sent through Update'],
  ])('of what is sent nowhere is not asked for: %j', async (subject, text) => {
    const changeReads = { syncs: async () => ({ choices: [] }) };
    const stateOf = () => ({ enabled: true, whenEnabled: t``, whenDisabled: t``, fed: true });
    const known = { changeReads, stateOf, pagesOf: () => [], readOnly: undefined };
    const { environment, store, said } = desk(known as unknown as Partial<Environment>);
    store.setState({ overlay: { kind: 'menu', title: subject.name, items: [], about: { subject } } });
    chooseMenu(environment, 'sync');
    await settle();
    expect(said()).toBe(text);
  });

  describe('says that others may take the model where they could not be read', () => {
    const lost: Problem = { kind: 'dropped-rows', message: t`1 row lost`, status: 200, operation: t`GET /x` };
    const others = ' It may have other mappings, which could not be read: 1 row lost.';
    const choices = [choice, { ...choice, subscriptionId: 'map2', to: t`Braze · Create` }];
    test.each<[string, number, Problem | undefined, string]>([
      ['the only one that was found', 1, lost, others],
      ['the only one', 1, undefined, ''],
      ['one of several that were found', 2, lost, others],
      ['one of several', 2, undefined, ''],
    ])('%s', async (_, count, why, said) => {
      const changeReads = {
        syncs: async () => ({ choices: choices.slice(0, count), missing: why }),
        lastSync: async () => undefined,
      };
      const known = { changeReads, pagesOf: () => [], readOnly: undefined };
      const { environment, store } = desk(known as unknown as Partial<Environment>);
      const subject: Subject = { kind: 'model', id: 'm1', name: t`Customers`, parent: 's1' };
      store.setState({ overlay: { kind: 'menu', title: subject.name, items: [], about: { subject } } });
      chooseMenu(environment, 'sync');
      await settle();
      if (count > 1) {
        expect(store.getState().overlay).toMatchObject({ kind: 'menu', items: [{ id: 'map1' }, { id: 'map2' }] });
        chooseMenu(environment, 'map1');
        await settle();
      }
      expect(store.getState().overlay).toMatchObject({
        text: `Runs its query and sends what changed to Braze · Update.${said} It never ran: the first run sends every row.`,
      });
    });
  });

  test('waits for the end of one that runs', async () => {
    expect(await asked(run({ status: 'running', start: now - 30 * minute }))).toBe(
      'Customers is running since Nov 27 23:50: wait for its end',
    );
  });
});

describe('what was read for a dialog', () => {
  const at = placeOf('destination', { id: 'd1' });
  const prompt = { kind: 'filter' as const, text: 'a', cursor: 1 };
  test.each<[string, Partial<AppState>, boolean]>([
    ['where it was asked for', {}, true],
    ['where only a row was chosen meanwhile', { stack: [{ ...at, pane: 1 }] }, true],
    ['on another page', { stack: [at, placeOf('triage')] }, false],
    ['on the page of another thing', { stack: [placeOf('destination', { id: 'd2' })] }, false],
    ['under another dialog', { overlay: { kind: 'quit', focused: 0, unsaved: [] } }, false],
    // A letter of what is typed would answer the dialog.
    ['while a line is typed', { prompt }, false],
  ])('is shown %s', async (_, meanwhile, shown) => {
    const { environment, store, said } = desk({}, { stack: [at] });
    const got: string[] = [];
    whenRead(environment, t`the labels`, Promise.resolve('labels'), (value) => void got.push(value));
    expect(said()).toBe('Reading the labels…');
    store.setState(meanwhile);
    await settle();
    expect(got).toEqual(shown ? ['labels'] : []);
    expect(said()).toBe(shown ? undefined : 'Reading the labels…');
  });
});

test.each<[Parameters<typeof echoText>[1], 'switch' | 'sync', string]>([
  [{ kind: 'waiting' }, 'switch', 'waiting for its audit event…'],
  [{ kind: 'none', waited: 30_400 }, 'switch', 'audit event not found within 30 s; :audit shows the trail'],
  [{ kind: 'never' }, 'sync', 'its run shows up in the list; Segment writes no audit event for it'],
  [{ kind: 'never' }, 'switch', ''],
  [
    { kind: 'unreadable', problem: { kind: 'no-access', message: t`Not for you`, status: 403, operation: t`GET` } },
    'switch',
    'the audit trail cannot be read: Not for you',
  ],
  [
    { kind: 'found', item: { type: t`Source Disabled`, actor: t`u1`, actorEmail: t`a@b.io` } } as never,
    'switch',
    'Source Disabled by a@b.io',
  ],
  [{ kind: 'found', item: { type: t`Source Disabled`, actor: t`u1` } } as never, 'switch', 'Source Disabled by u1'],
])('the trail tells of a change: %j, of a %s: %s', (echo, kind, text) => {
  const change =
    kind === 'sync'
      ? ({ kind, sourceId: 's', modelId: 'm', subscriptionId: 'x' } as const)
      : ({ kind, of: 'source', id: 's', enabled: false } as const);
  expect(echoText(change, echo)).toBe(text);
});
