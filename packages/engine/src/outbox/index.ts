export { type Notice, noticesOf } from "./notices.ts";
export { type Message, type Outbox, type OutboxOptions, runOutbox } from "./outbox.ts";
export { NotDelivered, type WebhookOptions, webhook } from "./webhook.ts";
