import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import type { Engine, Given } from "@wor/engine";
import type { CommandInput, Rejection, RejectionCode } from "@wor/lifecycle";

/**
 * The engine behind HTTP: one way in for commands, and a few to look. Whoever calls has been authenticated before this
 * (a gateway, your login): the engine believes the actor it is given.
 *
 *     POST /commands                  a command; answers 200, or why not
 *     GET  /referrals                 what is open, with its next steps
 *     GET  /referrals/:id/history     what happened
 *     GET  /referrals/:id/allowed     what the caller can do now, and why not the rest
 */
export function referralService(
  engine: Engine,
  actorOf: (request: IncomingMessage) => Given["actor"] | undefined,
): Server {
  return createServer((request, response) => {
    answer(engine, actorOf, request, response).catch(() =>
      send(response, 503, { error: "Try again in a moment." }),
    );
  });
}

async function answer(
  engine: Engine,
  actorOf: (request: IncomingMessage) => Given["actor"] | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const actor = actorOf(request);
  if (actor === undefined) return send(response, 401, { error: "Who are you?" });
  const { pathname } = new URL(request.url ?? "/", "http://service");
  const [, what, id = "", aspect] = pathname.split("/");

  if (request.method === "POST" && what === "commands") {
    const command = await json(request).catch(() => undefined);
    // The browser draws the key once for a form; a form that is sent twice does nothing twice.
    const commandId = request.headers["idempotency-key"]?.toString();
    // What comes from outside may be anything: the engine checks it, and names what is wrong.
    const executed = await engine.execute(command as CommandInput, { actor, commandId });
    if (!executed.ok) return refuse(response, executed.rejection);
    const { events, state, repeated } = executed;
    return send(response, 200, {
      events: events.map((event) => event.type),
      place: state?.place,
      referral: state?.record.id,
      repeated,
    });
  }
  if (request.method === "GET" && what === "referrals") {
    if (aspect === "history") {
      const found = await engine.history(id, { actor });
      if (!found.ok) return refuse(response, found.rejection);
      return send(
        response,
        200,
        found.moments.map(({ event, state }) => ({
          at: event.occurredAt,
          what: event.type,
          place: state.place,
        })),
      );
    }
    if (aspect === "allowed") {
      const found = await engine.allowed(id, { actor });
      return found.ok ? send(response, 200, found.commands) : refuse(response, found.rejection);
    }
    if (id === "") {
      const open = await engine.openReferrals({ actor });
      if (!open.ok) return refuse(response, open.rejection);
      return send(
        response,
        200,
        open.referrals.map(({ state, steps }) => ({ referral: state.record.id, place: state.place, steps })),
      );
    }
  }
  send(response, 404, { error: "There is nothing here." });
}

/** What a no means in HTTP; anything that is not here is a rule of the municipality: 422. */
const statusOf: { readonly [code in RejectionCode]?: number } = {
  "invalid-command": 400,
  "not-permitted": 403,
  "unknown-referral": 404,
  "not-in-this-state": 409,
  "referral-already-open": 409,
  conflict: 503,
};

const refuse = (response: ServerResponse, rejection: Rejection): void =>
  send(response, statusOf[rejection.code] ?? 422, rejection);

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}
