import { expect, test } from "vitest";
import { understood } from "./what-went-wrong.ts";

/** An error as a package throws it: the program knows it by its name or its code, and loads no package for it. */
const thrown = (
  given: { readonly name?: string; readonly code?: string },
  message = "postgres://u:geheim@h/d",
) => Object.assign(new Error(message), given);

test.each([
  [{ name: "LogTooNew" }, "schema-too-new", "nieuwere versie"],
  [{ code: "28P01" }, "database", "wachtwoord klopt niet"],
  [{ code: "42501" }, "database", "geen rechten"],
  [{ code: "3F000" }, "database", "geen logboek"],
  [{ code: "ECONNREFUSED" }, "unreachable", "niet te bereiken"],
  [{ name: "Whatever" }, "unforeseen", "Whatever"],
])("%o is told as %s, without what it quotes", (error, code, nl) => {
  const failure = understood(thrown(error));
  expect(failure).toMatchObject({ code, exitCode: 3 });
  expect(failure.words.nl).toContain(nl);
  expect(JSON.stringify([failure.words, failure.help, failure.details])).not.toContain("geheim");
});
