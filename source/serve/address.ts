import { UsageError } from '../config/usage-error.ts';

/** Where a server listens. */
export interface Address {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
}

export const usualAddress = '127.0.0.1:9612';
const allowed = 'an address and port such as 127.0.0.1:9612, [::1]:9612 or 0.0.0.0:9612; port 0 picks a free one';

/** @throws UsageError */
export function addressOf(text: string): Address {
  const [, bracketed, plain, digits = ''] = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || port > 65_535) throw new UsageError('--listen', text, allowed);
  return { host, port };
}

/**
 * Whether who asks is on this machine, and meant to ask it: a page in a browser here can have a name of its own lead to this machine, and
 * then reads what it answers. Such a name has a dot; an address, `localhost` and the names of a host on its own net have none.
 * @param name the Host header, with its port
 */
export function isAskedHere(address: string, name: string = ''): boolean {
  const [, host = ''] = /^(.*?)(?::\d*)?$/.exec(name) ?? [];
  const isAddress = /^(?:\[[0-9a-f:.]+\]|[\d.]+)$/i.test(host);
  return isLoopback(address) && (isAddress || !host.includes('.') || /\.localhost$/i.test(host));
}

/** Reachable from this machine alone. */
export function isLoopback(host: string): boolean {
  return (
    /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/i.test(host) || host === '::1' || host.toLowerCase() === 'localhost'
  );
}
