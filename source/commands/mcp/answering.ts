import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/sdk/types.js';

/** Over stdin and stdout, and knows what has been asked and not been answered yet. */
export class AnsweringTransport extends StdioServerTransport {
  readonly #asked = new Set<RequestId>();
  readonly #whenAnswered: (() => void)[] = [];

  override async start(): Promise<void> {
    const { onmessage } = this;
    this.onmessage = (message) => {
      this.#note(message);
      onmessage?.(message);
    };
    await super.start();
  }

  override async send(message: JSONRPCMessage): Promise<void> {
    await super.send(message);
    if ('id' in message && !('method' in message) && message.id !== undefined) this.#done(message.id);
  }

  /** Calls back once every question has its answer: at once where none waits for one. */
  whenAnswered(then: () => void): void {
    if (this.#asked.size === 0) then();
    else this.#whenAnswered.push(then);
  }

  #note(message: JSONRPCMessage): void {
    if (!('method' in message)) return;
    if ('id' in message) this.#asked.add(message.id);
    // What is taken back is never answered.
    else if (message.method === 'notifications/cancelled') this.#done(message.params?.requestId as RequestId);
  }

  #done(id: RequestId): void {
    this.#asked.delete(id);
    if (this.#asked.size > 0) return;
    for (const then of this.#whenAnswered.splice(0)) then();
  }
}
