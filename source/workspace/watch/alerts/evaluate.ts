import type { AuditItem } from '../../../domain/entities.ts';
import { sanitise } from '../../../domain/text.ts';
import type { Evaluation, Finding } from '../../../domain/watch/alerts/alert.ts';
import type { AllRuleSettings } from '../../../domain/watch/alerts/rules.ts';
import type { Read } from '../../polling/read.ts';
import type { Overview } from '../overview.ts';
import { judgeSwitches } from './changes.ts';
import { judgeDelivery } from './delivery.ts';
import type { Judged, Judging } from './judging.ts';
import { judgeReports, judgeUsage } from './reports.ts';
import { judgeAutoDisable, judgeSources } from './sources.ts';
import { judgeReverseEtl, judgeStorage } from './syncs.ts';
import { judgeViolations } from './violations.ts';

/** Families of rules, by the first word of their keys. */
const families: Readonly<Record<string, (judging: Judging) => Judged>> = {
  delivery: judgeDelivery,
  source: judgeSources,
  violations: judgeViolations,
  storage: judgeStorage,
  'reverse-etl': judgeReverseEtl,
  'switched-off': judgeSwitches,
  report: judgeReports,
  'auto-disable': judgeAutoDisable,
  usage: judgeUsage,
};

export interface EvaluateOptions {
  readonly settings: AllRuleSettings;
  isOwn(item: AuditItem): boolean;
}

/**
 * What all rules say of the workspace now: the one judgement, for the screen, for `serve` and for what is told.
 * @param overview of the trailing 24 hours
 */
export function evaluate(overview: Overview, read: Read, { settings, isOwn }: EvaluateOptions): Evaluation {
  const judging: Judging = { overview, read, settings, isOwn };
  const judged = new Map(Object.entries(families).map(([family, judge]) => [family, judge(judging)]));
  return {
    findings: [...judged.values()].flatMap(({ findings }) => findings.map((finding) => kept(loud(finding, settings)))),
    isClear: (key, rule, since) => {
      if (rule && settings[rule]?.enabled === false) return true;
      const [, family = '', id = ''] = /^([^:]*):[^/]*\/(.*)$/s.exec(key) ?? [];
      return judged.get(family)?.isClear(id, since, rule) ?? false;
    },
  };
}

/** As severe as the user says of its rule, whichever judge found it. */
function loud(finding: Finding, settings: AllRuleSettings): Finding {
  const severity = settings[finding.rule]?.severity;
  return severity === undefined ? finding : { ...finding, severity };
}

/** As the store will have it when it is read again: ids come from outside too. */
function kept(finding: Finding): Finding {
  const { key, groups, subject } = finding;
  return {
    ...finding,
    key: sanitise(key),
    groups: groups.map((group) => sanitise(group)),
    subject: { ...subject, id: sanitise(subject.id) },
  };
}
