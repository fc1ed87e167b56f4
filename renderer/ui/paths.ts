import type { Step } from '#shared/rules/steps.ts';

/** Every place of the app. */
export const paths = {
  welcome: '/welcome',
  host: '/host',
  create: '/new',
  tasks: '/tasks',
  settings: '/settings',
  deployment: (id: string): string => `/d/${id}`,
  renewal: (id: string): string => `/d/${id}/renewal`,
  step: (id: string, step: Step): string => `/d/${id}/${step}`,
} as const;
