import type { Mapping, MappingSchedule } from '../../../domain/delivery/mappings.ts';
import { compact, durationText } from '../../../domain/format.ts';
import type { ReverseEtlModel } from '../../../domain/storage/reverse-etl.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { second } from '../../../domain/time.ts';
import { type Span, span } from '../../../theme/line.ts';
import type { MappingDelivery } from '../../../workspace/delivery/mappings.ts';

/** `every 1h`, `by hand`, `cron 0 6 * * *`: when a model is run for a mapping. */
export function scheduleText({ strategy, config }: MappingSchedule): SafeText {
  const { interval, spec, days, hours } = config;
  switch (strategy as string) {
    case 'PERIODIC':
      return t`every ${intervalText(interval)}`;
    case 'MANUAL':
      return t`by hand`;
    case 'CRON':
      return t`cron ${sanitise(spec, 40)}`;
    case 'SPECIFIC_DAYS':
      return t`on days ${listText(days)} at hours ${listText(hours)}`;
    case 'DBT_CLOUD':
      return t`after a dbt Cloud job`;
    default:
      return strategy;
  }
}

function intervalText(interval: unknown): SafeText {
  if (typeof interval === 'number') return durationText(interval * second);
  return interval === undefined || interval === '' ? t`interval that the API does not give` : sanitise(interval, 20);
}

const listText = (values: unknown): SafeText =>
  Array.isArray(values) && values.length > 0 ? sanitise(values.join(', '), 60) : t`any`;

/** What feeds a mapping: events, or a model and its schedule. */
export function feedText({ modelId, schedule }: Mapping, models: readonly ReverseEtlModel[] | undefined): SafeText {
  if (modelId === undefined) return t`events`;
  const model = models?.find(({ id }) => id === modelId);
  const name = model?.name ?? t`model ${sanitise(modelId.slice(0, 8))}`;
  return schedule ? t`${name}, ${scheduleText(schedule)}` : name;
}

/** A count of one mapping: zero only where the API told all of them, else not known. */
export function countOf(
  { byMapping, isComplete }: MappingDelivery,
  id: string,
  what: 'delivered' | 'failed' | 'filtered',
): number | undefined {
  return byMapping.get(id)?.[what] ?? (isComplete ? 0 : undefined);
}

/** A count, pale where it is zero, and a dash where it is not known. */
export function countSpan(count: number | undefined, tone: Span['tone'] = 'text'): Span {
  if (count === undefined) return span(t`–`, 'dim');
  return span(compact(count), count > 0 ? tone : 'dim');
}
