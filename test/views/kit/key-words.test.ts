import { expect, test } from 'vitest';
import { pages, type Target } from '../../../source/state/pages.ts';
import { actAt, stageOf } from '../stage.ts';

const own: Readonly<Record<string, readonly string[]>> = { browser: ['O'], notifications: [] };

test.each<readonly [page: string, scenario: string, at: Target, keys: readonly string[], says: readonly string[]]>([
  ['the rules of alerts', 'healthy', pages.alerts.at(), ['h'], ['did is on :notifications.']],
  ['the matchers of privacy', 'healthy', pages.privacy.at({ tab: 'detection' }), [], ['web app only (O).']],
  [
    'the notifications of settings',
    'healthy',
    pages.settings.at(),
    ['h'],
    ['in Notifications (:notifications), on', "the web app's (O): the API"],
  ],
  [
    'an empty home',
    'empty',
    { view: 'home', params: {} },
    [],
    [
      'No sources yet. Add the first one in the web app (O).',
      'No destinations yet. Connect the first one in the web app (O).',
    ],
  ],
])('%s names keys as the user has bound them', async (_, scenario, at, keys, says) => {
  const act = actAt(await stageOf(scenario), at, { columns: 200 });
  const { keymap } = act.store.getState();
  act.store.setState({ keymap: keymap.map((each) => ({ ...each, keys: own[each.id] ?? each.keys })) });
  act.press(...keys);
  await act.settled();
  const text = act.text().replace(/\s*│?\n│?\s*/g, ' ');
  for (const one of says) expect(text).toContain(one);
});
