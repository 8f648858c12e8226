import { isJsonObject, type JsonObject } from '../../domain/json-object.ts';
import type { ReadError } from '../../domain/problem.ts';
import { isPage, serverWords } from '../error-body.ts';
import { failure } from '../failure.ts';
import type { WireResponse } from '../transport/transport.ts';
import { parseJson } from './json.ts';

/** The inside of `{"data":{…}}`. */
export type Data = JsonObject;

/**
 * The data of a 2xx answer (rule 9).
 * @throws ReadError of kind not-the-api when the body is no envelope: a proxy's page, half a JSON text, `{"data":null}`
 */
export function dataOf(response: WireResponse, operation: string): Data {
  const body = jsonOf(response, operation);
  if (!isJsonObject(body)) throw notTheApi('JSON, but not the object that the API sends', operation, response);
  if (isJsonObject(body.data)) return body.data;
  if (Array.isArray(body.errors) && body.errors.length > 0)
    throw failure('server', serverWords(response).message || 'an error without a message', operation, {
      status: response.status,
    });
  throw notTheApi('an answer without data', operation, response);
}

function jsonOf(response: WireResponse, operation: string): unknown {
  if (response.json !== undefined) return response.json;
  const text = response.text ?? '';
  if (text.trim() === '') throw notTheApi('an empty answer', operation, response);
  try {
    return parseJson(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    throw notTheApi(isPage(response) ? pageWords(text) : 'an answer that is not whole JSON', operation, response);
  }
}

function pageWords(text: string): string {
  const title = /<title[^>]*>([^<]{1,80})/i.exec(text)?.[1]?.trim();
  return title ? `a web page instead of the API: ${title}` : 'a web page instead of the API';
}

function notTheApi(message: string, operation: string, { status }: WireResponse): ReadError {
  return failure('not-the-api', message, operation, { status });
}
