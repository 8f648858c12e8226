import { expect, test } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { placeOf } from '../../../../source/state/place.ts';
import { catalogItem } from '../../../../source/views/catalog/item/index.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { catalogDestinations } from '../../../../source/workspace/resources/pages.ts';
import { destinationWith, type Snapshots, snapshots, sourceWith } from '../../../workspace/snapshots.ts';
import { drawnRows, markedOf } from '../../drawn.ts';

const option = (name: string, label: string, type: string, required: boolean, description: string) => ({
  ...{ name: t`${name as never}`, label: t`${label as never}`, type: t`${type as never}`, required },
  description: t`${description as never}`,
});
const item = {
  ...{ id: 'm', name: t`Braze`, slug: t`braze`, description: t`Sends things.`, website: t`https://braze.example` },
  ...{ status: t`PUBLIC_BETA`, categories: [t`Email`], side: 'destination', methods: [t`track`, t`identify`] },
  ...{ platforms: [t`server`], modes: ['cloud', 'device'], previousNames: [t`Appboy`] },
  options: [option('x', '', 'boolean', false, 'an option'), option('apiKey', 'API key', 'string', true, 'the key')],
};
const world = () =>
  snapshots()
    .set(catalogDestinations, [item as never])
    .set(resources.sources, [sourceWith('web', { name: t`Web` })])
    .set(resources.destinations, [
      destinationWith('d', 'web', { name: t`Braze prod`, metadataId: 'm' }),
      destinationWith('e', 'web', { name: t`Braze old`, metadataId: 'm', enabled: false }),
      destinationWith('f', 'web', { name: t`Other`, metadataId: 'n' }),
    ]);
const drawn = (of: Snapshots, id = 'm') => {
  const place = placeOf('catalog-item', { tab: 'destination', id, slug: 'braze' });
  return markedOf(drawnRows(catalogItem as never, { place, read: of.read }, { width: 120, height: 50 }));
};

test('the page of a tile: what it is, what the workspace has of it, how to connect it, what it asks for', () => {
  expect(drawn(world())).toEqual([
    'strong{Braze}  dim{1/21}',
    'text{Sends things.}',
    'dim{Kind}  Destinations, Email',
    'dim{Status}  accent{BETA}',
    'dim{Formerly}  Appboy',
    'dim{Calls it takes}  track, identify',
    'dim{Takes them from}  server',
    "dim{Connection mode}  cloud (Segment's servers call it) or device (its code runs in the page or app; deliveries",
    'cannot be observed)',
    'dim{Website}  https://braze.example (<copy> copies it)',
    'dim{Documentation}  https://segment.com/docs/connections/destinations/catalog/',
    'dim{The API gives no address of its own page there; <browser> copies the one of the web app.}',
    'strong{In this workspace}',
    'good{●} Braze prod dim{← Web}',
    'dim{○} Braze old dim{← Web}  dim{disabled}',
    'strong{How to connect it}',
    'accent{1.} <browser> copies the link to Braze in the web app: open it there and choose Configure.',
    'accent{2.} Choose the source that feeds it: each pair of a source and a destination is a connection of its',
    'own.',
    'accent{3.} Fill in what it requires: API key.',
    'accent{4.} Choose cloud or device mode: only cloud deliveries can be observed here.',
    'accent{5.} Send it a test event from its Event Tester, then enable it.',
    'accent{6.} In device mode pages pick it up within half an hour.',
    'accent{7.} Watch its first deliveries on page <page.destinations>: delivered, retried and failed events,',
    'with reasons.',
    'strong{Settings it asks for}',
    'warn{required} API key  dim{string}  dim{the key}',
    'dim{optional} x  dim{boolean}  dim{an option}',
  ]);
});

test('a tile that is not in the catalog is gone only once that was read', () => {
  expect(drawn(world(), 'gone').join(' ')).toContain('The catalog no longer has it');
  expect(drawn(snapshots()).join(' ')).toContain('Reading the catalog…');
});
