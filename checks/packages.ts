// Packs every package as it would be published and checks the tarballs: publint, are-the-types-wrong, and that a
// fresh project can install them, import each, and run the README's example, on this Node and on the oldest promised.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const root = join(import.meta.dirname, "..");
const work = mkdtempSync(join(tmpdir(), "wor-packages-"));
const problems: string[] = [];

try {
  execFileSync("pnpm", ["-r", "--filter", "./packages/*", "pack", "--pack-destination", work], {
    cwd: root,
    stdio: "pipe",
  });
  const tarballs = readdirSync(work).filter((file) => file.endsWith(".tgz"));
  for (const name of readdirSync(join(root, "packages"))) {
    const tarball = tarballs.find(
      (file) => file.startsWith(`wor-${name}-0`) || file.startsWith(`wor-${name}-1`),
    );
    if (tarball === undefined) problems.push(`@wor/${name}: no tarball was packed`);
    else await check(`@wor/${name}`, join(work, tarball));
  }
  importAll(tarballs);
} finally {
  rmSync(work, { recursive: true, force: true });
}

for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

async function check(name: string, tarball: string): Promise<void> {
  const data = readFileSync(tarball);
  const buffer = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
  problems.push(...messages.map((message) => `${name}: ${formatMessage(message, pkg)}`));
  const packed = createPackageFromTarballData(new Uint8Array(data));
  const analysis = await checkPackage(packed);
  const found =
    analysis.types === false
      ? ["no types"]
      : analysis.problems.filter(isOurs).map((one) => JSON.stringify(one));
  problems.push(...found.map((one) => `${name}: ${one}`));
  const stray = packed.listFiles().filter((file) => /\.test\.|\.tsbuildinfo$/.test(file));
  if (stray.length > 0) problems.push(`${name}: packs ${stray.length} files of tests, ${stray[0]} for one`);
  console.log(`${name}: ${Math.round(data.byteLength / 1024)} kB packed`);
}

/** The packages are ESM only, for Node's own resolution and for bundlers: what older resolution makes of them does not count. */
function isOurs(problem: { kind: string; resolutionKind?: string }): boolean {
  return (
    problem.kind !== "CJSResolvesToESM" &&
    problem.resolutionKind !== "node10" &&
    problem.resolutionKind !== "node16-cjs"
  );
}

/** Installs all tarballs into an empty project and imports every package from its published files. */
function importAll(tarballs: readonly string[]): void {
  const project = join(work, "project");
  mkdirSync(project);
  const entries = tarballs.map(
    (file) => [`@wor/${file.replace(/^wor-|-\d+\.\d+\.\d+.*$/g, "")}`, `file:${join(work, file)}`] as const,
  );
  const manifest = {
    name: "fresh",
    private: true,
    type: "module",
    dependencies: { ...Object.fromEntries(entries), zod: "^4" },
  };
  writeFileSync(join(project, "package.json"), JSON.stringify(manifest));
  const overrides = entries.map(([name, file]) => `  "${name}": "${file}"`).join("\n");
  writeFileSync(join(project, "pnpm-workspace.yaml"), `packages: ["."]\noverrides:\n${overrides}\n`);
  execFileSync("pnpm", ["install", "--ignore-scripts", "--no-frozen-lockfile"], {
    cwd: project,
    stdio: "pipe",
  });
  for (const [name] of entries) {
    try {
      const lines = `const m = await import("${name}"); if (Object.keys(m).length === 0) throw new Error("exports nothing");`;
      execFileSync(process.execPath, ["--input-type=module", "-e", lines], { cwd: project, stdio: "pipe" });
    } catch (error) {
      problems.push(
        `${name}: cannot be imported from its tarball\n${(error as { stderr?: Buffer }).stderr?.toString() ?? error}`,
      );
    }
  }
  console.log(`${entries.length} packages import from their tarballs in an empty project`);
  runReadme(project);
}

/** Runs the first program of the README against the published files, on the oldest Node that the packages promise. */
function runReadme(project: string): void {
  const [, program] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8")) ?? [];
  if (program === undefined) {
    problems.push("README.md: no program to run");
    return;
  }
  writeFileSync(join(project, "readme.ts"), program);
  try {
    const oldest = [
      "-y",
      "node@22.13.0",
      "--experimental-strip-types",
      "--disable-warning=ExperimentalWarning",
    ];
    const printed = execFileSync("npx", [...oldest, "readme.ts"], { cwd: project, stdio: "pipe" });
    console.log(`The README's program runs from them on Node 22.13:\n${printed.toString().trimEnd()}`);
  } catch (error) {
    problems.push(
      `README.md: its program does not run on Node 22.13\n${(error as { stderr?: Buffer }).stderr?.toString() ?? error}`,
    );
  }
}
