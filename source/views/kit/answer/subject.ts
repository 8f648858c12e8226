import type { SafeText } from '../../../domain/text.ts';
import { t } from '../../../domain/text.ts';
import type { Subject } from '../../../state/pane.ts';
import type { ViewContext } from '../view.ts';
import type { Answer } from './answer.ts';
import { connectionAnswer } from './connection.ts';
import { changesPart, nextPart } from './parts.ts';
import { sourceAnswer } from './source.ts';
import { storageAnswer } from './storage.ts';

/**
 * What is known of a thing of which a list knows no more than its id: all of a destination, source or warehouse, of everything else
 * who changed it.
 * @param open where Enter goes
 */
export function subjectAnswer({ kind, id, name }: Subject, context: ViewContext, open: SafeText): Answer {
  const { fleet, flow, storage } = context.overview;
  const connection = kind === 'destination' ? fleet.byId.get(id) : undefined;
  if (connection) return connectionAnswer(connection, context, open);
  const source = kind === 'source' ? flow.bySource.get(id) : undefined;
  if (source) return sourceAnswer(source, context, open);
  const warehouse = kind === 'warehouse' ? storage.find((each) => each.warehouse.id === id) : undefined;
  if (warehouse) return storageAnswer(warehouse, context, open);
  return {
    title: name,
    parts: [
      changesPart([id], context),
      nextPart(
        [
          ['row.open', open],
          ['page.audit', t`all that was done to it`],
        ],
        context,
      ),
    ],
  };
}

/** What is known of the thing that a row stands for or runs in, with the keys that work on the row itself. */
export function withKeysOf(own: Answer, of: Answer | undefined): Answer {
  return of ? { ...of, parts: [...of.parts.slice(0, -1), ...own.parts.slice(-1)] } : own;
}
