import type { FeatureFacts } from '../features.ts';
import { html, json } from '../http/exchange.ts';
import type { Route } from '../http/router.ts';
import type { ImageIdentity } from '../settings/image-identity.ts';

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function page(title: string, body: string): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<title>${escaped(title)}</title>`,
    '<style>body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1c2733}',
    'strong{color:#9a3412}code{background:#eef2f6;padding:.1em .3em}</style></head>',
    `<body>${body}</body></html>`,
  ].join('');
}

function homePage({ feature, build }: ImageIdentity, facts: FeatureFacts): string {
  return page(
    `${facts.title} stand-in`,
    [
      `<h1>${escaped(facts.title)} is running</h1>`,
      '<p><strong>This is a stand-in, made for rehearsals. It is not the vendor’s software</strong> ',
      'and its readings are made by simple rules.</p>',
      `<p>Feature: <code>${escaped(feature)}</code>, build: <code>${escaped(build)}</code></p>`,
      '<p><a href="/swagger">API description</a> · <a href="/ready">ready</a> · <a href="/status">status</a> · ',
      '<a href="/records/usage-logs/">usage</a></p>',
    ].join(''),
  );
}

/** A small, true description of what this process answers, in the form of Swagger 2.0. */
export function apiDescription({ build }: ImageIdentity, facts: FeatureFacts): unknown {
  const query = facts.parameters.map((name) => ({ name, in: 'query', required: false, type: 'string' }));
  const id = { name: 'resultId', in: 'path', required: true, type: 'string' };
  const plain = (summary: string) => ({ get: { summary, responses: { 200: { description: 'OK' } } } });
  return {
    swagger: '2.0',
    info: { title: `${facts.title} (stand-in, not the vendor's software)`, version: build },
    paths: {
      [facts.submitPath]: {
        post: { summary: 'Submit a document', parameters: query, responses: { 202: { description: 'Accepted' } } },
      },
      [`${facts.resultPath}/{resultId}`]: {
        get: {
          summary: 'Ask for the result',
          parameters: [id],
          responses: { 200: { description: 'State or result' } },
        },
      },
      '/ready': plain('Ready to take documents'),
      '/status': plain('State of the licence'),
      '/records/usage-logs': plain('Usage of all time'),
      '/records/usage-logs/{month}/{year}': plain('Usage of a month'),
    },
  };
}

function swaggerPage(image: ImageIdentity, facts: FeatureFacts): string {
  const rows = [
    `<li><code>POST ${facts.submitPath}</code> (${facts.parameters.join(', ')})</li>`,
    `<li><code>GET ${facts.resultPath}/{resultId}</code></li>`,
    '<li><code>GET /ready</code>, <code>/status</code>, <code>/records/usage-logs</code>, ',
    '<code>/records/usage-logs/{month}/{year}</code></li>',
  ].join('');
  return page(
    `${facts.title} stand-in: API`,
    `<h1>${escaped(facts.title)} stand-in</h1><p>Build ${escaped(image.build)}. Not the vendor’s software.</p>` +
      `<ul>${rows}</ul><p><a href="/swagger/v1/swagger.json">The same as JSON</a></p>`,
  );
}

/** The pages for people: proof of life and what the API offers. Both say that this is a stand-in. */
export function pageRoutes(image: ImageIdentity, facts: FeatureFacts): readonly Route[] {
  return [
    { method: 'GET', path: '/', handle: () => html(200, homePage(image, facts)) },
    { method: 'GET', path: '/swagger', handle: () => html(200, swaggerPage(image, facts)) },
    { method: 'GET', path: '/swagger/index.html', handle: () => html(200, swaggerPage(image, facts)) },
    { method: 'GET', path: '/swagger/v1/swagger.json', handle: () => json(200, apiDescription(image, facts)) },
  ];
}
