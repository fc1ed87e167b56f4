/** A document or request that the service does not take: HTTP status, code and message of the answer. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.code = code;
  }
}

/** The vendor's words for a file it cannot make sense of. Vendor contract 6.4. */
export const BAD_FILE = 'Bad or unrecognizable request JSON or binary file.';

export function badArgument(detail: string | null = null, options?: ErrorOptions): Refusal {
  return new Refusal(400, 'BadArgument', detail === null ? BAD_FILE : `${BAD_FILE} ${detail}`, options);
}
