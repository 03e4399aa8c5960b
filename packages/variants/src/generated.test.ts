import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generatedFiles } from "./generated.ts";

const files = generatedFiles();

test.each([...files])(
  "%s is current; `pnpm --filter @wor/variants generate` writes it anew",
  (path, text) => {
    expect(readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8")).toBe(text);
  },
);
