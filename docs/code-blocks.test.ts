import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { marked, type Token } from "marked";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/**
 * The code that readers meet is compiled and run. The `ts` blocks of a page are one program, in their order; a `text`
 * block after a `ts` block is what the program prints there. A block that cannot be run here (it needs a server, say)
 * is marked `ts no-run` and compiled only; one with a file name is that file, which has a test of its own.
 */
const root = join(import.meta.dirname, "..");
const run = promisify(execFile);

interface Page {
  readonly name: string;
  readonly code: string;
  readonly runs: boolean;
  readonly printed: readonly string[];
}

const pages = ["README.md", "docs/**/*.md", "packages/*/README.md", "examples/*/README.md"]
  .flatMap((pattern) => globSync(pattern, { cwd: root, exclude: (path) => path.includes("node_modules") }))
  .map(readPage)
  .filter((page) => page.code !== "");

function readPage(file: string): Page {
  const tokens = marked.lexer(readFileSync(join(root, file), "utf8"));
  const blocks = tokens.filter(
    (token): token is Token & { lang: string; text: string } => token.type === "code",
  );
  const isCode = (lang: string | undefined) => lang === "ts" || lang === "ts no-run";
  const code = blocks.filter((one) => isCode(one.lang));
  const printed = blocks.filter((one, at) => one.lang === "text" && isCode(blocks[at - 1]?.lang));
  return {
    name: file,
    code: code.map((one) => one.text).join("\n"),
    runs: code.every((one) => !one.lang.includes("no-run")),
    printed: printed.map((one) => one.text),
  };
}

describe("the code in the documentation", () => {
  let folder: string;
  const fileOf = ({ name }: Page) => join(folder, `${name.replaceAll(/[^\w]+/g, "-")}.ts`);

  beforeAll(async () => {
    await mkdir(join(import.meta.dirname, ".blocks"), { recursive: true });
    folder = await mkdtemp(join(import.meta.dirname, ".blocks", "run-"));
    for (const page of pages) await writeFile(fileOf(page), `${page.code}\nexport {};\n`);
    await writeFile(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        extends: join(root, "tsconfig.base.json"),
        compilerOptions: {
          noEmit: true,
          composite: false,
          declaration: false,
          declarationMap: false,
          noUnusedLocals: false,
        },
        include: ["*.ts"],
      }),
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("there is some", () => {
    expect(pages.map((page) => page.name)).toContain("README.md");
  });

  test("compiles", async () => {
    const errors = await run(process.execPath, [
      join(root, "node_modules/typescript/bin/tsc"),
      "-p",
      folder,
    ]).then(
      () => "",
      (error: { stdout: string }) => error.stdout,
    );
    expect(
      errors.split("\n").filter((line) => line.includes(relative(root, folder)) || line.includes("run-")),
    ).toEqual([]);
  });

  describe("runs, and prints what it says", () => {
    const all = pages.filter((page) => page.runs);
    // Tests tell how they went when their process ends.
    const withTests = all.filter((page) => page.code.includes('"node:test"'));
    const together = all.filter((page) => !withTests.includes(page));
    const node = (...args: string[]) =>
      run(process.execPath, ["--conditions=@wor/source", "--disable-warning=ExperimentalWarning", ...args], {
        cwd: folder,
      });
    let ran: Record<string, { printed: string; error?: string }>;

    beforeAll(async () => {
      const result = join(folder, "printed.json");
      await node(join(import.meta.dirname, "run-pages.ts"), result, ...together.map(fileOf));
      ran = JSON.parse(readFileSync(result, "utf8"));
    });

    test.each(together)("$name", (page) => {
      const { printed, error } = ran[fileOf(page)] ?? { printed: "", error: "It did not run." };
      expect(error).toBeUndefined();
      for (const text of page.printed) expect(printed).toContain(text);
    });

    test.each(withTests)("$name", async (page) => {
      const { stdout } = await node(fileOf(page));
      for (const text of page.printed) expect(stdout).toContain(text);
    });
  });
});
