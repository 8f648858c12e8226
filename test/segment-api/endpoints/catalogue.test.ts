import { expect, test } from 'vitest';
import { deliveryMode } from '../../../source/segment-api/endpoints/delivery/mode.ts';
import { sourceKind } from '../../../source/segment-api/endpoints/sources/kind.ts';

test.each<[string, string, readonly string[], boolean, string]>([
  ['javascript', 'Javascript', ['Website'], false, 'website'],
  ['ios', 'iOS', ['Mobile'], false, 'mobile'],
  ['node.js', 'Node.js', ['Server'], false, 'server'],
  ['stripe', 'Stripe', ['Payments'], true, 'cloud-app'],
  ['salesforce', 'Salesforce', ['CRM'], false, 'cloud-app'],
  ['http-api', 'HTTP API', ['Server'], true, 'server'],
  ['personas-compute', 'Personas', ['Server'], false, 'engage'],
  ['postgres', 'Postgres', ['Warehouse'], true, 'reverse-etl'],
  ['snowflake', 'Snowflake', [], true, 'reverse-etl'],
  ['my-webhook-function', 'My webhook', [], true, 'function'],
  ['custom', 'Custom', ['Functions'], true, 'function'],
  ['', '', [], false, 'other'],
])('a source of type %s', (metadataSlug, metadataName, categories, isCloudEventSource, kind) => {
  expect(sourceKind({ slug: 's', metadataSlug, metadataName, categories, isCloudEventSource })).toBe(kind);
});

const none = { platforms: {}, cloudInstances: '', deviceInstances: '', categories: [] as string[] };

test.each<[string, string, object, string]>([
  ['fed by a server', 'braze', { platforms: { server: true, browser: true } }, 'cloud'],
  ['fed by browsers only', 'hotjar', { platforms: { server: false, browser: true } }, 'device'],
  ['fed by phones only', 'appsflyer', { platforms: { mobile: true } }, 'device'],
  [
    'without cloud instances',
    'x',
    { platforms: { server: true }, cloudInstances: '0', deviceInstances: 'SINGLE' },
    'device',
  ],
  ['without any instances', 'x', { cloudInstances: 'NONE', deviceInstances: 'NONE' }, 'cloud'],
  ['with both', 'x', { platforms: { browser: true }, cloudInstances: 'MULTIPLE', deviceInstances: '1' }, 'cloud'],
  ['without a word', 'x', {}, 'cloud'],
  ['fed by nothing', 'x', { platforms: { server: false, browser: false, mobile: false } }, 'cloud'],
  ['fed by a server and phones', 'x', { platforms: { server: true, mobile: true } }, 'cloud'],
  ['fed by phones, of one cloud instance', 'x', { platforms: { mobile: true }, cloudInstances: 'SINGLE' }, 'cloud'],
  [
    'fed by phones, of no cloud instance',
    'x',
    { platforms: { mobile: true }, cloudInstances: 'none', deviceInstances: '0' },
    'device',
  ],
  ['of ten instances', 'x', { cloudInstances: '10', deviceInstances: '1' }, 'cloud'],
  ['with s3 inside of a word', 'css3d', {}, 'cloud'],
  ['Azure', 'azure-blob-storage', {}, 'storage'],
  ['of a lake by category', 'x', { categories: ['Raw Data', 'Data Lake'] }, 'storage'],
  ['of a category with storage in it', 'x', { categories: ['Storage of consent'] }, 'cloud'],
  ['S3', 'amazon-s3', { platforms: { server: true } }, 'storage'],
  ['S3 in actions', 'actions-s3', {}, 'storage'],
  ['GCS', 'google-cloud-storage', {}, 'storage'],
  ['a data lake', 'segment-data-lakes', {}, 'storage'],
  ['by category', 'x', { categories: ['Storage'] }, 'storage'],
  [
    'webhooks, raw data with a response',
    'webhooks',
    { categories: ['Raw Data'], platforms: { server: true } },
    'cloud',
  ],
])('a destination %s', (_name, slug, traits, mode) => {
  expect(deliveryMode({ ...none, slug, ...traits })).toBe(mode);
});
