import fc from "fast-check";
import { expect, test } from "vitest";
import { Failure } from "../failure.ts";
import { logAddress } from "./address.ts";

test("a path, sqlite: and file: are a log in a file", () => {
  const path = (text: string) => logAddress(text);
  expect(path("town.sqlite")).toEqual({ kind: "sqlite", path: "town.sqlite", label: "town.sqlite" });
  expect(path("sqlite:/var/town.sqlite")).toMatchObject({ path: "/var/town.sqlite" });
  expect(path("sqlite:///var/town.sqlite")).toMatchObject({ path: "/var/town.sqlite" });
  expect(path("file:town.sqlite")).toMatchObject({ path: "town.sqlite" });
});

test("a log in PostgreSQL is reached with its password and shown without it", () => {
  expect(logAddress("postgres://wor:geheim@db.example:5432/town?schema=log&sslmode=require")).toEqual({
    kind: "postgres",
    connectionString: "postgres://wor:geheim@db.example:5432/town?sslmode=require",
    schema: "log",
    label: "postgres://db.example:5432/town?schema=log",
  });
});

test("no password is ever shown, whatever it is made of and wherever it stands", () => {
  const password = fc.string({ minLength: 8, maxLength: 30 }).map((text) => `q7${text}7q`);
  fc.assert(
    fc.property(password, fc.constantFrom("postgres", "postgresql", "mysql", "sqlite"), (secret, scheme) => {
      for (const written of [secret, encodeURIComponent(secret)]) {
        for (const text of [
          `${scheme}://wor:${written}@db/town`,
          `${scheme}://db/town?password=${written}`,
        ]) {
          expect(shown(text)).not.toContain(written);
        }
      }
    }),
    { numRuns: 200 },
  );
});

function shown(text: string): string {
  try {
    const address = logAddress(text);
    // A path is shown as it is: it is what the user has to recognise.
    return address.kind === "sqlite" ? "" : address.label;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return JSON.stringify([error.words, error.help, error.details]);
  }
}
