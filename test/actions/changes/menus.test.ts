import { beforeAll, describe, expect, test } from 'vitest';
import { askSync, whenRead } from '../../../source/actions/changes/menus.ts';
import { refusalText } from '../../../source/actions/changes/roles.ts';
import type { Environment } from '../../../source/actions/environment.ts';
import { chooseMenu } from '../../../source/actions/menu.ts';
import type { Change } from '../../../source/domain/change.ts';
import { type Problem, ReadError } from '../../../source/domain/problem.ts';
import type { ReverseEtlSync } from '../../../source/domain/storage/reverse-etl.ts';
import { t } from '../../../source/domain/text.ts';
import { minute } from '../../../source/domain/time.ts';
import type { Target } from '../../../source/state/pages.ts';
import type { Subject } from '../../../source/state/pane.ts';
import { placeOf } from '../../../source/state/place.ts';
import { type AppState, createAppStore } from '../../../source/state/store.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { destinationFilters, mappings } from '../../../source/workspace/resources/pages.ts';
import { type Act, actAt, type Stage, stageOf } from '../../views/stage.ts';

const web = 'PL147pRhF1fYvmyuFgY6Eu';
const made: Change[] = [];
/** Names of resources that the server would not change. */
const refused = new Set<string>();

/** Records changes in place of making them, so that tests share one workspace. */
const recording = (backend: Backend): Backend => ({
  ...backend,
  change: async (change) => {
    if ('id' in change && refused.has(change.id)) throw new ReadError(forbidden);
    made.push(change);
  },
});

const forbidden: Problem = { kind: 'no-access', message: t`Not for you.`, status: 403, operation: t`PATCH` };

let stage: Stage;
beforeAll(async () => {
  const read = await stageOf('everything');
  stage = { ...read, backend: recording(read.backend) };
});

async function opened(target: Target, ...keys: readonly string[]): Promise<Act> {
  made.length = 0;
  refused.clear();
  const act = actAt(stage, target, { write: true });
  await act.settled();
  act.press(...keys);
  await act.settled();
  return act;
}

const menuOf = (act: Act): string[] => {
  const { overlay } = act.store.getState();
  return overlay?.kind === 'menu' ? overlay.items.map(({ label, disabled }) => (disabled ? `(${label})` : label)) : [];
};

/** What the open question says. */
const asked = (act: Act): string => {
  const { overlay } = act.store.getState();
  return overlay?.kind === 'confirm' ? overlay.text : '';
};

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn += 1) await new Promise<void>((resolve) => void setImmediate(resolve));
};

async function choose(act: Act, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    chooseMenu(act.environment, id);
    await act.settled();
    await settle();
  }
}

describe('a source', () => {
  const page: Target = { view: 'source', params: { id: web } };

  test('is renamed after a question, and only to a name', async () => {
    const act = await opened(page, 'm');
    await choose(act, 'rename');
    expect(act.text()).toContain('Rename Web (prod)');
    act.press('ctrl+u', 'tab', 'enter');
    expect(made).toEqual([]);
    act.press('tab', ...'Shop', 'enter');
    expect(made).toEqual([]);
    act.press('enter');
    await settle();
    expect(made).toEqual([{ kind: 'rename', of: 'source', id: web, name: 'Shop' }]);
    expect(act.text()).toContain('Renamed: Web (prod)');
  });

  test('takes labels of the workspace, gives its own back, and asks before either', async () => {
    const act = await opened(page, 'm');
    await choose(act, 'labels');
    expect(menuOf(act)).toEqual(
      expect.arrayContaining(['Remove environment:prod', 'Add environment:staging', 'Add another…']),
    );
    await choose(act, 'remove:environment:prod');
    expect(act.text()).toContain('Roles given by label follow');
    act.press('y');
    await settle();
    expect(made).toEqual([{ kind: 'remove-label', sourceId: web, label: { key: 'environment', value: 'prod' } }]);
  });

  test('takes a typed label only as key:value', async () => {
    const act = await opened(page, 'm');
    await choose(act, 'labels', 'other');
    act.press(...'tier', 'tab', 'enter', 'tab');
    expect(made).toEqual([]);
    expect(act.store.getState().overlay).toMatchObject({ kind: 'confirm', focused: 0 });
    act.press(...':gold', 'tab', 'enter');
    await settle();
    expect(made).toEqual([{ kind: 'add-label', sourceId: web, label: { key: 'tier', value: 'gold' } }]);
  });

  test('shows its controls as they are, and what a stricter one loses', async () => {
    const act = await opened(page, 'm');
    await choose(act, 'controls');
    expect(menuOf(act)).toEqual(
      expect.arrayContaining(['(Unplanned events: block)', 'Unplanned events: allow', 'Schema violations: block']),
    );
    await choose(act, 'schema-block');
    expect(asked(act)).toMatch(
      /Of Web \(prod\) \([\d,]+ events in 24 hours\), events that violate the plan's schema are LOST/,
    );
    expect(asked(act)).toContain('How many is not observable');
    act.press('enter');
    expect(made).toEqual([]);
  });

  test('is relaxed in the words of what flows again', async () => {
    const act = await opened(page, 'm');
    await choose(act, 'controls', 'events-allow');
    expect(asked(act)).toMatch(/go to all destinations from now on \([\d,]+ blocked in 24 hours\)/);
    act.press('y');
    await settle();
    expect(made).toEqual([{ kind: 'controls', sourceId: web, track: { allowUnplannedEvents: true } }]);
  });
});

describe('marked rows', () => {
  test('of one kind are switched together after one question that lists them; each result is told', async () => {
    const act = await opened({ view: 'destinations', params: {} }, '/', ...'braze', 'enter', 'space', 'space', 'm');
    expect(menuOf(act)).toEqual(['Copy 2 ids', 'Disable 2 destinations', '(Enable)', '(Delete)']);
    await choose(act, 'disable');
    expect(act.text()).toContain('Disable 2 destinations?');
    const { overlay } = act.store.getState();
    const planned = overlay?.kind === 'confirm' ? overlay.planned : [];
    refused.add(planned.flatMap(({ change }) => ('id' in change ? change.id : []))[0]!);
    act.press('y');
    await settle();
    expect(made).toHaveLength(1);
    const text = act.text().replace(/[│\s]+/g, ' ');
    expect(text).toContain('Disabled: 1 of 2');
    // What stands beside the dialog may come between its rows.
    expect(text).toMatch(/Done: Braze\. Braze was refused: Not for you \(403\)\. It takes .*the token of/);
  });

  test('are left as they are from where the dialog was closed on', async () => {
    const act = await opened({ view: 'destinations', params: {} }, '/', ...'braze', 'enter', 'space', 'space', 'm');
    await choose(act, 'disable');
    act.press('y', 'esc');
    await settle();
    expect(made).toHaveLength(1);
    expect(act.text()).toContain('1 of 2');
  });

  test('are acted on where there is one too, not the row that marking went on to', async () => {
    const act = await opened({ view: 'destinations', params: {} }, '/', ...'braze', 'enter');
    const [first, next] = act.environment.panes()[0]!.rows.map(({ subject }) => subject!.id);
    expect(first).not.toBe(next);
    act.press('space', 'm');
    const { overlay } = act.store.getState();
    const about = overlay?.kind === 'menu' ? overlay.about : undefined;
    expect([about?.subject.id, about?.open?.params, about?.all]).toEqual([first, { id: first }, undefined]);
  });

  test('of several kinds are not', async () => {
    const act = await opened({ view: 'triage', params: {} }, 'space', 'space', 'space', 'space', 'space', 'm');
    expect(menuOf(act)).toContain('(Disable)');
  });
});

test('what an audit event switched off is switched on from the event too', async () => {
  const off = await stageOf('disabled-by-mistake');
  const act = actAt({ ...off, backend: recording(off.backend) }, { view: 'audit', params: {} }, { write: true });
  await act.settled();
  act.press('/', ...'integration disabled', 'enter', 'm');
  expect(menuOf(act)[0]).toBe('Enable');
  act.press('esc', 'enter');
  await act.settled();
  act.press('m');
  expect(menuOf(act)[0]).toBe('Enable');
});

describe('what belongs to a destination', () => {
  /** Opens the menu of something that no row here is about, as a page about it would. */
  async function menuFor(subject: Subject): Promise<Act> {
    const act = await opened({ view: 'home', params: {} });
    act.store.setState({ overlay: { kind: 'menu', title: subject.name, items: [], about: { subject } } });
    return act;
  }

  async function mapped(isFed: boolean) {
    const { value: models } = await stage.backend.reverseEtlModels();
    const { value: destinations } = await stage.backend.destinations();
    for (const { id } of destinations) {
      const { value } = await stage.backend.mappings(id);
      const found = value.find(({ modelId }) => models.some((model) => model.id === modelId) === isFed);
      if (found) return found;
    }
    throw new Error('no such mapping');
  }

  /** Wants a resource once, as the page that shows it would. */
  async function readFor(resource: Parameters<Stage['poller']['want']>[0][number]['resource']): Promise<void> {
    stage.poller.want([{ resource, priority: 0 }]);
    await stage.settled();
  }

  test('a mapping is switched through its destination', async () => {
    const { id, name, destinationId, enabled } = await mapped(false);
    await readFor(mappings(destinationId) as never);
    const act = await menuFor({ kind: 'mapping', id, name, parent: destinationId });
    chooseMenu(act.environment, 'switch');
    expect(act.text().replace(/[│\s]+/g, ' ')).toMatch(/other mappings? goe?s? on/);
    act.press('y');
    await settle();
    expect(made).toEqual([{ kind: 'switch-mapping', destinationId, id, enabled: !enabled }]);
  });

  test('a filter is switched through its destination', async () => {
    const { value: destinations } = await stage.backend.destinations();
    const all = await Promise.all(
      destinations.map(async ({ id }) => (await stage.backend.destinationFilters(id)).value),
    );
    const { id, title: name, destinationId, enabled } = all.flat()[0]!;
    await readFor(destinationFilters(destinationId) as never);
    const act = await menuFor({ kind: 'filter', id, name, parent: destinationId });
    chooseMenu(act.environment, 'switch');
    act.press('y');
    await settle();
    expect(made).toEqual([{ kind: 'switch-filter', destinationId, id, enabled: !enabled }]);
  });

  test('a model is run for its mapping, after a question that tells its last run', async () => {
    const mapping = await mapped(true);
    const { value: models } = await stage.backend.reverseEtlModels();
    const model = models.find(({ id }) => id === mapping.modelId)!;
    const act = await menuFor({ kind: 'model', id: model.id, name: model.name, parent: model.sourceId });
    await choose(act, 'sync');
    if (menuOf(act).length > 0) await choose(act, mapping.id);
    expect(act.text().replace(/[│\s]+/g, ' ')).toMatch(
      /Run .* now\? .*Runs its query and sends what changed to .*The last run began/,
    );
    act.press('y');
    await settle();
    expect(made).toMatchObject([{ kind: 'sync', modelId: model.id, sourceId: model.sourceId }]);
    expect(act.text()).toContain('Run started');
  });

  test.each([
    [14, true],
    [15, false],
  ])(
    'a run %i minutes after the last one: whether it is too soon is said before (rule 120): %s',
    async (minutes, soon) => {
      const act = await opened({ view: 'home', params: {} });
      const { environment } = act;
      const last: ReverseEtlSync = {
        ...{ id: 'r', modelId: 'm', sourceId: web, status: 'success', word: t`SUCCESS`, duration: t``, error: t`` },
        ...{ errorCode: t``, start: environment.now() - minutes * minute },
      };
      const changeReads = { ...environment.changeReads, lastSync: async () => last };
      const choice = { sourceId: web, modelId: 'm', model: t`Model`, subscriptionId: 's', to: t`Braze · Update` };
      askSync({ ...environment, changeReads }, choice);
      await settle();
      const { overlay } = act.store.getState();
      const text = overlay?.kind === 'confirm' ? overlay.text : '';
      expect(text).toContain('The last run began at');
      expect(text.includes('Segment runs a model every 15 min at most and may refuse.')).toBe(soon);
    },
  );
});

test.each<[Partial<Problem>, Change, string]>([
  [{}, { kind: 'switch', of: 'source', id: 's', enabled: false }, 'a Workspace Owner or Source Admin'],
  [{}, { kind: 'delete', of: 'warehouse', id: 'w' }, 'a Workspace Owner or Warehouse Admin'],
  [{ kind: 'not-in-plan' }, { kind: 'switch', of: 'source', id: 's', enabled: false }, 'a plan or feature'],
  [
    { kind: 'timeout', status: 0 },
    { kind: 'switch', of: 'source', id: 's', enabled: false },
    'Not for you. It may have happened all the same',
  ],
])('a refusal %j says what it takes', (problem, change, words) => {
  expect(refusalText({ ...forbidden, ...problem }, change)).toContain(words);
});

describe('a dialog whose question is read first', () => {
  const read = async (meanwhile: Partial<AppState>, reading: Promise<string> = Promise.resolve('answer')) => {
    const store = createAppStore({ stack: [placeOf('sources')] });
    const environment = { store, now: () => 0 } as unknown as Environment;
    const asked: string[] = [];
    whenRead(environment, t`the labels`, reading, (value) => void asked.push(value));
    const before = store.getState().toast;
    store.setState(meanwhile);
    await new Promise<void>((resolve) => void setImmediate(resolve));
    const after = store.getState().toast;
    return [before?.text, asked, after && `${after.tone}: ${after.text}`];
  };
  const reads = 'Reading the labels…';

  test.each<[string, Partial<AppState>, boolean]>([
    ['opens where nothing else was begun', {}, true],
    ['opens on the same page as it was left', { stack: [placeOf('home'), { ...placeOf('sources'), pane: 1 }] }, true],
    ['does not open over another one', { overlay: { kind: 'quit', focused: 0, unsaved: [] } }, false],
    ['does not open over a line that is typed', { prompt: { kind: 'filter', text: '', cursor: 0 } }, false],
    ['does not open on another page', { stack: [placeOf('sources'), placeOf('usage')] }, false],
  ])('%s', async (_, meanwhile, opens) => {
    expect(await read(meanwhile)).toEqual([reads, opens ? ['answer'] : [], opens ? undefined : `info: ${reads}`]);
  });

  test('says why it does not open', async () => {
    expect(await read({}, Promise.reject(new Error('no route')))).toEqual([
      reads,
      [],
      expect.stringMatching(/^bad: the labels: .+/),
    ]);
  });
});
