import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { join, normalize } from "node:path";
import { marked, type Token, walkTokens } from "marked";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const pages = ["*.md", "docs/**/*.md", "packages/*/README.md", "examples/*/README.md", "bench/README.md"]
  .flatMap((pattern) => globSync(pattern, { cwd: root, exclude: (path) => path.includes("node_modules") }))
  .filter((page) => !page.startsWith("docs/reference/"));

const tokensOf = (page: string) => marked.lexer(readFileSync(join(root, page), "utf8"));

/** Where a page leads to within the repository: a path from the root, and the heading there. */
function targetsOf(page: string): { readonly path: string; readonly heading: string | undefined }[] {
  const found: string[] = [];
  walkTokens(tokensOf(page), (token: Token) => {
    if (token.type === "link" || token.type === "image") found.push(token.href as string);
  });
  return found
    .filter((href) => !/^(https?:|mailto:)/.test(href))
    .map((href) => {
      const [path = "", heading] = decodeURIComponent(href).split("#");
      return { path: path === "" ? page : normalize(join(page, "..", path)), heading };
    });
}

/** The names by which a page's headings can be linked to. */
function headingsOf(page: string): string[] {
  return tokensOf(page).flatMap((token) =>
    token.type === "heading"
      ? [
          String(token.text)
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
            .replaceAll(" ", "-"),
        ]
      : [],
  );
}

test.each(pages)("every link and picture in %s leads somewhere", (page) => {
  const broken = targetsOf(page).filter(
    ({ path, heading }) =>
      !existsSync(join(root, path)) || (heading !== undefined && !headingsOf(path).includes(heading)),
  );
  expect(broken).toEqual([]);
});

test("every page can be found by following links from the README", () => {
  const found = new Set(["README.md"]);
  for (const page of found)
    for (const { path } of targetsOf(page)) {
      const isFolder = existsSync(join(root, path)) && statSync(join(root, path)).isDirectory();
      const target = isFolder ? join(path, "README.md") : path;
      if (pages.includes(target)) found.add(target);
    }
  expect(pages.filter((page) => !found.has(page))).toEqual([]);
});
