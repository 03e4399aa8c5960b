import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { apiReports, publicSurface } from "./api-report.ts";

const surface = publicSurface();

test.each([...apiReports(surface)])(
  "docs/api/%s is current; `pnpm --filter @wor/docs api` writes it anew",
  (file, report) => {
    const path = join(import.meta.dirname, "api", file);
    expect(existsSync(path) ? readFileSync(path, "utf8") : "").toBe(report);
  },
);

test.each([...surface])("every name that @wor/%s exports is documented", (_, exports) => {
  expect(exports.filter((one) => !one.documented).map((one) => one.name)).toEqual([]);
});
