import { onTestFinished } from 'vitest';
import { collectedFile, openCollected } from '../../source/collect/file.ts';
import { type Keep, understand } from '../../source/collect/understand.ts';
import type { Database } from '../../source/store/database.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

export const now = Date.UTC(2026, 0, 15, 12);

/** What is kept of what was sent. */
export const understood = (sent: readonly unknown[], keep: Keep = 'all') =>
  sent.flatMap((each) => {
    const found = understand(each, { keep, now });
    return found.kind === 'kept' ? [found.of] : [];
  });

/** An empty file of one workspace, closed at the end of the test. */
export async function opened(): Promise<Database> {
  const database = await openCollected(collectedFile(await temporaryFolder(), 'w'), () => undefined);
  if (!database) throw new Error('not opened');
  onTestFinished(() => database.close());
  return database;
}

/** Events as Segment sends them to a webhook. */

/** A report of a violation, by its id. */
export const violation = (messageId: string, more: Readonly<Record<string, unknown>> = {}) => ({
  type: 'track',
  event: 'Violation Generated',
  userId: 'schema-violations',
  messageId,
  context: { app: null, library: { name: 'analytics-node', version: '2.1.0' } },
  integrations: {},
  properties: {
    appVersion: '',
    eventMessageID: `node-${messageId}`,
    eventName: 'Order Completed',
    eventSentAt: '2026-01-15T11:59:02.85860964Z',
    eventTimestamp: '0001-01-01T00:00:00Z',
    eventType: 'track',
    sourceID: 'web',
    sourceName: 'Web (prod)',
    sourceSlug: 'web_prod',
    trackingPlanID: 'rs_1yVwS3zy60dONy9UhCy',
    trackingPlanName: 'Acme TP',
    violationDescription: 'properties.products is required',
    violationField: 'properties.products',
    violationType: 'Required',
    ...more,
  },
  receivedAt: '2026-01-15T11:59:05.862Z',
  timestamp: '2026-01-15T11:59:05.862Z',
  forwardedFromProject: 'web',
});

/** Any other event, as its source sent it. */
export const event = (messageId: string, more: Readonly<Record<string, unknown>> = {}) => ({
  type: 'track',
  event: 'Order Completed',
  messageId,
  projectId: 'web',
  userId: 'customer-1',
  properties: { total: 'twelve' },
  context: { app: { version: '5.2' } },
  receivedAt: '2026-01-15T11:59:00Z',
  ...more,
});

/** An event that carries what was found wrong with it. */
export const violating = (messageId: string, more: Readonly<Record<string, unknown>> = {}) =>
  event(messageId, {
    context: {
      app: { version: '5.2' },
      protocols: {
        sourceId: 'web',
        violations: [
          { type: 'Invalid Type', field: 'properties.total', description: 'Expected: number, given: string' },
        ],
      },
    },
    ...more,
  });
