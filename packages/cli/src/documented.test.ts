import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "./program.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".md") && !file.includes("node_modules"))
  .map((file) => join("docs", file));
const lines = ["README.md", "packages/cli/README.md", ...docs].flatMap(commandsOn);

/** What a page tells people to type: the lines in its blocks that call the program. */
function commandsOn(page: string): string[] {
  const blocks = readFileSync(join(root, page), "utf8").matchAll(/^```(?:sh|bash)\n([\s\S]*?)^```/gm);
  return [...blocks].flatMap(([, block = ""]) =>
    block.split("\n").flatMap((line) => /^(?:npx -y pnpm@12 )?(wor .*)$/.exec(line)?.[1] ?? []),
  );
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
