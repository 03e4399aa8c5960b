/**
 * The public surface of every package, one line an export, so that a change of it is seen in review.
 * `npx -y pnpm@12 --filter @wor/docs api` writes `docs/api`; a test says when that is to be done.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = join(import.meta.dirname, "..");

/** An exported name: what it is, and what its documentation begins with. */
export interface Export {
  readonly entry: string;
  readonly name: string;
  readonly kind: string;
  readonly signature: string;
  readonly documented: boolean;
}

/** All exports of all packages, by package. */
export function publicSurface(): Map<string, Export[]> {
  const entries = readdirSync(join(root, "packages")).flatMap(entriesOf);
  const program = ts.createProgram(
    entries.map((one) => one.file),
    {
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      customConditions: ["@wor/source"],
      allowImportingTsExtensions: true,
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      types: ["node"],
      typeRoots: [join(root, "node_modules/@types")],
    },
  );
  const checker = program.getTypeChecker();
  const surface = new Map<string, Export[]>();
  for (const { name, entry, file } of entries) {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${file} exports nothing.`);
    const exports = checker.getExportsOfModule(module).map((symbol) => exportOf(symbol, entry, checker));
    surface.set(name, [...(surface.get(name) ?? []), ...exports.sort((a, b) => (a.name < b.name ? -1 : 1))]);
  }
  return surface;
}

/** The reports as files: path below `docs/api` and text. */
export function apiReports(surface = publicSurface()): Map<string, string> {
  return new Map(
    [...surface].map(([name, exports]) => {
      const lines = exports.map(({ entry, kind, name: exported, signature }) => {
        const where = entry === "." ? "" : ` (${entry})`;
        return `- ${kind} **${exported}**${where}${signature === "" ? "" : `: \`${signature}\``}`;
      });
      return [`${name}.md`, `# @wor/${name}\n\n${lines.join("\n")}\n`];
    }),
  );
}

function entriesOf(name: string): { name: string; entry: string; file: string }[] {
  const folder = join(root, "packages", name);
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    exports: { [entry: string]: { "@wor/source"?: string } | string };
  };
  return Object.entries(exports).flatMap(([entry, conditions]) => {
    const source = typeof conditions === "string" ? undefined : conditions["@wor/source"];
    return source === undefined ? [] : [{ name, entry, file: join(folder, source) }];
  });
}

function exportOf(symbol: ts.Symbol, entry: string, checker: ts.TypeChecker): Export {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const declaration = target.valueDeclaration ?? target.declarations?.[0];
  const documented = target.getDocumentationComment(checker).length > 0;
  const typed = (type: ts.Type) => checker.typeToString(type).replaceAll("`", "'");
  const described = { entry, name: symbol.name, documented };
  if (target.flags & ts.SymbolFlags.Class) return { ...described, kind: "class", signature: "" };
  if (target.flags & ts.SymbolFlags.Function && declaration !== undefined) {
    return {
      ...described,
      kind: "function",
      signature: typed(checker.getTypeOfSymbolAtLocation(target, declaration)),
    };
  }
  if (target.flags & ts.SymbolFlags.Variable && declaration !== undefined) {
    return {
      ...described,
      kind: "const",
      signature: typed(checker.getTypeOfSymbolAtLocation(target, declaration)),
    };
  }
  if (target.flags & ts.SymbolFlags.Interface) {
    const members = checker
      .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(target))
      .map((one) => one.name);
    return {
      ...described,
      kind: "interface",
      signature: members.length === 0 ? "" : `{ ${members.join(", ")} }`,
    };
  }
  return { ...described, kind: "type", signature: typed(checker.getDeclaredTypeOfSymbol(target)) };
}

if (import.meta.main) {
  rmSync(join(import.meta.dirname, "api"), { recursive: true, force: true });
  mkdirSync(join(import.meta.dirname, "api"));
  for (const [file, text] of apiReports()) writeFileSync(join(import.meta.dirname, "api", file), text);
}
