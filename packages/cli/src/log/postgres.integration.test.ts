import { postgresEventStore } from "@wor/store-postgres";
import { expect, inject, test } from "vitest";
import { writeExampleLog } from "../testing/example-log.ts";
import { answer, wor } from "../testing/running.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the connection string of the tests' PostgreSQL is to be had. */
    postgres: string;
  }
}

const server = process.env.DATABASE_URL ?? (await (await fetch(inject("postgres"))).text());
const schema = `wor_cli_${process.pid}_${Date.now().toString(36)}`;
const address = withSchema(server, schema);
const password = new URL(server).password;

test("a log in PostgreSQL is read, written and moved as one in a file is", async () => {
  const store = postgresEventStore({ connectionString: server, schema });
  const refusals = postgresEventStore({ connectionString: server, schema: `${schema}_refusals` });
  const { open } = await writeExampleLog(store, refusals);
  await store.close();
  await refusals.close();
  expect((await answer(["list", "--log", address])).result).toMatchObject({ total: 1 });
  const shown = await wor(["show", open], { env: { WOR_LOG: address } });
  expect(shown.out).toContain("referred by GP (north)");
  expect((await answer(["verify", "--log", address])).result.findings).toEqual([]);
  expect((await answer(["due", "--log", address])).result.done.length).toBeGreaterThan(0);

  const { out } = await wor(["export-log", "--log", address]);
  const copy = withSchema(server, `${schema}_copy`);
  expect((await wor(["import-log", "--log", copy], { input: out })).code).toBe(0);
  expect((await wor(["export-log", "--log", copy])).out).toBe(out);

  const refused = async (where: string) => {
    const { result } = await answer(["table", "doubles", "--log", where]);
    return result.rows.find((row: { key: string }) => row.key === "refused").cells.count;
  };
  expect([await refused(address), await refused(copy)]).toEqual([1, null]);
});

test("looking into a database without a log says so, and makes nothing in it", async () => {
  const nowhere = withSchema(server, `${schema}_nothing`);
  for (const _ of ["first", "again"])
    expect(await answer(["list", "--log", nowhere])).toMatchObject({ code: 3, error: { code: "database" } });
});

test("a database that cannot be reached is told without its password", async () => {
  const { code, out, err } = await wor(["list", "--log", "postgres://wor:geheim@127.0.0.1:9/town", "--json"]);
  expect(code).toBe(3);
  expect(JSON.parse(out).error).toMatchObject({ code: "unreachable" });
  expect(out + err).not.toContain("geheim");
});

test("a wrong password is told as such, and not repeated", async () => {
  const wrong = new URL(server);
  wrong.password = `${password}-geheim`;
  const { out, err } = await wor(["list", "--log", wrong.href, "--json"]);
  expect(JSON.parse(out).error.code).toBe("database");
  expect(out + err).not.toContain("geheim");
});

function withSchema(text: string, name: string): string {
  const url = new URL(text);
  url.searchParams.set("schema", name);
  return url.href;
}
