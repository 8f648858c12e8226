import type { PlanSwitches } from '../world.ts';
import { forbidden, type Refusal, unauthorized } from './refusal.ts';

/** What a plan or a token must have for an operation (rule 11). */
export type Gate =
  | 'business'
  | 'protocols'
  | 'functions'
  | 'subscriptions'
  | 'engage'
  | 'people'
  | 'privacy'
  | 'credentials'
  | 'write';

const needs: Readonly<Record<Exclude<Gate, 'people' | 'privacy' | 'credentials' | 'write' | 'business'>, string>> = {
  protocols: 'Protocols',
  functions: 'Functions',
  subscriptions: 'Destination Subscriptions',
  engage: 'Engage',
};

/**
 * The refusal of a closed gate, undefined when it is open. Missing rights come as 401 on some operations and as 403 on
 * others, as from the real API.
 */
export function refusalAt(gate: Gate | undefined, plan: PlanSwitches): Refusal | undefined {
  switch (gate) {
    case undefined:
      return undefined;
    case 'business':
      if (!plan.business) return forbidden('The audit trail requires a Business tier plan.');
      return plan.owner ? undefined : forbidden('The audit trail requires a Workspace Owner token.');
    case 'people':
      return plan.owner ? undefined : forbidden('You do not have permission to read access management.');
    case 'privacy':
      return plan.owner ? undefined : forbidden('You do not have permission to read end user privacy.');
    case 'write':
      return plan.owner ? undefined : forbidden('You do not have permission to change this resource.');
    case 'credentials':
      return plan.owner ? undefined : unauthorized();
    default:
      return plan[gate] ? undefined : forbidden(`This workspace does not have the ${needs[gate]} feature.`);
  }
}
