import type { IncomingMessage } from 'node:http';
import { badRequest, Refusal } from './refusal.ts';

/**
 * The JSON body of a request; undefined when there is none.
 * @throws Refusal 413 beyond the limit in bytes, 400 when it is no JSON
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
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('Body is not valid JSON.');
  }
}
