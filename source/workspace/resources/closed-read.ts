import type { Problem } from '../../domain/problem.ts';
import { type SafeText, t } from '../../domain/text.ts';
import type { Read } from '../polling/read.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import * as resources from './common.ts';
import { refused } from './refused.ts';

/** The operation that tells whether a token is known at all. */
const tokenCheck: SafeText = t`GET /`;

const known = new WeakMap<Problem, Snapshot<never>>();

/** One snapshot for all reads that the same refusal prevents, so that equal inputs stay the same object. */
function closedBy(error: Problem): Snapshot<never> {
  let snapshot = known.get(error);
  if (!snapshot) {
    snapshot = { error: { ...error, operation: tokenCheck }, problems: [], status: 'failed', version: 0 };
    known.set(error, snapshot);
  }
  return snapshot;
}

/**
 * While the token is refused only `GET /` is asked, so whatever was not read before will not come: it counts as failed with that
 * refusal instead of waiting for ever.
 */
export function closedRead(read: Read): Read {
  const closed: Read = (resource) => {
    const snapshot = read(resource);
    if (snapshot.data !== undefined || !refused(read)) return snapshot;
    const { error } = read(resources.workspace);
    return error ? closedBy(error) : snapshot;
  };
  const { since } = read;
  return since ? Object.assign(closed, { since: sinceRefusal(read, since) }) : closed;
}

/** A refusal that begins or ends changes what all that was not read before reads like. */
function sinceRefusal(read: Read, since: NonNullable<Read['since']>): NonNullable<Read['since']> {
  let under: { readonly refusal: Problem | undefined } = { refusal: undefined };
  return (mark) => {
    const refusal = refused(read) ? read(resources.workspace).error : undefined;
    if (refusal !== under.refusal) under = { refusal };
    const { mark: inner, keys } = since(mark?.of === under ? mark.inner : undefined);
    return { mark: { of: under, at: inner.at, inner }, keys };
  };
}
