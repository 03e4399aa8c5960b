import { readFile } from "node:fs/promises";
import { expect, test, vi } from "vitest";

const guide = "../../../../docs/how-to/write-a-store-adapter.md";

test("the adapter author's guide shows the code that is tested here", async () => {
  const shown = codeIn(await text(guide));
  expect(shown.map(({ file }) => file)).toEqual([
    "file-event-store.test.ts",
    "file-event-store.ts",
    "holding-open.ts",
  ]);
  for (const { file, code } of shown) expect(code).toBe(await text(file));
});

test("the example in the README says what it prints", async () => {
  const [example, ...more] = codeIn(await text("../../README.md"));
  expect(more).toEqual([]);
  expect(example?.code).toBe(await text("example.ts"));
  const log = vi.spyOn(console, "log").mockReturnValue();
  await import("./example.ts");
  expect(log.mock.calls).toEqual([["Known already: referral:9f2c"]]);
});

/** Every block of code has to say which file it shows. */
function codeIn(markdown: string): { readonly file: string; readonly code: string }[] {
  const blocks = [...markdown.matchAll(/^```(\w+) ?(\S*)\n(.*?)^```$/gms)];
  return blocks.map(([, , file = "", code = ""]) => ({ file, code }));
}

function text(file: string): Promise<string> {
  return readFile(new URL(file, import.meta.url), "utf8");
}
