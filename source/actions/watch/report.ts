import { t } from '../../domain/text.ts';
import { pages, reportKinds, type Target } from '../../state/pages.ts';
import type { Subject } from '../../state/pane.ts';
import { keyIn, opening } from '../action.ts';
import { current } from '../current.ts';
import type { Sight, Why } from '../environment.ts';

/** What a report can be written of: a mapping and a filter belong to their destination. */
function reportable(subject: Subject | undefined): Target | undefined {
  if (!subject) return undefined;
  const kind = reportKinds.find((each) => each === subject.kind);
  if (kind) return pages.report.at({ kind, id: subject.id });
  const isPart = (subject.kind === 'mapping' || subject.kind === 'filter') && subject.parent !== undefined;
  return isPart ? pages.report.at({ kind: 'destination', id: subject.parent! }) : undefined;
}

/** The incident report of the row, else of what the page is about. */
function reportOf(sight: Sight): Target | Why {
  const here = current(sight);
  return (
    reportable(here?.row?.subject) ??
    reportable(here?.pane.subject) ?? {
      why: t`only for connections, sources and warehouses: ${keyIn(sight, 'page.triage')} lists what is wrong`,
    }
  );
}

/** `T`: what an incident channel or a ticket has to know. */
export const report = opening(reportOf, t`No report`);
