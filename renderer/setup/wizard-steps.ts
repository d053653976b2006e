import type { SetupForm } from './setup-answers.ts';

export type Step = 'who' | 'where' | 'servers';

/** In the order they are walked through. */
export const steps: readonly Step[] = ['who', 'where', 'servers'];

/** What must be right before a step is left. */
export const fieldsOf: Readonly<Record<Step, readonly (keyof SetupForm)[]>> = {
  who: ['name', 'address', 'password'],
  where: ['kind', 'copies', 'days'],
  servers: ['incomingHost', 'incomingPort', 'outgoingHost', 'outgoingPort', 'userName', 'password'],
};
