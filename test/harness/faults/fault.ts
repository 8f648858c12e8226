import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ProblemKind } from '../../../source/domain/problem.ts';

/** One request that a fault may spoil. */
export interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Below HTTP. */
  readonly socket: Socket;
  /** What a sound server would send, as JSON text. */
  readonly sound: string;
  /** Of the requests that this fault met, from 0. */
  readonly number: number;
  /** Another server: nothing may ever be sent there. */
  readonly elsewhere: string;
  /** Sends the sound answer. */
  answer(headers?: Record<string, string>): void;
  /** Does something again and again until the connection is gone. */
  drip(every: number, what: () => void): void;
}

/** Something that goes wrong between segtop and the API, and what is to be made of it. */
export interface Fault {
  readonly name: string;
  /** What a read says while it lasts; `data`: it reads all the same; `lost`: it says that rows were lost. */
  readonly is: ProblemKind | 'data' | 'lost';
  readonly message?: RegExp;
  /** The most requests that one read may send. */
  readonly most: number;
  /** Spoils a request; left out where it does not come to one. */
  readonly spoil?: (asked: Asked) => void;
  /** Where the API is instead, of the address of the server. */
  readonly address?: (url: string) => string;
  /** Time of one try, ms, where that matters though it is no failure. */
  readonly patience?: number;
  /** segtop ends the connection by itself. */
  readonly hangsUp?: true;
  /** The server is a proxy, which this happens to in place of the tunnel. */
  readonly tunnel?: (socket: Socket) => void;
  /** Nobody listens at the address of the proxy. */
  readonly noProxy?: true;
}

/** Tries of one read, where what went wrong may have passed by the next one. */
export const tries = 3;

type Rest = Partial<Fault>;
export const passing = (name: string, is: Fault['is'], spoil: (asked: Asked) => void, rest: Rest = {}): Fault => ({
  name,
  is,
  most: tries,
  spoil,
  ...rest,
});
/** What another try would not change is tried once. */
export const lasting = (name: string, is: Fault['is'], spoil: (asked: Asked) => void, rest: Rest = {}): Fault => ({
  ...passing(name, is, spoil, rest),
  most: 1,
});
