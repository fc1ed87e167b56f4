import type { FeatureFacts } from '../features.ts';
import { errorAnswer, json } from '../http/exchange.ts';
import type { Route } from '../http/router.ts';
import type { Switches } from '../settings/switches.ts';

/** `/ready` and `/status`. The names in the bodies are inference, see vendor contract 4. */
export function healthRoutes(
  facts: FeatureFacts,
  wanted: { readonly isReady: () => boolean; readonly switches: () => Promise<Switches> },
): readonly Route[] {
  const service = facts.serviceName;
  return [
    {
      method: 'GET',
      path: '/ready',
      handle: () =>
        wanted.isReady()
          ? json(200, { service, ready: 'ready', apiStatus: 'Valid', apiStatusMessage: 'Ready to accept queries.' })
          : json(503, { service, ready: 'notReady', apiStatus: 'Valid', apiStatusMessage: 'Still loading.' }),
    },
    {
      method: 'GET',
      path: '/status',
      handle: async () => {
        const { status } = await wanted.switches();
        if (status === '500') return errorAnswer(500, 'InternalServerError', 'An unexpected error occurred.');
        if (status === 'nonsense') return { status: 200, headers: { 'content-type': 'text/plain' }, body: '?!' };
        return json(200, { service, apiStatus: 'Valid', apiStatusMessage: 'Licensed for disconnected use.' });
      },
    },
  ];
}
