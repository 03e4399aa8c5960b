import { join } from "node:path";
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
    // One PostgreSQL for the run, started when a test first asks for it.
    globalSetup: "packages/store-postgres/src/testing/global-setup.ts",
    reporters: ["default", ["json", { outputFile: "out/tests.json" }]],
    // No test file leaves anything behind in a module, so workers keep what they have loaded.
    isolate: false,
    maxWorkers: 2,
    // Properties make much that soon is garbage: with more room for what is young, a tenth less time goes into it.
    execArgv: ["--max-semi-space-size=32"],
    // The programs that tests start are compiled once.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, "out", "compile-cache") },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
