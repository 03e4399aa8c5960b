import { once } from "node:events";
import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import { type PostgresServer, startPostgres } from "./server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Ask here for the connection string of the tests' PostgreSQL; the first who asks starts it. */
    postgres: string;
  }
}

/** One PostgreSQL for all tests of a run, started when a test first wants it. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  let server: Promise<PostgresServer> | undefined;
  const door = createServer(async (_request, response) => {
    server ??= startPostgres({ durable: false });
    response.end((await server).connectionString);
  });
  door.listen(0, "127.0.0.1").unref();
  await once(door, "listening");
  const address = door.address();
  if (address !== null && typeof address !== "string")
    provide("postgres", `http://127.0.0.1:${address.port}`);
  return async () => {
    door.closeAllConnections();
    door.close();
    await (await server)?.stop();
  };
}
