import { defineConfig } from "vitest/config";

// Packages resolve to their sources through this export condition, so tests need no build.
const conditions = ["@wor/source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "examples/*/**/*.test.ts",
      "docs/**/*.test.ts",
      "checks/**/*.test.ts",
    ],
    exclude: ["**/node_modules/**", "**/dist/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
