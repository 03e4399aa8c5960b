/** Starts the service on this machine, walks a form through it, and stops. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createEngine } from "@wor/engine";
import { inMemoryEventStore } from "@wor/event-store";
import { Actor } from "@wor/lifecycle";
import { nijmegen } from "@wor/variants";
import { referralService } from "./service.ts";

const engine = createEngine({ store: inMemoryEventStore(), variants: [nijmegen] });
// For trying only: a real service takes the actor from its login.
const service = referralService(
  engine,
  ({ headers }) => Actor.safeParse({ id: headers["x-user"], role: headers["x-role"] }).data,
);
service.listen(0, "127.0.0.1");
await once(service, "listening");
const { port } = service.address() as AddressInfo;

const call = async (role: string, method: string, path: string, body?: object, key?: string) => {
  const headers = { "x-user": `${role}-1`, "x-role": role, ...(key && { "idempotency-key": key }) };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as { [field: string]: unknown };
  console.log(`${method} ${path} as ${role}: ${response.status}`, answer.code ?? answer.events ?? "");
  return answer;
};

const form = {
  type: "RegisterReferral",
  resident: "k1.9f2c5b1e",
  referrer: { profession: "gp" },
  channel: "ownSystem",
  mainReason: "loneliness",
  residentInformed: true,
  consent: { referral: true, contact: true, feedback: true },
};
const { referral } = await call("referrer", "POST", "/commands", form, "form-17");
await call("referrer", "POST", "/commands", form, "form-17");
await call("referrer", "POST", "/commands", form, "form-18");
await call("referrer", "POST", "/commands", { ...form, resident: "a real name" });
await call("referrer", "POST", "/commands", { type: "HoldConversation", referral, mode: "phone" });
await call("coach", "POST", "/commands", { type: "HoldConversation", referral, mode: "phone" });
await call("coach", "GET", `/referrals/${referral}/history`);
await call("nobody", "GET", "/referrals");
service.close();
