import { describe, expect, it } from 'vitest';
import type { Step } from '../../../../source/domain/delivery/counts.ts';
import { knownCodes, reasonOf } from '../../../../source/domain/delivery/discard-reasons/index.ts';
import { sanitise } from '../../../../source/domain/text.ts';

/** Every (step, code) of the contract's vocabulary, and of the table of the web app's Delivery Overview (rule 79). */
const vocabulary: Readonly<Record<string, string>> = {
  'failed-on-ingest': `empty_batch_result source_disabled empty_batch multi_user_error no_user_anon_id event_not_defined
    event_not_string properties_not_object traits_not_object name_not_string category_not_string id_required id_not_string
    consent_categorypreferences_should_exist consent_categorypreferences_fields_should_be_object
    consent_categorypreferences_fields_should_be_bool device_advertisingid_should_be_string consent_version_should_be_number
    bad_request unknown_source invalid_settings BAD_REQUEST SOURCE_DISABLED locked_workspace internal TRACKING_API_FAILED
    SET_API_FAILED lambda_err too_many_requests FUNCTION_TIMEOUT RETRY_ERROR INVOKE_ERROR BAD_DEPLOY project_not_found
    consent_categoryprefences_should_exist consent_categorypreferences_should_be_object consent_needs_anonymous_id_set
    anonymous_id_invalid`,
  'filtered-at-source':
    'common_schema_violation event_setting schema_violation unplanned unplanned_and_schema_violation',
  'filtered-at-destination': `FILTERED_BY_RULES FILTERED_BY_INTEGRATIONS_OBJECT UNKNOWN_INTEGRATION MESSAGE_SENT_CLIENT_SIDE
    UNSUPPORTED_EVENT_TYPE INVALID_SETTINGS FUNCTIONS_LOCK_OUT INTERNAL NO_MATCHING_MAPPING FILTERED_AT_MAPPING
    FAILED_DATA_ENCRYPTION bad_request invalid_settings message_rejected unsupported_event_type internal too_many_requests
    gateway_timeout retry FILTERED_BY_END_USER_CONSENT`,
  'failed-delivery': `INVALID_SETTINGS 429 EREFUSED UNSUPPORTED_EVENT_TYPE MESSAGE_REJECTED 400 BAD_REQUEST ETIMEDOUT etimedout
    ENOTFOUND INTERNAL 404 307 502 503 RETRY 401 ECONNRESET errors.discarded.400 errors.discarded.401 errors.discarded.403
    errors.discarded.INVALID_SETTINGS errors.discarded.MESSAGE_REJECTED errors.awaiting-retry.429 errors.awaiting-retry.5xx
    errors.awaiting-retry.ENOTFOUND errors.awaiting-retry.ECONNREFUSED errors.awaiting-retry.ECONNRESET
    errors.awaiting-retry.ECONNABORTED errors.awaiting-retry.EHOSTUNREACH errors.awaiting-retry.EAI_AGAIN`,
  'successful-delivery': Array.from({ length: 10 }, (_, index) => `successes.attempt.${index + 1}`).join(' '),
};
const pairs = Object.entries(vocabulary).flatMap(([step, codes]) =>
  codes.split(/\s+/).map((code) => [step as Step, code] as const),
);

/** What is read in a cell, and what becomes of the event, for every code. */
const cells = `
failed-on-ingest empty_batch_result lost: Batch came out empty
failed-on-ingest empty_batch lost: Empty batch
failed-on-ingest multi_user_error lost: Some of batch refused
failed-on-ingest no_user_anon_id lost: No user id
failed-on-ingest id_required lost: No user id
failed-on-ingest id_not_string lost: Id empty or not text
failed-on-ingest event_not_defined lost: Event name missing
failed-on-ingest event_not_string lost: Event name is not text
failed-on-ingest properties_not_object lost: Properties not an object
failed-on-ingest traits_not_object lost: Traits not an object
failed-on-ingest name_not_string lost: Name empty or not text
failed-on-ingest category_not_string lost: Category empty or not text
failed-on-ingest consent_categorypreferences_should_exist lost: Consent has no categories
failed-on-ingest consent_categoryprefences_should_exist lost: Consent has no categories
failed-on-ingest consent_categorypreferences_fields_should_be_object lost: Consent not an object
failed-on-ingest consent_categorypreferences_should_be_object lost: Consent not an object
failed-on-ingest consent_categorypreferences_fields_should_be_bool lost: Consent not true/false
failed-on-ingest device_advertisingid_should_be_string lost: Advertising id not text
failed-on-ingest consent_version_should_be_number lost: Consent version not a number
failed-on-ingest consent_needs_anonymous_id_set lost: Consent without anonymousId
failed-on-ingest anonymous_id_invalid lost: Bad anonymousId on consent
failed-on-ingest source_disabled lost: Source disabled
failed-on-ingest SOURCE_DISABLED lost: Source disabled
failed-on-ingest unknown_source lost: Unknown write key
failed-on-ingest project_not_found lost: Unknown write key
failed-on-ingest locked_workspace lost: Workspace locked
failed-on-ingest bad_request lost: Unreadable request
failed-on-ingest BAD_REQUEST lost: Unreadable request
failed-on-ingest invalid_settings lost: Function settings invalid
failed-on-ingest internal lost: Function not runnable
failed-on-ingest BAD_DEPLOY lost: Bad deployment
failed-on-ingest TRACKING_API_FAILED lost: Tracking API refused it
failed-on-ingest SET_API_FAILED lost: Objects API refused it
failed-on-ingest lambda_err lost: Function host failed
failed-on-ingest too_many_requests unknown: Too many requests
failed-on-ingest FUNCTION_TIMEOUT retried: Function timed out
failed-on-ingest RETRY_ERROR retried: Function asked to retry
failed-on-ingest INVOKE_ERROR lost: Function failed
filtered-at-source unplanned filtered: Unplanned event
filtered-at-source schema_violation filtered: Breaks its schema
filtered-at-source unplanned_and_schema_violation filtered: Unplanned, breaks schema
filtered-at-source common_schema_violation filtered: Breaks common schema
filtered-at-source event_setting filtered: Event switched off
filtered-at-destination FILTERED_BY_RULES filtered: Destination filter
filtered-at-destination FILTERED_BY_INTEGRATIONS_OBJECT filtered: Switched off in event
filtered-at-destination UNKNOWN_INTEGRATION filtered: Unknown integration name
filtered-at-destination MESSAGE_SENT_CLIENT_SIDE filtered: Sent in device mode
filtered-at-destination UNSUPPORTED_EVENT_TYPE filtered: Unsupported event type
filtered-at-destination INVALID_SETTINGS filtered: Setting missing
filtered-at-destination FUNCTIONS_LOCK_OUT filtered: Functions quota spent
filtered-at-destination INTERNAL filtered: Internal error
filtered-at-destination NO_MATCHING_MAPPING filtered: No mapping matches
filtered-at-destination FILTERED_AT_MAPPING filtered: Mapping skipped it
filtered-at-destination FAILED_DATA_ENCRYPTION filtered: Encryption failed
filtered-at-destination FILTERED_BY_END_USER_CONSENT filtered: No consent
filtered-at-destination bad_request lost: Function: bad request
filtered-at-destination invalid_settings lost: Function: bad settings
filtered-at-destination message_rejected lost: Function: event refused
filtered-at-destination unsupported_event_type filtered: Function: no handler
filtered-at-destination internal lost: Function: internal error
filtered-at-destination too_many_requests retried: Function: too many calls
filtered-at-destination gateway_timeout retried: Function: timed out
filtered-at-destination retry retried: Function: asked to retry
failed-delivery 307 retried: Redirected
failed-delivery 400 lost: Bad request
failed-delivery 401 lost: Credentials refused
failed-delivery 403 lost: Access denied
failed-delivery 404 unknown: Not found
failed-delivery 408 retried: No answer in time
failed-delivery 413 lost: Payload too large
failed-delivery 429 retried: Rate limited
failed-delivery 500 retried: Partner error
failed-delivery 502 retried: Bad gateway
failed-delivery 503 retried: Unavailable
failed-delivery 504 retried: Gateway timeout
failed-delivery INVALID_SETTINGS lost: Invalid settings
failed-delivery UNSUPPORTED_EVENT_TYPE lost: Unsupported event type
failed-delivery MESSAGE_REJECTED lost: Field missing or wrong
failed-delivery BAD_REQUEST lost: Bad request
failed-delivery RETRY retried: Asked to retry
failed-delivery INTERNAL retried: Internal error
failed-delivery ENOTFOUND retried: Unknown host
failed-delivery EAI_AGAIN retried: Name lookup failed
failed-delivery EREFUSED retried: Connection refused
failed-delivery ECONNREFUSED retried: Connection refused
failed-delivery ECONNRESET retried: Connection reset
failed-delivery ECONNABORTED retried: Connection aborted
failed-delivery EHOSTUNREACH retried: Host unreachable
failed-delivery ETIMEDOUT retried: No answer in time
`;

describe('reasonOf', () => {
  it.each(pairs)('explains %s %s', (step, code) => {
    const reason = reasonOf(step, code);
    expect(reason.meaning).not.toContain('does not document');
    expect(reason.meaning).toMatch(/^[A-Z].{8,130}\.$/);
    expect(reason.remedy).toMatch(/^[A-Z].{8,130}\.$/);
  });

  it('names every code and says what becomes of its events', () => {
    const known = knownCodes().map(({ step, code, reason }) => `${step} ${code} ${reason.fate}: ${reason.label}`);
    expect(known).toEqual(cells.trim().split('\n'));
    for (const { step, code, reason } of knownCodes()) expect(reasonOf(step, code)).toBe(reason);
  });

  it.each(knownCodes())('has sentences to say of $step $code', ({ reason }) => {
    const { label, meaning, remedy } = reason;
    expect(meaning).toMatch(/^[A-Z].{8,130}\.$/);
    expect(remedy).toMatch(/^[A-Z].{8,130}\.$/);
    expect(label.length).toBeLessThanOrEqual(30);
    expect(sanitise(label + meaning + remedy)).toBe(label + meaning + remedy);
  });

  it.each([
    ['failed-delivery', '401', 'lost'],
    ['failed-delivery', '400', 'lost'],
    ['failed-delivery', '403', 'lost'],
    ['failed-delivery', '422', 'lost'],
    ['failed-delivery', '404', 'unknown'],
    ['failed-delivery', '408', 'retried'],
    ['failed-delivery', '429', 'retried'],
    ['failed-delivery', '500', 'retried'],
    ['failed-delivery', '504', 'retried'],
    ['failed-delivery', '599', 'retried'],
    ['failed-delivery', '302', 'retried'],
    ['failed-delivery', 'EPIPE', 'retried'],
    ['failed-delivery', 'INVALID_SETTINGS', 'lost'],
    ['failed-delivery', 'INTERNAL', 'retried'],
    ['failed-delivery', 'errors.discarded.401', 'lost'],
    ['failed-delivery', 'errors.discarded.429', 'lost'],
    ['failed-delivery', 'errors.awaiting-retry.5xx', 'retried'],
    ['failed-delivery', 'errors.awaiting-retry.401', 'retried'],
    ['failed-delivery', 'SOMETHING_NEW', 'unknown'],
    ['failed-on-ingest', 'source_disabled', 'lost'],
    ['failed-on-ingest', 'RETRY_ERROR', 'retried'],
    ['failed-on-ingest', '422', 'lost'],
    ['filtered-at-source', 'unplanned', 'filtered'],
    ['filtered-at-destination', 'INTERNAL', 'filtered'],
    ['filtered-at-destination', 'retry', 'retried'],
    ['filtered-at-destination', 'something_new', 'filtered'],
    ['successful-delivery', 'successes.attempt.3', 'delivered'],
  ] as const)('says what becomes of %s %s: %s', (step, code, fate) => {
    expect(reasonOf(step, code).fate).toBe(fate);
  });

  it.each([
    ['failed-delivery', '422', 'HTTP 422', 'The destination refused the request with HTTP 422.'],
    ['failed-delivery', '4xx', 'HTTP 4xx', 'The destination refused the request with HTTP 4xx.'],
    ['failed-delivery', '599', 'HTTP 599', 'The destination answered HTTP 599 instead of accepting the event.'],
    ['failed-delivery', '204', 'HTTP 204', 'The destination answered HTTP 204 instead of accepting the event.'],
    ['failed-delivery', '1999', '1999', 'Segment does not document this reason.'],
    ['failed-delivery', '600', '600', 'Segment does not document this reason.'],
    ['failed-delivery', 'EPIPE', 'Connection failed', 'The connection to the destination failed with EPIPE.'],
    ['failed-delivery', 'EX', 'EX', 'Segment does not document this reason.'],
    ['failed-on-ingest', '422', '422', 'Segment does not document this reason.'],
    ['failed-on-ingest', '', 'No reason given', 'Segment gave no reason.'],
    ['successful-delivery', 'successes.attempt.1', 'First try', 'Accepted on the first try.'],
    ['successful-delivery', 'successes.attempt.10', 'Try 10', 'Accepted on try 10.'],
    ['successful-delivery', '422', '422', 'Segment does not document this reason.'],
    ['failed-delivery', ' ERRORS.DISCARDED.401 ', 'Credentials refused', undefined],
  ] as const)('calls %s %j %s', (step, code, label, meaning) => {
    const reason = reasonOf(step, code);
    expect(reason.label).toBe(label);
    if (meaning !== undefined) expect(reason.meaning).toBe(meaning);
    expect(reason.remedy).toMatch(/^[A-Z].{8,130}\.$/);
  });

  it('keeps codes of the same name apart by step', () => {
    const meanings = (['failed-delivery', 'filtered-at-destination'] as const).map(
      (step) => reasonOf(step, 'INVALID_SETTINGS').meaning,
    );
    expect(new Set(meanings).size).toBe(2);
    expect(reasonOf('filtered-at-destination', 'internal').label).not.toBe(
      reasonOf('filtered-at-destination', 'INTERNAL').label,
    );
  });

  it('reads another spelling of a known code, and the long form like the short one', () => {
    expect(reasonOf('failed-delivery', 'etimedout')).toEqual(reasonOf('failed-delivery', 'ETIMEDOUT'));
    expect(reasonOf('failed-delivery', 'errors.discarded.401')).toEqual(reasonOf('failed-delivery', '401'));
    expect(reasonOf('filtered-at-destination', 'No_Matching_Mapping').label).toBe('No mapping matches');
  });

  it.each(['', 'constructor', '__proto__', '\u001b[31mred', 'x'.repeat(5000)])('survives %j', (code) => {
    const { label, meaning } = reasonOf('failed-delivery', code);
    expect(label).not.toContain('\u001b');
    expect(label.length).toBeGreaterThan(0);
    expect(label.length).toBeLessThanOrEqual(60);
    expect(meaning.length).toBeGreaterThan(0);
  });
});
