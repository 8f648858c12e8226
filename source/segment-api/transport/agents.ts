import type { Agents } from 'got';
import type { HttpProxy } from './proxy.ts';

/** Connections that are kept; the code for proxies is loaded only where there is one. */
export async function agentsOf(proxy: HttpProxy | undefined, timeout: number): Promise<Agents> {
  const options = { keepAlive: true, maxSockets: 8 };
  if (!proxy) {
    const [{ Agent: HttpAgent }, { Agent: HttpsAgent }] = await Promise.all([
      import('node:http'),
      import('node:https'),
    ]);
    return { http: new HttpAgent(options), https: new HttpsAgent(options) };
  }
  const { HttpProxyAgent, HttpsProxyAgent } = await import('hpagent');
  const through = { ...options, timeout, proxy: proxy as unknown as URL };
  return { http: new HttpProxyAgent(through), https: new HttpsProxyAgent(through) };
}
