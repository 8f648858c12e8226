import { beforeAll, describe, expect, test } from 'vitest';
import type { ViewId } from '../../../../source/state/pages.ts';
import { views } from '../../../../source/views/registry.ts';
import { type Act, actAt, type Stage, stageOf } from '../../../views/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
});

const opened = (view: ViewId, columns = 120, rows = 40): Act => actAt(stage, { view, params: {} }, { columns, rows });
const tour = 'https://university.segment.com/introduction-to-segment/299965';

describe('help (G-02, W-04)', () => {
  test.each([
    [120, 40],
    [80, 24],
  ])('has the links to support and to the video tour on top at %d×%d, and y copies them', (columns, rows) => {
    const act = opened('home', columns, rows);
    act.press('?');
    expect(act.text()).toContain('https://segment.com/help/contact/');
    expect(act.text()).toContain(tour);
    act.press('y');
    expect(act.copied).toEqual([`https://segment.com/help/contact/\n${tour}`]);
    expect(act.text()).toMatch(/Copied: the links/);
    expect(act.store.getState().overlay).toMatchObject({ kind: 'help' });
  });

  test('cuts no link on a narrow screen', () => {
    const act = opened('home', 40, 24);
    act.press('?');
    expect(act.text().replace(/[│\n ]/g, '')).toContain(tour);
  });
});

test.each(views.filter(({ page }) => page).map(({ id }) => id))(
  '%s prints the age of its data (G-02)',
  async (view) => {
    const act = opened(view);
    await act.settled();
    expect(act.text().split('\n')[0]).toMatch(/Updated|Stale since/);
  },
);
