import type { OutboxOptions } from "./outbox.ts";

/** How to reach a receiver over HTTP. */
export interface WebhookOptions {
  readonly url: string | URL;
  /** For authorisation, for example. */
  readonly headers?: { readonly [name: string]: string } | undefined;
  /** How long to wait for an answer, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number | undefined;
  /** Default: the platform's. */
  readonly fetch?: typeof fetch | undefined;
}

/**
 * Delivers messages as JSON by POST, with the message's key as `Idempotency-Key`, so that a receiver that gets one twice
 * can tell. Any answer from 200 to 299 counts as delivered.
 */
export function webhook(options: WebhookOptions): OutboxOptions<unknown>["deliver"] {
  const { url, headers = {}, timeoutMs = 10_000, fetch: send = fetch } = options;
  return async ({ key, body }, { signal }) => {
    const response = await send(url, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    // Nobody reads the answer; unread, it would keep the connection.
    await response.body?.cancel();
    if (!response.ok) throw new NotDelivered(response.status);
  };
}

/** The receiver answered, but did not take the message. */
export class NotDelivered extends Error {
  override readonly name: string;

  constructor(status: number) {
    super(`The receiver answered ${status}.`);
    this.name = `NotDelivered(${status})`;
  }
}
