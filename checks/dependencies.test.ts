import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";

/** Which package may import which of ours. A package that is not here does not exist. */
const mayImport: { readonly [name: string]: readonly string[] } = {
  lifecycle: [],
  "event-store": [],
  privacy: [],
  "registration-file": [],
  "store-sqlite": ["event-store"],
  "store-postgres": ["event-store"],
  engine: ["event-store", "lifecycle"],
  variants: ["lifecycle"],
  monitoring: ["engine", "event-store", "lifecycle"],
  "registration-import": ["engine", "lifecycle", "privacy", "registration-file"],
  simulation: ["engine", "event-store", "lifecycle", "monitoring"],
  fhir: ["engine", "event-store", "lifecycle"],
  cli: [
    "engine",
    "event-store",
    "lifecycle",
    "monitoring",
    "privacy",
    "registration-file",
    "registration-import",
    "simulation",
    "store-postgres",
    "store-sqlite",
    "variants",
  ],
};

const root = join(import.meta.dirname, "..");
const packages = readdirSync(join(root, "packages"));

describe.each(packages)("@wor/%s", (name) => {
  const folder = join(root, "packages", name);
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;

  test("depends only on packages below it", () => {
    const own = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
      .filter((dependency) => dependency.startsWith("@wor/"))
      .map((dependency) => dependency.slice("@wor/".length));
    expect(mayImport).toHaveProperty([name]);
    expect(own.filter((dependency) => !mayImport[name]?.includes(dependency))).toEqual([]);
  });

  test("imports in published files only what it declares, and never another package's inside", () => {
    const declared = [
      ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
      manifest.name,
    ];
    const wrong = sources(folder).flatMap((file) =>
      importsOf(file)
        .filter((specifier) => !isFine(specifier, file, folder, declared))
        .map((specifier) => `${relative(root, file)} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });
});

test("XState is touched in one folder only", () => {
  const elsewhere = packages
    .flatMap((name) => sources(join(root, "packages", name)))
    .filter((file) => importsOf(file).some((specifier) => /^xstate(\/|$)/.test(specifier)))
    .map((file) => relative(root, dirname(file)));
  expect(new Set(elsewhere)).toEqual(new Set(["packages/lifecycle/src/machine"]));
});

test("every package is built by the root project", () => {
  const { references } = JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8")) as {
    references: { path: string }[];
  };
  expect(references.map((one) => one.path)).toEqual(
    expect.arrayContaining(packages.map((one) => `packages/${one}`)),
  );
});

interface Manifest {
  readonly name: string;
  readonly dependencies?: { readonly [name: string]: string };
  readonly peerDependencies?: { readonly [name: string]: string };
}

/** The files that are published as code: no tests, and nothing that only tests use. */
function sources(folder: string): string[] {
  return readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/\.test\.ts$|(^|\/)testing\//.test(file))
    .map((file) => join(folder, "src", file));
}

const importsOf = (file: string): string[] =>
  [
    ...readFileSync(file, "utf8").matchAll(
      /^(?:import|export)\s[^"'`;]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? "");

function isFine(specifier: string, file: string, folder: string, declared: readonly string[]): boolean {
  if (specifier.startsWith("node:")) return true;
  if (specifier.startsWith(".")) return !relative(folder, join(dirname(file), specifier)).startsWith("..");
  return declared.some((one) => specifier === one || specifier.startsWith(`${one}/`));
}
