import { describe, test } from 'vitest';
import { views } from '../../source/views/registry.ts';
import type { Backend } from '../../source/workspace/polling/backend.ts';
import { answering, refusal } from '../views/scenarios.ts';
import { stageOf } from '../views/stage.ts';
import { expectScreen } from './golden.ts';
import { walked } from './walked.ts';

const named = views.filter(({ aliases, page }) => page !== undefined || aliases.length > 0).map(({ id }) => id);

/** Ways in which nothing but the workspace itself can be had. */
const ways: Readonly<Record<string, (backend: Backend) => Backend>> = {
  refused: answering((name, read) => (name === 'workspace' ? read() : Promise.reject(refusal('no-access', 403)))),
  failing: answering((name, read) => (name === 'workspace' ? read() : Promise.reject(refusal('server', 500)))),
  reading: answering((name, read) => (name === 'workspace' ? read() : new Promise(() => undefined))),
  /** Lists are there, and nothing about what is in them. */
  'lists-only': answering((name, read) =>
    [
      'workspace',
      'sources',
      'destinations',
      'warehouses',
      'functions',
      'trackingPlans',
      'spaces',
      'audiences',
    ].includes(name)
      ? read()
      : Promise.reject(refusal('server', 503)),
  ),
};

describe.each(Object.entries(ways))('%s', (way, spoil) => {
  test.each(named)('%s: what its tabs say', async (view) => {
    const stage = await stageOf('everything', spoil);
    expectScreen(`unread/${way}/${view}`, await walked(stage, { view, params: {} }, { columns: 120, rows: 40 }));
  });
});
