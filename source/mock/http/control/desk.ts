import type { MockRequest } from '../../protocol.ts';
import type { World } from '../../world.ts';
import { type Answer, jsonAnswer, unauthorizedAnswer } from '../answer.ts';
import { type AuthOptions, admitted } from '../auth.ts';
import { Limiter, type LimitRules } from '../limits/limiter.ts';
import type { ReplyOptions } from '../route.ts';
import { operationOf, reply } from '../router.ts';

export interface DeskOptions extends AuthOptions, ReplyOptions {
  readonly world: World;
  /** Rate limits; false switches enforcement off, the headers stay. */
  readonly limits?: LimitRules | false;
  /** Clock of the rate limits; the machine's own by default, as clients compare it with theirs. */
  readonly now?: () => number;
}

/** The API as one function, whatever carries the requests: who is let in, how often, and what is answered. */
export interface Desk {
  readonly limits: Limiter;
  answer(asked: MockRequest, authorization: string | undefined): Answer;
}

export function createDesk(options: DeskOptions): Desk {
  const limits = new Limiter(options.now ?? Date.now, rulesOf(options.limits));
  return {
    limits,
    answer(asked, authorization) {
      const token = admitted(authorization, options);
      if (token === undefined) return unauthorizedAnswer();
      const operation = operationOf(asked.method, asked.path);
      if (operation === undefined) return jsonAnswer(reply(options.world, asked, options));
      const passage = limits.take(token, operation);
      if ('refusal' in passage) return passage.refusal;
      const answered = reply(options.world, asked, options);
      return jsonAnswer(answered, answered.status < 300 ? passage.headers : {});
    },
  };
}

/** The rules that the options mean. */
export function rulesOf(limits: LimitRules | false | undefined): LimitRules {
  return limits === false ? { enforced: false } : (limits ?? {});
}
