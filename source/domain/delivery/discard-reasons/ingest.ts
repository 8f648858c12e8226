import { type SafeText, t } from '../../text.ts';
import { lost, type Reason, type ReasonTable, retried, unstated } from './row.ts';

/** A field of the payload that has the wrong type; the remedy is always in the sending code. */
const wrongType = (label: SafeText, meaning: SafeText): Reason =>
  lost(label, meaning, t`Correct the type in the sending code.`);

const consent = (label: SafeText, meaning: SafeText): Reason =>
  lost(label, meaning, t`Correct the consent event that the consent wrapper sends.`);

const functionDown = (label: SafeText, meaning: SafeText): Reason =>
  lost(label, meaning, t`Deploy the source function again; ask Segment support if that does not help.`);

const noId = lost(
  t`No user id`,
  t`The event carries neither a userId nor an anonymousId.`,
  t`Send at least one of the two.`,
);
const sourceOff = lost(
  t`Source disabled`,
  t`The source is switched off, so Segment turns its events away.`,
  t`Enable the source, or stop sending to it.`,
);
const unknownKey = lost(
  t`Unknown write key`,
  t`The write key is missing from the request or belongs to no source.`,
  t`Use the write key or webhook address that the source's settings show.`,
);
/** Segment's table and its schema spell these two differently. */
const noCategories = consent(t`Consent has no categories`, t`The consent object lacks its category preferences.`);
const consentNoObject = consent(
  t`Consent not an object`,
  t`The category preferences of the consent object are not a JSON object.`,
);
const unreadable = lost(
  t`Unreadable request`,
  t`The request body is not valid JSON or form data, or its content type says something else.`,
  t`Send JSON or form-urlencoded data with the matching content type.`,
);

/** Failed on ingest: payload, source and workspace, source functions (rule 79). */
export const ingestReasons: ReasonTable = {
  empty_batch_result: lost(
    t`Batch came out empty`,
    t`Nothing was left of the batch once it was processed.`,
    t`Check what the client puts into its batches.`,
  ),
  empty_batch: lost(
    t`Empty batch`,
    t`The batch held no events.`,
    t`Check the client's batching: it should send nothing when it has nothing.`,
  ),
  multi_user_error: lost(
    t`Some of batch refused`,
    t`Some events of the batch were bad; the good ones went on.`,
    t`Look at each event of the batch on its own.`,
  ),
  no_user_anon_id: noId,
  id_required: noId,
  id_not_string: wrongType(t`Id empty or not text`, t`An id of the event is empty or not text.`),
  event_not_defined: lost(
    t`Event name missing`,
    t`A track call came without an event name.`,
    t`Name the event in the sending code.`,
  ),
  event_not_string: wrongType(t`Event name is not text`, t`The event name is something else than text.`),
  properties_not_object: wrongType(t`Properties not an object`, t`The properties are not a JSON object.`),
  traits_not_object: wrongType(t`Traits not an object`, t`The traits are not a JSON object.`),
  name_not_string: wrongType(t`Name empty or not text`, t`The name of a page or screen call is empty or not text.`),
  category_not_string: wrongType(
    t`Category empty or not text`,
    t`The category of a page or screen call is empty or not text.`,
  ),
  consent_categorypreferences_should_exist: noCategories,
  consent_categoryprefences_should_exist: noCategories,
  consent_categorypreferences_fields_should_be_object: consentNoObject,
  consent_categorypreferences_should_be_object: consentNoObject,
  consent_categorypreferences_fields_should_be_bool: consent(
    t`Consent not true/false`,
    t`A category preference of the consent object is neither true nor false.`,
  ),
  device_advertisingid_should_be_string: wrongType(
    t`Advertising id not text`,
    t`The device's advertising id is not text.`,
  ),
  consent_version_should_be_number: consent(
    t`Consent version not a number`,
    t`The version of the consent object is not a number.`,
  ),
  consent_needs_anonymous_id_set: consent(
    t`Consent without anonymousId`,
    t`An event about a consent preference carries no anonymousId.`,
  ),
  anonymous_id_invalid: consent(
    t`Bad anonymousId on consent`,
    t`The anonymousId of an event about a consent preference is not valid.`,
  ),
  source_disabled: sourceOff,
  SOURCE_DISABLED: sourceOff,
  unknown_source: unknownKey,
  project_not_found: unknownKey,
  locked_workspace: lost(
    t`Workspace locked`,
    t`The workspace is locked out, so Segment takes nothing from it.`,
    t`Settle the account, or ask Segment support to unlock it.`,
  ),
  bad_request: unreadable,
  BAD_REQUEST: unreadable,
  invalid_settings: functionDown(
    t`Function settings invalid`,
    t`The source function's internal settings cannot be used.`,
  ),
  internal: functionDown(
    t`Function not runnable`,
    t`The source function is not deployed as it should be, or its input or output could not be decoded.`,
  ),
  BAD_DEPLOY: functionDown(t`Bad deployment`, t`The source function's last deployment cannot be run.`),
  TRACKING_API_FAILED: lost(
    t`Tracking API refused it`,
    t`The event that the source function made was refused on its way into Segment.`,
    t`Check what the function passes to its event calls.`,
  ),
  SET_API_FAILED: lost(
    t`Objects API refused it`,
    t`The object that the source function made was refused on its way into Segment.`,
    t`Check what the function passes to its set calls.`,
  ),
  lambda_err: functionDown(t`Function host failed`, t`The service that hosts the source function failed to run it.`),
  too_many_requests: unstated(
    t`Too many requests`,
    t`The source function gets more traffic than was expected of it.`,
    t`Reduce the traffic, or have Segment support raise the rate.`,
  ),
  FUNCTION_TIMEOUT: retried(
    t`Function timed out`,
    t`The source function did not finish within its five seconds.`,
    t`Speed up the function, most of all its calls to other services.`,
  ),
  RETRY_ERROR: retried(
    t`Function asked to retry`,
    t`The source function asked to be run again; Segment tries six times over four hours.`,
    t`Find what the function waits for in its logs.`,
  ),
  INVOKE_ERROR: lost(
    t`Function failed`,
    t`The source function's own code threw an error.`,
    t`Read the function's logs and correct the code.`,
  ),
};
