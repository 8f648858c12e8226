import { beforeAll, describe, expect, test } from 'vitest';
import { subjectPages } from '../../../source/app/scene/subject-pages.ts';
import { t } from '../../../source/domain/text.ts';
import type { Subject } from '../../../source/state/pane.ts';
import { listPane, paneState } from '../../../source/state/place.ts';
import { place } from '../../../source/state/store.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { type Act, actAt, type Stage, stageOf } from '../../views/stage.ts';

let stage: Stage;
/** The same workspace through an API that shows no event as it arrives. */
let unseen: Stage;

const blind = (backend: Backend): Backend =>
  new Proxy(backend, {
    get: (target, name) =>
      name === 'received'
        ? async () => ({ value: { kind: 'unavailable', why: t`the API has none` }, problems: [] })
        : (Reflect.get(target, name) as unknown),
  });

const braze = 'XFEQv4hTwcyqEiz7waK3ku';
const web = 'PL147pRhF1fYvmyuFgY6Eu';
const scores = '6RNwi4RyRotDwWF9UE9vVU';
const models = '1PxLZzvUGwEMxyrqw3fC9w';

beforeAll(async () => {
  stage = await stageOf('everything');
  for (const view of ['home', 'functions', 'protocols', 'reverse-etl', 'engage'] as const)
    await actAt(stage, { view, params: {} }).settled();
  for (const id of [braze, scores, 'yUkxqtaNdDL8dbeyMRM5oM'])
    for (const view of ['destination-mappings', 'destination-filters'] as const)
      await actAt(stage, { view, params: { id } }).settled();
  await actAt(stage, { view: 'function', params: { id: 'sfnc_hmSlEGHcMbF8aqSDv7UlZi' } }).settled();
  unseen = await stageOf('everything', blind);
  await actAt(unseen, { view: 'home', params: {} }).settled();
  await actAt(unseen, { view: 'debugger', params: { source: web } }).settled();
});

const opened = (on: Stage = stage): Act => actAt(on, { view: 'home', params: {} });
const subject = (kind: Subject['kind'], id: string, parent?: string): Subject => ({ kind, id, name: t`it`, parent });

const labelsOf = (about: Subject, on?: Stage): readonly string[] =>
  subjectPages(opened(on).screen.scene.context, about).map(({ label }) => label);

const watched = ['Alerts', 'Health'];

const cases: readonly (readonly [what: string, about: Subject, pages: readonly string[]])[] = [
  ['a source under a plan', subject('source', web), ['Overview', 'Events', 'Debugger', 'Violations', 'Tracking plan']],
  ['a source under no plan', subject('source', '1fy3kUsoRk3UpVHnzj1Tjx'), ['Overview', 'Events', 'Debugger']],
  [
    'a source that an alert is raised on',
    subject('source', 'fcDcMrqtYJp8wH3Ahekjah'),
    ['Overview', 'Events', 'Debugger', 'Violations', 'Tracking plan', 'Alerts'],
  ],
  ['a source of reverse ETL', subject('source', models), ['Overview', 'Models and their runs']],
  [
    'a destination that fails',
    subject('destination', braze),
    ['Delivery', 'Mappings', 'Filters', 'Configuration', ...watched],
  ],
  [
    'a destination without filters that models feed',
    subject('destination', scores),
    ['Delivery', 'Mappings', 'Models and their runs', 'Configuration'],
  ],
  ['a destination of a browser', subject('destination', 'e4bddb5d74b08d2ef4bc16df'), ['Delivery', 'Configuration']],
  ['a destination fed by syncs', subject('destination', '072db8e9d6f5a8e82502a35a'), ['Delivery', 'Configuration']],
  ['a warehouse that fails', subject('warehouse', 'eK1SSyQ2PpABthA7a1oiat'), ['Sync history', ...watched]],
  ['a warehouse that is well', subject('warehouse', 'wDdFRobq3nBHQPuKdd1YMU'), ['Sync history']],
  [
    'a destination function',
    subject('function', 'sfnc_QIPZQz8fcWTZAFZKWMczGu'),
    ['Code', 'Used by Loyalty points ← Orders API'],
  ],
  ['a source function', subject('function', 'sfn_LVhpr7SxtXp8O0LQcUfj37'), ['Code', 'Used by Partner webhook']],
  ['an insert function', subject('function', 'sfnc_hmSlEGHcMbF8aqSDv7UlZi'), ['Code', 'Used by Web (prod)']],
  [
    'a plan of several sources',
    subject('tracking-plan', 'tp_OXBjA3atxuo0js4ajyVPvg'),
    ['Rules', 'Sources', 'Violations by source', 'Changelog'],
  ],
  ['a library', subject('tracking-plan', 'tp_1kdHzb71JDD83LfINuEaBB'), ['Rules', 'Changelog']],
  [
    'an audience whose run failed too seldom for an alert',
    subject('audience', 'aud_7vx95b8oy5KOucIHYFHhHg', 'spa_7urunlX4BeByfqCCWVSe27'),
    ['Runs and definition'],
  ],
  ['a mapping', subject('mapping', 'Td2Mrh97kzSWGVkWTwtFKy', braze), ['Mapping', 'Delivery', 'All its mappings']],
  [
    'a mapping that a model feeds',
    subject('mapping', 'S7U9movdhtax94Y6oQEqj8', scores),
    ['Mapping', 'Runs', 'Delivery', 'All its mappings'],
  ],
  ['a filter', subject('filter', '3YhGvTz9QkLw6RnBcXpM1s', braze), ['Filters', 'Delivery']],
  ['a model', subject('model', 'cYtcGyrUnByjDMEcnAVaVQ', models), ['Runs', 'Mapping Update User Profile', 'Source']],
  ['a model that nothing takes', subject('model', 'kW3vLq8ZbN5uTxY2RmPs7d', models), ['Runs', 'Source']],
  [
    'an audit event of a destination',
    subject('audit', braze),
    ['Delivery', 'Mappings', 'Filters', 'Configuration', ...watched],
  ],
  ['an audit event of what is gone', subject('audit', 'gone'), []],
];

describe('the pages of a thing', () => {
  test.each(cases)('%s has these and no other', (_, about, expected) => {
    expect(labelsOf(about)).toEqual(expected);
  });

  test('no debugger is offered once the API has said that it shows no events', () => {
    expect(labelsOf(subject('source', web), unseen)).not.toContain('Debugger');
    expect(labelsOf(subject('source', 'fcDcMrqtYJp8wH3Ahekjah'), unseen)).not.toContain('Debugger');
  });

  test('each leads to a page that is about it', () => {
    const found = cases.flatMap(([, about]) => subjectPages(opened().screen.scene.context, about));
    expect(found.length).toBeGreaterThan(50);
    for (const { label, target } of found) {
      const act = actAt(stage, target);
      expect([label, act.screen.scene.view.id]).toEqual([label, target.view]);
      expect([label, act.screen.scene.model === undefined]).toEqual([label, false]);
    }
  });

  test('a page is opened at its tab, and turned to it where it is open already', () => {
    const act = actAt(stage, { view: 'source', params: { id: web } });
    const tab = () => paneState(place(act.store.getState()), listPane).tab;
    const menu = () => {
      const { overlay } = act.store.getState();
      return overlay?.kind === 'menu' ? overlay.items.map(({ label }) => label) : [];
    };
    act.press('m');
    expect(menu().slice(0, 2)).toEqual(['Events', 'Debugger']);
    act.press('enter');
    expect([tab(), act.store.getState().stack.length]).toEqual([1, 2]);
    act.press('m');
    expect(menu().slice(0, 2)).toEqual(['Overview', 'Debugger']);
  });
});
