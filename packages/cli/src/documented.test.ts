import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "./program.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const pages = [
  "packages/cli/README.md",
  "docs/how-to/use-the-command-line.md",
  "docs/nl/gids-voor-gemeenten.md",
];
const lines = pages.filter((page) => existsSync(join(root, page))).flatMap(commandsOn);

/** What a page tells people to type: the lines that begin with `wor` in its blocks for a shell. */
function commandsOn(page: string): string[] {
  const blocks = readFileSync(join(root, page), "utf8").matchAll(/^```sh\n([\s\S]*?)^```/gm);
  return [...blocks].flatMap(([, block = ""]) => block.split("\n").filter((line) => /^wor /.test(line)));
}

test("the pages tell people something to type", () => {
  expect(lines.length).toBeGreaterThan(15);
});

test.each(lines)("the program takes: %s", async (line) => {
  const words = line.replace(/\s+#.*$/, "").match(/"[^"]*"|\S+/g) ?? [];
  const [, ...argv] = words.map((word) => word.replaceAll('"', ""));
  const parsed = await parse(argv, {
    locale: "en",
    width: 80,
    version: "0",
    env: { WOR_LOG: "town.sqlite" },
  });
  expect(parsed.kind).toBe("run");
});
