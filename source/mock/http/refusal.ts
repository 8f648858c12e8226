/** One entry of an error answer (rule 9). */
export interface RequestError {
  readonly type: string;
  readonly message: string;
  readonly field?: string;
  readonly data?: unknown;
}

/** Any answer that is not data. Handlers throw it; the router turns it into a reply. */
export class Refusal extends Error {
  readonly status: number;
  readonly errors: readonly RequestError[];
  constructor(status: number, errors: readonly RequestError[]) {
    super(errors[0]?.message ?? String(status));
    this.name = 'Refusal';
    this.status = status;
    this.errors = errors;
  }
}

/** 422 in the words of the validator behind the API, such as `"id" is required`. */
export function invalid(field: string, complaint: string): Refusal {
  return new Refusal(422, [{ type: 'input-validation', message: `"${field}" ${complaint}`, field }]);
}

/** 404 for an id nobody has: `Source with id '404' not found.` */
export function notFound(kind: string, id: string): Refusal {
  return new Refusal(404, [{ type: 'not-found', message: `${kind} with id '${id}' not found.`, data: null }]);
}

/** 404 for a path outside the API. */
export function unknownPath(method: string, path: string): Refusal {
  return new Refusal(404, [{ type: 'not-found', message: `Unknown path: ${method} ${path}.`, data: null }]);
}

/** 405 for a method that the API has not, or that this mock does not play. */
export function unsupportedMethod(method: string, path: string): Refusal {
  return new Refusal(405, [{ type: 'method-not-allowed', message: `Method ${method} is not supported on ${path}.` }]);
}

/** 401: no token, an unknown one, or one without rights on the resource. */
export function unauthorized(): Refusal {
  return new Refusal(401, [{ type: 'unauthorized', message: 'Unauthorized' }]);
}

/** 403: the plan or the role does not include the operation (rule 10). */
export function forbidden(message: string): Refusal {
  return new Refusal(403, [{ type: 'forbidden', message }]);
}

/** 400: a business rule says no. */
export function badRequest(message: string): Refusal {
  return new Refusal(400, [{ type: 'bad-request', message }]);
}
