import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const guide = new URL("../../../../docs/how-to/write-a-store-adapter.md", import.meta.url);

test("the adapter author's guide shows the code that is tested here", async () => {
  const text = await readFile(guide, "utf8");
  const shown = [...text.matchAll(/```ts (\S+)\n(.*?)```/gs)].map(([, file, code]) => [file, code]);
  const files = (await readdir(new URL(".", import.meta.url))).filter((file) => file !== "guide.test.ts");
  const real = files.map(async (file) => [file, await readFile(new URL(file, import.meta.url), "utf8")]);
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(await Promise.all(real)));
  expect([...text.matchAll(/```(ts|js|typescript)/g)]).toHaveLength(shown.length);
});
