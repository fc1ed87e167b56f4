import type { Step } from '#shared/rules/steps.ts';

/** Every place of the app. */
export const paths = {
  welcome: '/welcome',
  host: '/host',
  create: '/new',
  tasks: '/tasks',
  alerts: '/alerts',
  settings: '/settings',
  usageOverview: '/usage',
  /** What the numbers mean; `topic` is a heading of that page. */
  numbers: (topic: string): string => `/usage/numbers/${topic}`,
  deployment: (id: string): string => `/d/${id}`,
  step: (id: string, step: Step): string => `/d/${id}/${step}`,
} as const;
