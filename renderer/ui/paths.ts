import type { Step } from '#shared/rules/steps.ts';

/** Every place of the app. */
export const paths = {
  welcome: '/welcome',
  host: '/host',
  create: '/new',
  tasks: '/tasks',
  alerts: '/alerts',
  settings: '/settings',
  deployment: (id: string): string => `/d/${id}`,
  step: (id: string, step: Step): string => `/d/${id}/${step}`,
} as const;
