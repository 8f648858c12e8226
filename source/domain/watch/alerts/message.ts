import { type SafeText, sanitise, t } from '../../text.ts';
import { isoText } from '../../time.ts';
import type { AlertRecord, Edge } from './alert.ts';
import type { RuleId, Severity } from './rules.ts';

/** What is told of an edge: the object that the `json` preset posts, and every command gets. */
export interface AlertMessage {
  /** The same over the life of an alert. */
  readonly id: string;
  readonly rule: RuleId;
  readonly state: Edge;
  readonly severity: Severity;
  /** Slug of the workspace. */
  readonly workspace: string;
  readonly subject: { readonly type: string; readonly id: string; readonly name: string };
  readonly sentence: string;
  /** When it began, ISO 8601; null where that is not known. */
  readonly since: string | null;
  readonly numbers: Readonly<Record<string, number>>;
  readonly cause?: {
    readonly type: string;
    readonly actor: string;
    readonly resource: string;
    readonly at: string | null;
  };
  /** The command that opens it. */
  readonly open: string;
  /** Its page in the web app. */
  readonly url?: string;
}

/** Where an alert is told from. */
export interface MessageGround {
  readonly workspace: string;
  urlOf?(subject: AlertRecord['finding']['subject']): string | undefined;
}

/** An edge in words for those who are told. */
export function messageOf(edge: Edge, record: AlertRecord, { workspace, urlOf }: MessageGround): AlertMessage {
  const { finding } = record;
  const { cause, subject, since } = finding;
  const url = urlOf?.(subject);
  const { type, id, name } = subject;
  return {
    id: record.id,
    rule: finding.rule,
    state: edge,
    severity: finding.severity,
    workspace,
    subject: { type, id, name },
    sentence: sentenceOf(edge, record),
    since: since === undefined ? null : (isoText(since) ?? null),
    numbers: { ...finding.numbers, ...(record.members.length > 1 ? { affected: record.members.length } : {}) },
    ...(cause
      ? { cause: { type: cause.type, actor: cause.actor, resource: cause.resource, at: isoText(cause.at) ?? null } }
      : {}),
    open: openCommand(subject),
    ...(url === undefined ? {} : { url }),
  };
}

/** The command that opens what an alert is about. */
export function openCommand({ type, id }: AlertRecord['finding']['subject']): SafeText {
  const plain = /^[\w.:-]+$/.test(id);
  // Ids are foreign text, and commands are copied into a shell.
  const argument = sanitise(`${type}/${plain ? id : id.replace(/[^\w.:-]/g, '')}`);
  return t`segtop open ${argument}`;
}

/** One sentence: verdict, numbers, since, cause, and the command that opens it. */
export function sentenceOf(edge: Edge, record: AlertRecord): SafeText {
  const { subject } = record.finding;
  const words = edge === 'resolved' ? t`resolved, was ${record.finding.facts}` : alertText(record);
  return t`${subject.name}: ${words}; ${openCommand(subject)}`;
}

/** What stands on screen of it: what raised it, and how many more there are of the same cause. */
export function alertText({ finding, holding }: AlertRecord): SafeText {
  const others = holding.length - 1;
  return others > 0 ? t`${finding.facts}, and ${others} more of the same cause` : finding.facts;
}
