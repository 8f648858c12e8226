import { expect, test } from 'vitest';
import type { SampleSet } from '../../../source/domain/delivery/sample.ts';
import { t } from '../../../source/domain/text.ts';
import { lazyBackend } from '../../../source/workspace/backends/lazy.ts';
import { type OwnEyes, withOwnEyes } from '../../../source/workspace/backends/own-eyes.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';

const none: SampleSet = { kind: 'unavailable', why: t`none`, link: 'event-delivery' };
const seen: SampleSet = { kind: 'samples', samples: [] };
const state = { collectionId: 'c', kept: new Map(), newest: 1, askedAt: 2, problem: undefined, taken: 3 };
const behind = {
  samples: async () => ({ value: none, problems: [] }),
  failureLogState: async () => ({ value: undefined, problems: [] }),
  sources: async () => ({ value: ['a source'], problems: [] }),
  wire: () => ({ requests: 7 }),
} as unknown as Backend;
const query = { destinationId: 'd', reason: '401' };

test.each<[string, () => Backend]>([
  ['as it is', () => behind],
  ['that is loaded with its first read', () => lazyBackend(async () => behind)],
])('a backend %s answers from what was seen, and for all else itself', async (_, backend) => {
  const eyes: OwnEyes = { samples: () => seen, failureLogState: () => state };
  const seeing = withOwnEyes(backend(), () => eyes);
  expect((await seeing.samples(query)).value).toBe(seen);
  expect((await seeing.failureLogState('d')).value).toBe(state);
  expect((await seeing.sources()).value).toEqual(['a source']);
  expect(seeing.wire().requests).toBe(7);
});

test('where nothing was seen, or there is nothing to look with, the backend behind answers', async () => {
  for (const eyes of [undefined, { samples: () => undefined, failureLogState: () => undefined }]) {
    const seeing = withOwnEyes(behind, () => eyes);
    expect((await seeing.samples(query)).value).toBe(none);
    expect((await seeing.failureLogState('d')).value).toBeUndefined();
  }
});
