import { jsonText } from '../../../components/json/lines.ts';
import { parseFilter } from '../../../domain/filter/filter.ts';
import type { SafeText } from '../../../domain/text.ts';
import { laidDocument } from '../../kit/document/masked.ts';
import { remembered } from '../../kit/remembered.ts';
import type { ViewContext } from '../../kit/view.ts';
import { documentOf } from './document.ts';
import type { PayloadModel } from './model.ts';

type Sought = Pick<PayloadModel, 'samples' | 'side' | 'revealed' | 'own'>;

const texts = remembered<readonly (readonly SafeText[])[]>();
const found = remembered<readonly number[]>();

/** Indexes of the kept samples in which the side that is shown has a match, as it is shown: what is masked is not searched. */
export function matchingSamples(
  context: Pick<ViewContext, 'read'>,
  { samples, side, revealed, own }: Sought,
  filter: string,
): readonly number[] | undefined {
  const pattern = filter === '' ? undefined : parseFilter(filter);
  if (!pattern || pattern.invalid) return undefined;
  const all = texts(context, [samples, side, revealed, own], () =>
    samples.map((sample) => laidDocument(documentOf(sample, side), { revealed, own }).rows.map(jsonText)),
  );
  return found(context, [all, filter], () =>
    all.flatMap((rows, index) => (rows.some((text) => pattern.spans(text).length > 0) ? index : [])),
  );
}
