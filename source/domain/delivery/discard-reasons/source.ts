import { t } from '../../text.ts';
import { filtered, type ReasonTable } from './row.ts';

/** Filtered at source: Protocols and the source's own schema kept the event back (rule 79). */
export const sourceFilterReasons: ReasonTable = {
  unplanned: filtered(
    t`Unplanned event`,
    t`The event is not in the tracking plan and the source blocks unplanned events.`,
    t`Add the event to the tracking plan, or let the source allow unplanned events.`,
  ),
  schema_violation: filtered(
    t`Breaks its schema`,
    t`The event breaks its own rule in the tracking plan and the source blocks violations.`,
    t`Correct the sending code, or change the rule of this event.`,
  ),
  unplanned_and_schema_violation: filtered(
    t`Unplanned, breaks schema`,
    t`Part of the event is unplanned and another part breaks its rule; the source blocks both.`,
    t`Correct the sending code first, then plan what is left.`,
  ),
  common_schema_violation: filtered(
    t`Breaks common schema`,
    t`The event breaks the schema that the tracking plan sets for all events.`,
    t`Correct the common fields, or relax the advanced blocking controls in the source's schema configuration.`,
  ),
  event_setting: filtered(
    t`Event switched off`,
    t`The source's schema page is set to drop this event.`,
    t`Allow the event on the source's schema page if it is still wanted.`,
  ),
};
