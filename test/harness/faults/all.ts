import { answers } from './answers.ts';
import { connections } from './connections.ts';
import type { Fault } from './fault.ts';

export const faults: readonly Fault[] = [...connections, ...answers];
