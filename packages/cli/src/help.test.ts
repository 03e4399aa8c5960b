import { join } from "node:path";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { commandTable } from "./table.ts";
import { answer, wor } from "./testing/running.ts";

/** The help of the program and of every command, as one page. */
async function wholeHelp(locale: string): Promise<string> {
  const pages = [(await wor(["--help", "--locale", locale])).out];
  for (const { name } of commandTable) pages.push((await wor([name, "--help", "--locale", locale])).out);
  return pages.map((page) => page.trimEnd()).join(`\n\n${"─".repeat(80)}\n\n`);
}

test.each(["nl", "en"])("the help in %s is as it was, and fits in 80 columns", async (locale) => {
  const help = await wholeHelp(locale);
  for (const line of help.split("\n")) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
  await expect(`${help}\n`).toMatchFileSnapshot(join(import.meta.dirname, "..", "help", `${locale}.txt`));
});

test("the language is that of the surroundings, unless it is said", async () => {
  const usage = async (args: string[], env: { readonly [name: string]: string }) =>
    (await wor([...args, "--help"], { env })).out.split(" ")[0];
  expect(await usage([], { LANG: "nl_NL.UTF-8" })).toBe("Gebruik:");
  expect(await usage([], { LANG: "nl_NL.UTF-8", LC_ALL: "C" })).toBe("Usage:");
  expect(await usage(["--locale", "en"], { LANG: "nl_NL.UTF-8" })).toBe("Usage:");
  expect(await usage(["--locale=nl"], { LANG: "en_GB.UTF-8" })).toBe("Gebruik:");
});

test("help can be asked for in either order, and of what does not exist", async () => {
  expect((await wor(["help", "check"])).out).toBe((await wor(["check", "--help"])).out);
  expect((await wor(["--version"])).out).toMatch(/^\d+\.\d+\.\d+/);
  expect(await wor([])).toMatchObject({ code: 2, out: "", err: expect.stringContaining("Usage: wor") });
});

test.each([
  [["chek"], "unknown-command", "check"],
  [["check", "x", "--jsn"], "unknown-option", "--json"],
  [["list", "--municipalty", "x"], "unknown-option", "--municipality"],
])("what was meant by %j is guessed", async (args, code, suggestion) => {
  expect(await answer(args)).toMatchObject({ code: 2, error: { code, suggestion } });
});

test.each([
  [["check"], "missing-argument"],
  [["show"], "missing-argument"],
  [["show", "a", "b"], "excess-arguments"],
  [["list", "--log"], "option-missing-argument"],
  [["list", "--locale", "fr"], "invalid-option"],
  [["list", "--log", "x", "--as", "mayor"], "invalid-option"],
  [["list", "--log", "x", "--as", "coach:Jan Jansen"], "invalid-option"],
  [["list", "--log", "x", "--as-of", "3 mei"], "invalid-option"],
  [["list", "--log", "x", "--limit", "0"], "invalid-option"],
])("%j is wrong usage", async (args, code) => {
  const { code: ended, error } = await answer(args);
  expect([ended, error.code]).toEqual([2, code]);
  expect(error.message).toEqual({ nl: expect.any(String), en: expect.any(String) });
});

test("what nobody foresaw says where to look, and quotes nothing", async () => {
  const { code, err } = await wor(["list", "--log", "x\u0000y", "--locale", "nl"]);
  expect(code).toBe(3);
  expect(err).toContain("WOR_DEBUG=1");
});
