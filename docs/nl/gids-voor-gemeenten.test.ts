import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { marked } from "marked";
import { afterAll, beforeAll, expect, test } from "vitest";
import { madeFromTheGuide } from "./made-from-the-guide.ts";

/**
 * The guide for municipalities is carried out: a `yaml` block with a file name is that file, and a `console` block is
 * what the command prints, word for word. WOR_WRITE=1 writes down what it prints now.
 */
const guide = join(import.meta.dirname, "gids-voor-gemeenten.md");
const root = join(import.meta.dirname, "..", "..");

interface Block {
  readonly lang: string;
  readonly text: string;
}

const text = await readFile(guide, "utf8");
const blocks: Block[] = marked
  .lexer(text)
  .flatMap((token) =>
    token.type === "code" ? [{ lang: String(token.lang), text: String(token.text) }] : [],
  );
const files = blocks.filter(({ lang }) => /^yaml \S+$/.test(lang));
const sessions = blocks.filter(({ lang }) => lang === "console");

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gids-"));
  for (const { lang, text } of files) await writeFile(join(folder, lang.replace("yaml ", "")), `${text}\n`);
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Runs `wor` as somebody in the Netherlands would, in the folder with the guide's files. */
const wor = (args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--conditions=@wor/source", join(root, "packages/cli/src/wor.ts"), ...args],
      { cwd: folder, env: { PATH: process.env.PATH, LANG: "nl_NL.UTF-8", NO_COLOR: "1" } },
      (_, stdout, stderr) => resolve(`${stdout}${stderr}`.trimEnd()),
    );
  });

test.each(sessions.map(({ text }) => [text.split("\n")[0] ?? "", text]))(
  "%s prints what the guide says",
  async (command, session) => {
    const printed = await wor(command.replace(/^\$ wor /, "").split(" "));
    const now = `${command}\n${printed}`;
    if (process.env.WOR_WRITE !== undefined) {
      await writeFile(guide, (await readFile(guide, "utf8")).replace(session, now));
    } else expect(session).toBe(now);
  },
);

test("the guide has files and commands to carry out", () => {
  expect(files.length).toBeGreaterThan(3);
  expect(sessions.length).toBeGreaterThan(3);
});

test("what lies beside the guide is made from it as it is now", async () => {
  for (const [file, made] of madeFromTheGuide()) {
    const path = join(import.meta.dirname, file);
    if (process.env.WOR_WRITE !== undefined) await writeFile(path, made);
    else expect(await readFile(path, "utf8"), file).toBe(made);
  }
});
