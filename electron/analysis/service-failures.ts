import { z } from 'zod';
import type { Deployment } from '#shared/domain/deployment.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { parseJson } from '../files/parse-json.ts';
import type { ServiceAnswer } from '../service-client/http.ts';

const ErrorBody = z.looseObject({
  error: z.looseObject({ code: z.coerce.string().nullish(), message: z.string().nullish() }),
});

/** How a feature says that the helper it calls did not answer. Source: vendor contract 5, "Helper container absent". */
const HELPER_GONE =
  /connection refused|OcrHandlerService|helper|name or service not known|no such host|HttpRequestException/i;

/** `run.helper-missing` when a service's words say that its helper cannot be reached; else null. */
export function helperFailure(words: string, { feature, parts }: Deployment): Foreseen | null {
  const helper = parts.find(({ image }) => image !== feature)?.image;
  if (helper === undefined || !HELPER_GONE.test(words)) return null;
  return new Foreseen('run.helper-missing', { image: feature, helper }, { detail: words });
}

/**
 * What a refusing answer of the data plane means. The shape is `{error: {code, message}}`; codes are an open set (vendor
 * contract 6.4), so the status decides and the service's own words are handed on.
 */
export function failureOf(
  answer: ServiceAnswer,
  deployment: Deployment,
  { name, pages }: { readonly name: string; readonly pages: string | null },
): Foreseen {
  const image = deployment.feature;
  const detail = `HTTP ${answer.status}\n${answer.text.slice(0, 4000)}`;
  const parsed = ErrorBody.safeParse(parseJson(answer.text));
  const serviceCode = parsed.data?.error.code ?? String(answer.status);
  const serviceMessage = parsed.data?.error.message ?? 'no reason given';
  const helper = helperFailure(`${serviceCode} ${serviceMessage}`, deployment);
  if (helper && answer.status >= 500) return helper;
  if (answer.status === 429 || answer.status === 503) return new Foreseen('service.busy', { image }, { detail });
  if (!parsed.success) return new Foreseen('service.nonsense', { image, route: `HTTP ${answer.status}` }, { detail });
  if (answer.status === 413) return new Foreseen('document.refused', { name, serviceCode, serviceMessage }, { detail });
  if (answer.status === 415) return new Foreseen('document.wrong-type', { name }, { detail });
  if (answer.status >= 400 && answer.status < 500) {
    if (/protected|password|encrypt/i.test(`${serviceCode} ${serviceMessage}`))
      return new Foreseen('document.password-protected', { name }, { detail });
    // The same words are used for pages that the document does not have.
    if (pages === null && /^BadArgument$/i.test(serviceCode) && /damaged|bad or unrecognizable/i.test(serviceMessage))
      return new Foreseen('document.damaged', { name }, { detail });
    return new Foreseen('document.refused', { name, serviceCode, serviceMessage }, { detail });
  }
  return new Foreseen('service.failed', { image, serviceCode, serviceMessage }, { detail });
}
