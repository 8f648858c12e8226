import type { Block } from '../../../components/block.ts';
import { clock } from '../../../domain/format.ts';
import { t } from '../../../domain/text.ts';
import { blank, line, span } from '../../../theme/line.ts';
import type { TriageItem } from '../../../workspace/watch/triage.ts';
import type { Answer } from '../../kit/answer/answer.ts';
import { connectionAnswer } from '../../kit/answer/connection.ts';
import { sourceAnswer } from '../../kit/answer/source.ts';
import { storageAnswer } from '../../kit/answer/storage.ts';
import { meterAnswer } from '../../kit/answer/usage.ts';
import { violationsAnswer } from '../../kit/answer/violations.ts';
import { connectionDetail } from '../../kit/connection-detail.ts';
import { detailFact } from '../../kit/detail-lines.ts';
import { sourceDetail } from '../../kit/source-detail.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { triageFacts, triageMark, triageVerdict } from '../../kit/words/triage.ts';
import { actorText } from '../../kit/words.ts';
import { meterDetail, signalDetail, storageDetail } from './more-detail.ts';

/** Everything known of the selected trouble, and what changed right before it (rule 227). */
export function triageDetail(item: TriageItem, context: ViewContext, width: number, isAnswered: boolean): Block {
  if (item.kind === 'connection' || item.kind === 'disabled')
    return connectionDetail(item.connection, context, width, isAnswered);
  if (item.kind === 'source') return sourceDetail(item.flow, context, width, isAnswered);
  const { name, parts } = triageFacts(item, context);
  const { cause } = item;
  return [
    line(triageMark(item, context.glyphs), t` `, span(name, 'strong'), t`  `, triageVerdict(item)),
    blank,
    ...parts
      .filter(({ about }) => about !== 'verdict' && about !== 'cause')
      .flatMap(({ text, tone }) => textLines(text, width, tone)),
    blank,
    ...more(item, context, width),
    ...(cause
      ? [
          blank,
          detailFact(t`Changed`, span(cause.type)),
          detailFact(t`By`, span(t`${actorText(cause)}  ${clock(cause.at, context.now)}`, 'info')),
        ]
      : []),
  ];
}

/** How it went, why, what changed and what to do next; what only the trail tells has no more than its details. */
export function triageAnswer(item: TriageItem, context: ViewContext): Answer | undefined {
  if (item.kind === 'connection' || item.kind === 'disabled') return connectionAnswer(item.connection, context);
  if (item.kind === 'source') return sourceAnswer(item.flow, context);
  if (item.kind === 'violations') return violationsAnswer(item.row, context);
  if (item.kind === 'warehouse') return storageAnswer(item.storage, context);
  return item.kind === 'usage' ? meterAnswer(item.meter, context) : undefined;
}

function more(item: TriageItem, context: ViewContext, width: number): Block {
  if (item.kind === 'warehouse') return storageDetail(item.storage, context, width);
  if (item.kind === 'usage') return meterDetail(item.meter, width);
  return item.kind === 'signal' ? signalDetail(item.signal, context, width) : [];
}
