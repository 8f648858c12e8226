import { beforeAll, expect, test } from 'vitest';
import { actAt, type Stage, stageNow, stageOf } from '../views/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  await actAt(stage, { view: 'home', params: {} }).settled();
});

test('H-09 the age of the data goes on by itself, without a request', () => {
  const act = actAt(stage, { view: 'home', params: {} });
  const before = stage.poller.version;
  const ages = [0, 20_000, 180_000, 7_200_000].map((passed) => {
    act.store.setState({ now: stageNow + passed });
    return /Updated \S+( \S+)*?(?= {2})/.exec(act.text())?.[0];
  });
  expect(ages).toEqual(['Updated just now', 'Updated 20s ago', 'Updated 3m ago', 'Updated 2h ago']);
  expect(stage.poller.version).toBe(before);
});
