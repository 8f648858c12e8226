import { beforeAll, describe, expect, it } from 'vitest';
import { ReadError } from '../../../../source/domain/problem.ts';
import { fieldsFor } from '../../../../source/views/privacy/data.ts';
import type { Backend } from '../../../../source/workspace/polling/backend.ts';
import { classified } from '../../../../source/workspace/privacy/fields.ts';
import { problemWith } from '../../../workspace/snapshots.ts';
import { type Act, actAt, type Stage, stageOf } from '../../stage.ts';

const refused = () => Promise.reject(new ReadError(problemWith({ kind: 'no-access', status: 403 })));

let whole: Stage;
let withoutRules: Stage;
beforeAll(async () => {
  whole = await stageOf('everything');
  let answered = 0;
  // The rules of one plan are told, those of all others are not.
  withoutRules = await stageOf('everything', (backend: Backend) => ({
    ...backend,
    trackingPlanRules: (...given) => (answered++ === 0 ? backend.trackingPlanRules(...given) : refused()),
  }));
});

/** The inbox after every field that is known was classified. */
async function classifiedAll(stage: Stage, matcher?: string): Promise<Act> {
  const act = actAt(stage, { view: 'privacy', params: { tab: 'inbox', ...(matcher && { matcher }) } });
  await act.settled();
  const { local } = act.store.getState();
  const inventory = fieldsFor(act.screen.scene.context).all.map((field) => ({
    ...classified(field),
    at: stage.now,
    masked: false,
  }));
  act.store.setState({ local: { ...local, privacy: { ...local.privacy, inventory } } });
  await act.settled();
  return act;
}

describe('an inbox without rows', () => {
  it('is good news only where every plan has told its fields and all of them are classified', async () => {
    const text = (await classifiedAll(whole)).text();
    expect(text).toContain('✓ Every field that is known is classified');
    expect(text).toContain('New ones come up here by themselves.');
  });

  it('is none while rules could not be read', async () => {
    const text = (await classifiedAll(withoutRules)).text();
    expect(text).not.toContain('Every field');
    expect(text).toContain('tracking plans: no access (403)');
  });

  it('of a matcher that hits nothing says so, and not that no field is known', async () => {
    const text = (await classifiedAll(whole, 'no such matcher')).text();
    expect(text).toContain('Fields that no such matcher hits');
    expect(text).toContain('· It hits no field that is known');
    expect(text).not.toMatch(/Every field|No field/);
  });

  it('of a workspace without plans says that none is known', async () => {
    const act = actAt(await stageOf('empty'), { view: 'privacy', params: { tab: 'inbox' } });
    await act.settled();
    expect(act.text()).toContain('· No field is known');
  });
});

it('classified fields that a matcher hits stand in its list, and not in the inbox', async () => {
  const inbox = await classifiedAll(whole);
  const [field] = fieldsFor(inbox.screen.scene.context).all.filter(({ match }) => match !== undefined);
  const list = await classifiedAll(whole, field!.match!.matcher);
  expect(inbox.text()).not.toContain(field!.path);
  expect(list.text()).toContain(field!.path);
});

it('a field reaches no destination only where all that carries and receives it was read', async () => {
  const reachOfRows = async (stage: Stage) => {
    const act = actAt(stage, { view: 'privacy', params: { tab: 'inbox' } }, { columns: 200, rows: 60 });
    await act.settled();
    const { model, view, context } = act.screen.scene;
    const { columns, count } = view.listing!(model, context)!;
    const reach = columns.find(({ id }) => id === 'reach')!;
    const cells = Array.from({ length: count }, (_, index) => reach.cell(index, { glyphs: context.glyphs } as never));
    return new Set(cells.map((cell) => (cell as { text: string }).text));
  };
  const alone = (backend: Backend): Backend => ({
    ...backend,
    destinations: async () => ({ value: [], problems: [] }),
  });
  const lossy = (backend: Backend): Backend => ({
    ...backend,
    destinations: async () => ({ value: [], problems: [problemWith({ kind: 'dropped-rows', status: 200 })] }),
  });
  expect([
    await reachOfRows(await stageOf('everything', alone)),
    await reachOfRows(await stageOf('everything', lossy)),
  ]).toEqual([new Set(['0']), new Set(['–'])]);
});
