import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { marked, type Token, walkTokens } from "marked";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const pages = ["*.md", "docs/**/*.md", "packages/*/README.md", "examples/*/README.md", "bench/README.md"]
  .flatMap((pattern) => globSync(pattern, { cwd: root, exclude: (path) => path.includes("node_modules") }))
  .filter((page) => !page.startsWith("docs/reference/"));

test.each(pages)("every link and picture in %s leads somewhere", (page) => {
  const targets: string[] = [];
  walkTokens(marked.lexer(readFileSync(join(root, page), "utf8")), (token: Token) => {
    if (token.type === "link" || token.type === "image") targets.push(token.href as string);
  });
  const local = targets
    .filter((href) => !/^(https?:|mailto:|#)/.test(href))
    .map((href) => href.replace(/#.*$/, ""));
  expect(local.filter((href) => !existsSync(join(root, dirname(page), decodeURIComponent(href))))).toEqual(
    [],
  );
});
