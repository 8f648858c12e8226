import { t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import type { ComputationPage } from '../../../workspace/engage/computations.ts';
import { destinationName } from '../../kit/destination-names.ts';
import { noneSpan } from '../../kit/need-states.ts';
import { type PageRow, textRow } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { connectionMark, problemText } from '../../kit/words.ts';

/** Where an audience is sent, each with the health of its deliveries where that is known, and the way to it. */
export function destinationRows({ kind, row }: ComputationPage, context: ViewContext): PageRow[] {
  const { overview, glyphs } = context;
  if (kind === 'trait') return [textRow(span(t`The API does not tell where a computed trait is sent.`, 'dim'))];
  const { data, error } = row?.destinations ?? {};
  if (data === undefined)
    return [
      textRow(
        error ? span(t`Not known: ${problemText(error)}`, 'warn') : span(row ? t`Reading…` : t`Not known`, 'dim'),
      ),
    ];
  if (data.length === 0)
    return [
      textRow(
        noneSpan(
          row!.destinations!,
          t`destinations`,
          t`To no destination: a batch audience without one is not computed.`,
          'warn',
        ),
      ),
    ];
  return data.map(({ id, name, type, enabled, destinationId }): PageRow => {
    const connection = destinationId === undefined ? undefined : overview.fleet.byId.get(destinationId);
    const mark = connection?.metrics
      ? connectionMark(connection, glyphs)
      : enabled
        ? span(glyphs.healthy, 'good')
        : span(glyphs.inactive, 'dim');
    return {
      key: `destination:${id}`,
      ...(connection
        ? {
            open: pages.destination.at(connection.id),
            subject: { kind: 'destination' as const, id: connection.id, name: connection.destination.name },
          }
        : {}),
      line: line(
        mark,
        t` `,
        span(
          connection?.destination.name === name ? destinationName(connection, context) : name,
          connection ? 'accent' : 'text',
        ),
        span(type === name ? t`` : t`  ${type}`, 'dim'),
        span(enabled ? t`` : t`  disabled`, 'warn'),
      ),
    };
  });
}
