import type { IncomingMessage } from 'node:http';
import { badRequest, Refusal } from './refusal.ts';

/**
 * The JSON body of a request; undefined when there is none.
 * @throws Refusal 413 beyond the limit in bytes, 400 when it is no JSON or nested too deep
 */
export async function readBody(request: IncomingMessage, most: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= most) chunks.push(chunk);
  }
  if (size > most) throw new Refusal(413, [{ type: 'payload-too-large', message: `Body exceeds ${most} bytes.` }]);
  const text = Buffer.concat(chunks).toString();
  if (text.trim() === '') return undefined;
  if (isDeeperThan(text, mostLevels)) throw badRequest(`Body is nested deeper than ${mostLevels} levels.`);
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('Body is not valid JSON.');
  }
}

/** What is written out again level by level would else exhaust the stack, at this request or at a later one that finds it kept. */
const mostLevels = 100;

/** Whether a JSON text has objects and lists inside each other beyond a depth; what stands in strings does not count. */
function isDeeperThan(text: string, most: number): boolean {
  let depth = 0;
  let isString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (isString) {
      if (char === '\\') at += 1;
      else if (char === '"') isString = false;
    } else if (char === '"') isString = true;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
    if (depth > most) return true;
  }
  return false;
}
