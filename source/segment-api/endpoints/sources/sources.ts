import * as z from 'zod/mini';
import type { Label, Source } from '../../../domain/entities.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import { sanitise } from '../../../domain/text.ts';
import type { Client } from '../../client.ts';
import { flag, id, optionalId, promised, text, texts } from '../../reading/fields.ts';
import { parseOne, readList, uniqueById } from '../../reading/rows.ts';
import { sourceKind } from './kind.ts';

const metadata = z.catch(
  z.object({ id: optionalId, slug: text, name: text, categories: texts, isCloudEventSource: flag }),
  { id: undefined, slug: sanitise(''), name: sanitise(''), categories: [], isCloudEventSource: false },
);

const label = z.object({ key: text, value: text });
const labels = z.pipe(
  z.catch(z.array(z.catch(label, { key: sanitise(''), value: sanitise('') })), []),
  z.transform((all): Label[] => all.filter(({ key }) => key !== '')),
);

const writeKeys = z.pipe(
  z.catch(z.array(z.unknown()), []),
  z.transform((keys) => keys.filter((key) => typeof key === 'string')),
);

/** A source as lists give it. */
export const sourceSchema = z.pipe(
  z.object({ id, slug: text, name: text, enabled: z.boolean(), writeKeys, labels, metadata }),
  z.transform(({ id, slug, name, enabled, writeKeys, labels, metadata }): Source => {
    const { categories, isCloudEventSource } = metadata;
    const traits = { slug, metadataSlug: metadata.slug, metadataName: metadata.name, categories, isCloudEventSource };
    return {
      id,
      name: name || slug || metadata.name || sanitise(id),
      slug,
      enabled,
      kind: sourceKind(traits),
      type: metadata.name || metadata.slug,
      metadataId: metadata.id ?? '',
      categories,
      labels,
      writeKeys,
    };
  }),
);

export async function listSources(client: Client, options?: ReadOptions): Promise<Answer<readonly Source[]>> {
  return uniqueById(await readList(client, { operation: 'GET /sources', key: 'sources' }, sourceSchema, options));
}

export const sourceOperation = 'GET /sources/{id}';

/** Stands beside the source: null where it is under none. */
const ownPlan = z.object({ trackingPlanId: promised('trackingPlanId', z.nullable(z.string()), undefined) });

/** One source; only here the answer tells its tracking plan, beside the source (rule 32). */
export async function readSource(client: Client, sourceId: string, options?: ReadOptions): Promise<Answer<Source>> {
  const data = await client.read({ operation: sourceOperation, ids: [sourceId] }, options);
  const { value: source, problems } = parseOne(sourceSchema, data.source, sourceOperation);
  const plan = parseOne(ownPlan, data, sourceOperation);
  const { trackingPlanId } = plan.value;
  return {
    value: { ...source, trackingPlanId: trackingPlanId === '' ? null : trackingPlanId },
    problems: [...problems, ...plan.problems],
  };
}
