import { causeWindow } from '../../../domain/audit/changes.ts';
import type { StepReport, StepRow } from '../../../domain/delivery/counts.ts';
import { type Reason, reasonOf } from '../../../domain/delivery/discard-reasons/index.ts';
import { type Onset, onsetOf } from '../../../domain/delivery/onset.ts';
import type { Sample, SampleSet } from '../../../domain/delivery/sample.ts';
import { codeOf, topReason } from '../../../domain/delivery/verdict.ts';
import type { AuditItem } from '../../../domain/entities.ts';
import { parseFilter } from '../../../domain/filter/filter.ts';
import { type OwnMask, ownMask } from '../../../domain/privacy/local.ts';
import { cut, type SafeText, sanitise } from '../../../domain/text.ts';
import { hour } from '../../../domain/time.ts';
import { readWindow } from '../../../domain/windows.ts';
import { pages } from '../../../state/pages.ts';
import { paneState } from '../../../state/place.ts';
import { type ConnectionChanges, connectionChanges } from '../../../workspace/delivery/changes.ts';
import type { Connection } from '../../../workspace/delivery/fleet.ts';
import { type Snapshot, unread } from '../../../workspace/polling/snapshot.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { samples as samplesResource } from '../../../workspace/resources/samples.ts';
import { type DocumentOptions, type LaidDocument, laidDocument } from '../../kit/document/masked.ts';
import { remembered } from '../../kit/remembered.ts';
import type { ViewContext } from '../../kit/view.ts';
import { actorText } from '../../kit/words.ts';
import { documentOf, type Side, sideOf } from './document.ts';

export const jsonPane = 'payload';
export const changesPane = 'changes';

/** One error of one connection, with the sample that is looked at. */
export interface PayloadModel extends LaidDocument {
  readonly connection: Connection;
  /** Undefined until the reasons are known, or when the connection fails nothing for good. */
  readonly code: SafeText | undefined;
  readonly reason: Reason;
  /** This reason's counts in the period. */
  readonly row: StepRow | undefined;
  readonly report: Snapshot<StepReport>;
  readonly onset: Onset | undefined;
  readonly set: Snapshot<SampleSet>;
  readonly samples: readonly Sample[];
  /** Index of the sample shown, -1 without samples. */
  readonly shown: number;
  readonly side: Side;
  readonly revealed: boolean;
  /** What the user's own colours hide besides the default matchers. */
  readonly own: OwnMask;
  readonly document: unknown;
  /** Of the destination and its source: those near the onset first, then newest first. */
  readonly changes: readonly AuditItem[];
  /** What is left of them under a filter. */
  readonly shownChanges: readonly AuditItem[];
  readonly trail: ConnectionChanges;
}

const longestCode = 60;
const noSamples: readonly Sample[] = [];

export function payloadModel(context: ViewContext): PayloadModel | undefined {
  const { overview, place, period, read, now } = context;
  const connection = overview.fleet.byId.get(pages.payload.of(place).id ?? '');
  if (!connection) return undefined;
  const report = read(resources.failures(period, connection.destination));
  const named = asked(context) ?? codeOf(topReason(report.data));
  const row = report.data?.rows.find((each) => placeNameOf(each) === (named && cut(named, longestCode)));
  const code = codeOf(row) ?? named;
  const onset = row && onsetOfCode(connection, row, readWindow(period, report.fetchedAt ?? now).start, now);
  const set = code === undefined ? unread : read(samplesResource({ destinationId: connection.id, reason: code }));
  const samples = set.data?.kind === 'samples' ? set.data.samples : noSamples;
  const pane = paneState(place, jsonPane);
  const shown =
    samples.length === 0
      ? -1
      : Math.max(
          0,
          samples.findIndex(({ id }) => id === pane.item),
        );
  const side = sideOf(pane.tab);
  const revealed = pane.revealed === true;
  const own = ownMask(context.local.privacy);
  // A search looks into everything, so nothing is folded while there is one.
  const folded = pane.filter === '' ? pane.folded : undefined;
  const trail = connectionChanges(read, period, connection);
  const changes = nearFirst(trail.items, onset);
  return {
    connection,
    code,
    reason: reasonOf('failed-delivery', code ?? ''),
    row,
    report,
    onset,
    set,
    samples,
    shown,
    side,
    revealed,
    own,
    ...laidOut(context, samples[shown], side, { folded, revealed, own }),
    changes,
    shownChanges: filtered(changes, paneState(place, changesPane).filter),
    trail,
  };
}

/** The error the place was opened for. */
function asked({ place }: ViewContext): SafeText | undefined {
  const code = sanitise(pages.payload.of(place).code);
  return code === '' ? undefined : cut(code, longestCode);
}

/** What a place calls a reason, whose own words may be longer. */
function placeNameOf(row: StepRow): SafeText | undefined {
  const code = codeOf(row);
  return code && cut(code, longestCode);
}

type Laid = LaidDocument & Pick<PayloadModel, 'document'>;
const laid = remembered<Laid>();

/** The document and its rows, made again only when something of them has changed, so that moving the selection is cheap. */
function laidOut(
  screen: Pick<ViewContext, 'read'>,
  sample: Sample | undefined,
  side: Side,
  options: DocumentOptions,
): Laid {
  if (!sample) return { document: undefined, rows: [], masked: 0, secret: 0 };
  return laid(screen, [sample, side, options.folded, options.revealed, options.own], () => {
    const document = documentOf(sample, side);
    return { document, ...laidDocument(document, options) };
  });
}

/** The top reason began with the failure; another one is judged by its own hours. */
function onsetOfCode({ onset, reason }: Connection, row: StepRow, start: number, now: number): Onset | undefined {
  if (onset && reason === codeOf(row)) return onset;
  return onsetOf({ total: row.total, rows: [row] }, hour, now, start);
}

/** What was changed in the half hour before the onset may have caused it, also at its very moment where that is known. */
export function isNear({ at }: AuditItem, onset: Onset | undefined): boolean {
  if (onset?.since === undefined) return false;
  return at >= onset.since - causeWindow && at < onset.since + Math.max(onset.within, 1);
}

/** Those near the onset first: they are why the error is looked at. */
function nearFirst(items: readonly AuditItem[], onset: Onset | undefined): readonly AuditItem[] {
  return [...items.filter((item) => isNear(item, onset)), ...items.filter((item) => !isNear(item, onset))];
}

function filtered(items: readonly AuditItem[], filter: string): readonly AuditItem[] {
  if (filter === '') return items;
  const pattern = parseFilter(filter);
  return items.filter((item) => pattern.matches([item.type, item.resourceName, actorText(item)].join(' ')));
}
