import { joined, sanitise, t, word } from '../../../domain/text.ts';
import { span } from '../../../theme/line.ts';
import { repeated } from '../../../theme/width.ts';
import type { SourceFlow } from '../../../workspace/sources/inflow.ts';
import { factRow, type PageRow } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';

/** Characters of a write key that tell it from others and give nothing away. */
const shownOfKey = 4;
const shortestShown = 12;

export function configurationRows({ source }: SourceFlow, context: ViewContext): PageRow[] {
  const labels = source.labels.map(({ key, value }) => t`${key}:${value}`);
  return [
    factRow(t`Type`, source.type, span(t`  ${word(source.kind)}`, 'dim')),
    factRow(t`Status`, source.enabled ? span(t`Enabled`, 'good') : span(t`Disabled`, 'dim')),
    factRow(t`Slug`, source.slug),
    ...(labels.length > 0 ? [factRow(t`Labels`, joined(labels, t`  `))] : []),
    ...writeKeyRows(source.writeKeys, context),
    factRow(t`Id`, span(sanitise(source.id), 'dim')),
  ];
}

/** Write keys are secrets: enough of one to recognise it, never the whole (rule 242). */
function writeKeyRows(keys: readonly string[], { glyphs }: ViewContext): PageRow[] {
  if (keys.length === 0) return [factRow(t`Write keys`, span(t`none, or not visible to this token`, 'dim'))];
  return keys.map((key, index) => {
    const tail = key.length >= shortestShown ? sanitise(key.slice(-shownOfKey)) : t``;
    return factRow(
      index > 0 ? t`` : keys.length === 1 ? t`Write key` : t`Write keys`,
      span(t`${repeated(glyphs.masked, 8)}${tail}`, 'dim'),
    );
  });
}
