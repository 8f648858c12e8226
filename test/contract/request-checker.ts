import { day, hour } from '../../source/domain/time.ts';
import { contract, type Endpoint } from './contract.ts';

/** The operation that a path belongs to; a template without parameters comes first. */
function endpointOf(method: string, path: string): Endpoint | undefined {
  return contract.endpoints
    .filter((endpoint) => endpoint.method === method)
    .toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)
    .find((endpoint) => new RegExp(`^${endpoint.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path));
}

/** Forms in which a parameter may go over the wire; N is a number. */
function isForm(name: string, form: string): boolean {
  return new RegExp(`^${form.replaceAll('.', '\\.').replace(/\bN\b/, '\\d+')}$`).test(name);
}

function length(text: string): number {
  return Number.parseInt(text, 10) * (text.endsWith('d') ? day : hour);
}

/**
 * What is wrong with a request by the contract: an operation or parameter that is not documented, a value outside its enum, a
 * required one that is missing, a page size or a window out of bounds. One line each; empty when all is well.
 * @param url path and query, as sent
 * @param at when it was sent, ms
 */
export function undocumented(method: string, url: string, at: number): string[] {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const endpoint = endpointOf(method, pathname);
  if (!endpoint) return [`${method} ${pathname} is no operation`];
  const sent = [...searchParams];
  const problems = endpoint.query
    .filter((spec) => spec.required && !sent.some(([name]) => name === spec.name || name.startsWith(`${spec.name}.`)))
    .map(({ name }) => `${name} is missing`);
  for (const [name, value] of sent) {
    const spec = endpoint.query.find((each) => (each.wire ?? [each.name]).some((form) => isForm(name, form)));
    const allowed = spec?.enum ?? spec?.knownValues;
    if (!spec) problems.push(`${name} is not documented`);
    else if (allowed && !allowed.includes(value)) problems.push(`${name}=${value} is not among ${allowed.join(', ')}`);
  }
  const count = searchParams.get('pagination.count');
  if (count !== null && !(Number(count) >= 1 && Number(count) <= 1000)) problems.push(`pagination.count=${count}`);
  return [...problems, ...windowProblems(endpoint, searchParams, at)].map((text) => `${method} ${pathname}: ${text}`);
}

function windowProblems({ windowLimits }: Endpoint, query: URLSearchParams, at: number): string[] {
  const [start, end] = ['startTime', 'endTime'].map((name) => Date.parse(query.get(name) ?? ''));
  if (!query.has('startTime') && !query.has('endTime')) return [];
  if (!(start !== undefined && end !== undefined && start < end)) return [`no window: ${query}`];
  const limits = windowLimits?.[query.get('granularity') ?? ''];
  if (!limits) return [];
  return [
    ...(end - start > length(limits.maxRange) ? [`longer than ${limits.maxRange}: ${query}`] : []),
    ...(at - start > length(limits.oldestStart) ? [`older than ${limits.oldestStart}: ${query}`] : []),
    ...(end > at ? [`in the future: ${query}`] : []),
  ];
}
