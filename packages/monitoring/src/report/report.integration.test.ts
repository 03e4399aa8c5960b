import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { look } from "../overview.ts";
import { population } from "../testing/population.ts";
import { reportPage } from "./page.ts";

/** A browser that is there already; none is downloaded. */
const executablePath = [
  process.env.WOR_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => path !== undefined && existsSync(path));

describe.skipIf(executablePath === undefined)("the report in a browser (needs chromium)", () => {
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  const file = join(folder, "report.html");
  let browser: Browser;

  beforeAll(async () => {
    const town = await population({ people: 90, months: 12 });
    writeFileSync(file, reportPage(await look(town.store, town.options())));
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(options: Parameters<Browser["newPage"]>[0]) {
    const page = await browser.newPage(options);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    return { page, asked };
  }

  test.each([
    { name: "on a screen", options: { viewport: { width: 1200, height: 900 } } },
    { name: "on a phone", options: { viewport: { width: 320, height: 640 }, isMobile: true } },
    {
      name: "in the dark",
      options: { viewport: { width: 1200, height: 900 }, colorScheme: "dark" as const },
    },
  ])("is accessible to WCAG 2.2 AA and fits $name", async ({ options }) => {
    // The page forbids scripts, the checker's too.
    const { page, asked } = await open({ ...options, bypassCSP: true });
    const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    await page.addScriptTag({ content: axe });
    const violations = await page.evaluate(async () => {
      const checker = (
        globalThis as unknown as { axe: { run(options: object): Promise<{ violations: { id: string }[] }> } }
      ).axe;
      const { violations } = await checker.run({
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      });
      return violations.map(({ id }) => id);
    });
    expect(violations).toEqual([]);
    const { wide, seen } = await page.evaluate(() => {
      const { document, innerWidth } = globalThis as unknown as {
        document: { documentElement: { scrollWidth: number } };
        innerWidth: number;
      };
      return { wide: document.documentElement.scrollWidth, seen: innerWidth };
    });
    expect(wide).toBeLessThanOrEqual(seen);
    expect(asked.filter((url) => !url.startsWith("file:"))).toEqual([]);
    await page.close();
  });

  test("prints on a few pages of paper", async () => {
    const { page } = await open({});
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
    const pages = Number(pdf.match(/\/Count (\d+)/)?.[1]);
    expect(pages).toBeGreaterThan(1);
    expect(pages).toBeLessThanOrEqual(5);
    await page.close();
  });
});
