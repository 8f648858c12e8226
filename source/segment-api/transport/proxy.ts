import { BlockList, isIP } from 'node:net';

/** The proxy that requests go through. Its credentials are secrets: only `name` may be shown. */
export interface HttpProxy {
  readonly protocol: 'http:' | 'https:';
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string;
  readonly port: string;
  readonly username: string;
  readonly password: string;
  /** Host and port, for messages. */
  readonly name: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** An environment variable that names no proxy that can be used; the message holds nothing of its value. */
export class ProxyError extends Error {}

/** As curl reads them: small letters first, an empty one is none. */
function variable(env: Environment, name: string): { readonly name: string; readonly value: string } | undefined {
  for (const each of [name, name.toUpperCase()]) {
    const value = env[each]?.trim();
    if (value) return { name: each, value };
  }
  return undefined;
}

/**
 * The proxy for an address by HTTPS_PROXY or HTTP_PROXY, else ALL_PROXY, unless NO_PROXY names its host.
 * @throws ProxyError
 */
export function proxyFor(target: URL, env: Environment): HttpProxy | undefined {
  const found =
    variable(env, target.protocol === 'https:' ? 'https_proxy' : 'http_proxy') ?? variable(env, 'all_proxy');
  if (!found || isExcepted(target, variable(env, 'no_proxy')?.value ?? '')) return undefined;
  return parsed(found.value, found.name);
}

function parsed(value: string, name: string): HttpProxy {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url?.hostname) throw new ProxyError(`${name} is not the address of a proxy`);
  const { protocol, port } = url;
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new ProxyError(`${name}: only http:// and https:// proxies are supported`);
  const isSound = [url.username, url.password].every((part) => isDecodable(part));
  if (!isSound) throw new ProxyError(`${name}: its user name or password is not percent-encoded`);
  const shown = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  return {
    protocol,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: shown,
    username: url.username,
    password: url.password,
    name: `${url.hostname}:${shown}`,
  };
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether NO_PROXY excepts a host: `*`, a host with all below it, with or without a dot or star before it, an address, or a range
 * of addresses such as 10.0.0.0/8; each of them may end in a port.
 */
function isExcepted({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const ownPort = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '*') return true;
      if (entry.includes('/')) return isInRange(host, entry);
      const [, bracketed, plain = '', wanted] =
        /^(?:\[(.+)\]|(.+?))(?::(\d+))?$/.exec(isIP(entry) ? `[${entry}]` : entry) ?? [];
      if (wanted !== undefined && wanted !== ownPort) return false;
      const name = (bracketed ?? plain).replace(/^\*?\./, '').replace(/\.$/, '');
      return name !== '' && (host === name || (isIP(host) === 0 && host.endsWith(`.${name}`)));
    });
}

function isInRange(host: string, range: string): boolean {
  const [address = '', bits = ''] = range.split('/');
  const family = isIP(address);
  const length = Number(bits);
  const most = family === 4 ? 32 : 128;
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/.test(bits) || length > most) return false;
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  const block = new BlockList();
  block.addSubnet(address, length, kind);
  return block.check(host, kind);
}

/** User names and passwords of proxies in the environment, as they stand there and decoded: nothing of them may be shown. */
export function proxySecrets(env: Environment): string[] {
  return ['https_proxy', 'http_proxy', 'all_proxy'].flatMap((name) =>
    [name, name.toUpperCase()].flatMap((each) => {
      const [, credentials = ''] = /^(?:[a-z][a-z\d+.-]*:\/\/)?([^/?#]*)@/i.exec(env[each]?.trim() ?? '') ?? [];
      const password = credentials.slice(credentials.indexOf(':') + 1);
      if (!credentials.includes(':') || password === '') return [];
      return isDecodable(password) ? [password, decodeURIComponent(password)] : [password];
    }),
  );
}
