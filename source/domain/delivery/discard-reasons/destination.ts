import { t } from '../../text.ts';
import { filtered, lost, type ReasonTable, retried } from './row.ts';

/** Filtered at destination: upper case comes from the pipeline, lower case from insert and destination functions (rule 79). */
export const destinationFilterReasons: ReasonTable = {
  FILTERED_BY_RULES: filtered(
    t`Destination filter`,
    t`A destination filter matched and dropped the event.`,
    t`Review the filters of this destination if the event should pass.`,
  ),
  FILTERED_BY_INTEGRATIONS_OBJECT: filtered(
    t`Switched off in event`,
    t`The event's own integrations object excludes this destination.`,
    t`Change the integrations object in the sending code.`,
  ),
  UNKNOWN_INTEGRATION: filtered(
    t`Unknown integration name`,
    t`The event's integrations object names a destination that Segment does not know.`,
    t`Correct the spelling of the destination in the sending code.`,
  ),
  MESSAGE_SENT_CLIENT_SIDE: filtered(
    t`Sent in device mode`,
    t`The browser or app already sent this event itself, so the cloud does not send it twice.`,
    t`Nothing to do: this is no error.`,
  ),
  UNSUPPORTED_EVENT_TYPE: filtered(
    t`Unsupported event type`,
    t`This destination does not take events of this type.`,
    t`Send a type that the destination supports, or filter this one out.`,
  ),
  INVALID_SETTINGS: filtered(
    t`Setting missing`,
    t`A setting that the destination requires is missing or wrong.`,
    t`Complete the destination's settings.`,
  ),
  FUNCTIONS_LOCK_OUT: filtered(
    t`Functions quota spent`,
    t`The workspace has used up its paid functions allowance, so functions stand still.`,
    t`Raise the functions allowance in billing.`,
  ),
  INTERNAL: filtered(
    t`Internal error`,
    t`Segment failed inside before the event reached the destination.`,
    t`Tell Segment support if it goes on.`,
  ),
  NO_MATCHING_MAPPING: filtered(
    t`No mapping matches`,
    t`No enabled mapping of the destination has a trigger that takes this event.`,
    t`Add or enable a mapping for the event, if the destination should have it.`,
  ),
  FILTERED_AT_MAPPING: filtered(
    t`Mapping skipped it`,
    t`The mapping's trigger conditions do not hold for this event.`,
    t`Review the trigger of the mapping.`,
  ),
  FAILED_DATA_ENCRYPTION: filtered(
    t`Encryption failed`,
    t`Segment could not encrypt a field of the event with the given key.`,
    t`Check the encryption key in the destination's filters or mapping.`,
  ),
  FILTERED_BY_END_USER_CONSENT: filtered(
    t`No consent`,
    t`The end user has not consented to the categories of this destination.`,
    t`Nothing to do, unless the destination sits in the wrong consent category.`,
  ),
  bad_request: lost(
    t`Function: bad request`,
    t`The function was handed a request that it could not read.`,
    t`Test the function with this event.`,
  ),
  invalid_settings: lost(
    t`Function: bad settings`,
    t`The function reported that its settings are not usable.`,
    t`Correct the settings of this function instance.`,
  ),
  message_rejected: lost(
    t`Function: event refused`,
    t`The function threw an invalid-payload or validation error for this event.`,
    t`Correct the event, or what the function expects of it.`,
  ),
  unsupported_event_type: filtered(
    t`Function: no handler`,
    t`The function has no handler for events of this type.`,
    t`Add a handler for the type if the function should treat it.`,
  ),
  internal: lost(
    t`Function: internal error`,
    t`The function could not be run, or failed in a way it did not name.`,
    t`Read the function's logs, deploy it again, then ask support.`,
  ),
  too_many_requests: retried(
    t`Function: too many calls`,
    t`The function was called more often than its rate allows.`,
    t`Reduce the traffic to the function or have its limit raised.`,
  ),
  gateway_timeout: retried(
    t`Function: timed out`,
    t`The function did not finish within its five seconds.`,
    t`Speed up the function, most of all its calls to other services.`,
  ),
  retry: retried(
    t`Function: asked to retry`,
    t`The function threw a retry error, so Segment calls it again.`,
    t`Find what the function waits for in its logs.`,
  ),
};
