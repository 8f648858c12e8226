import { describe, expect, it } from 'vitest';
import type { Step } from '../../../../source/domain/delivery/counts.ts';
import { reasonOf } from '../../../../source/domain/delivery/discard-reasons/index.ts';
import { sanitise } from '../../../../source/domain/text.ts';

/** Every (step, code) of the contract's vocabulary. */
const vocabulary: Readonly<Record<string, string>> = {
  'failed-on-ingest': `empty_batch_result source_disabled empty_batch multi_user_error no_user_anon_id event_not_defined
    event_not_string properties_not_object traits_not_object name_not_string category_not_string id_required id_not_string
    consent_categorypreferences_should_exist consent_categorypreferences_fields_should_be_object
    consent_categorypreferences_fields_should_be_bool device_advertisingid_should_be_string consent_version_should_be_number
    bad_request unknown_source invalid_settings BAD_REQUEST SOURCE_DISABLED locked_workspace internal TRACKING_API_FAILED
    SET_API_FAILED lambda_err too_many_requests FUNCTION_TIMEOUT RETRY_ERROR INVOKE_ERROR BAD_DEPLOY`,
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

describe('reasonOf', () => {
  it.each(pairs)('explains %s %s', (step, code) => {
    const reason = reasonOf(step, code);
    expect(reason.meaning).not.toContain('does not document');
    expect(reason.meaning).toMatch(/^[A-Z].{8,130}\.$/);
    expect(reason.remedy).toMatch(/^[A-Z].{8,130}\.$/);
    expect(reason.label.length).toBeLessThanOrEqual(30);
    expect(sanitise(reason.label + reason.meaning + reason.remedy)).toBe(reason.label + reason.meaning + reason.remedy);
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
