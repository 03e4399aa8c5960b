import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { link, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { directoryKeyStore } from "./directory-key-store.ts";
import { KeyUnreadable } from "./key-store.ts";
import { openVault } from "./vault.ts";

let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), "wor-keys-")), "log.keys");
});
afterEach(() => rm(join(path, ".."), { recursive: true }));

const vaultOn = (directory: string) => openVault({ keys: directoryKeyStore({ path: directory }) });

test("what one process sealed, another that opens the same directory can read", async () => {
  const sealed = await vaultOn(path).seal("k1.a", "note", "wandelen");
  expect(await vaultOn(path).unseal("k1.a", "note", sealed)).toEqual({
    forgotten: false,
    plaintext: "wandelen",
  });
});

test("only the owner can read the keys, and nothing is left lying around", async () => {
  await vaultOn(path).seal("k1.a", "note", "wandelen");
  await vaultOn(path).seal("k1.b", "note", "wandelen");
  const files = await readdir(path);
  expect(files).toHaveLength(2);
  expect((await stat(path)).mode & 0o777).toBe(0o700);
  for (const file of files) expect((await stat(join(path, file))).mode & 0o777).toBe(0o600);
});

test("a forgotten resident has no key on disk", async () => {
  const vault = vaultOn(path);
  const sealed = await vault.seal("k1.a", "note", "wandelen");
  expect(await vault.forget("k1.a")).toBe(true);
  expect(await readdir(path)).toEqual([]);
  expect(await vault.unseal("k1.a", "note", sealed)).toEqual({ forgotten: true });
  expect(await vault.forget("k1.a")).toBe(false);
});

test("nor has one whose key a process that was killed had half put down", async () => {
  const vault = vaultOn(path);
  const sealed = await vault.seal("k1.a", "note", "wandelen");
  const [file = ""] = await readdir(path);
  await link(join(path, file), join(path, file.replace(".json", `.${randomUUID()}.draft`)));
  const other = await vault.seal("k1.b", "note", "wandelen");
  expect(await vault.forget("k1.a")).toBe(true);
  expect(await readdir(path)).toHaveLength(1);
  expect(await vault.unseal("k1.a", "note", sealed)).toEqual({ forgotten: true });
  expect(await vault.unseal("k1.b", "note", other)).toMatchObject({ forgotten: false });
});

test("who is forgotten and sealed for at the same moment is forgotten, or known under a new key", async () => {
  const vault = vaultOn(path);
  const turns = Array.from({ length: 20 }, () => [
    vault.seal("k1.a", "note", "wandelen"),
    vault.forget("k1.a"),
  ]);
  await Promise.all(turns.flat());
  await vault.forget("k1.a");
  expect(await readdir(path)).toEqual([]);
});

test("a resident's name may hold anything a file name may not", async () => {
  const vault = vaultOn(path);
  const sealed = await vault.seal("../../a/b\0c", "note", "wandelen");
  expect(await vault.unseal("../../a/b\0c", "note", sealed)).toMatchObject({ forgotten: false });
  expect(await readdir(path)).toHaveLength(1);
});

test.each(["", "{}", '{"version":2}', "geen sleutel"])(
  "a damaged key file is unreadable, not forgotten: %j",
  async (damage) => {
    const vault = vaultOn(path);
    const sealed = await vault.seal("k1.a", "note", "wandelen");
    const [file = ""] = await readdir(path);
    const secret = /"secret":"([^"]+)"/.exec(await readFile(join(path, file), "utf8"))?.[1] ?? "";
    await writeFile(join(path, file), damage);
    const error = await vault.unseal("k1.a", "note", sealed).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(KeyUnreadable);
    expect(String(error)).not.toContain(secret);
  },
);

test("processes that seal for the same new resident at once share one key", async () => {
  const program = `
    import { directoryKeyStore, openVault } from "@wor/privacy";
    const vault = openVault({ keys: directoryKeyStore({ path: process.argv[1] }) });
    for (let i = 0; i < 20; i++) console.log(await vault.seal("k1." + i, "note", "wandelen"));
  `;
  const run = async () => {
    const flags = ["--conditions=@wor/source", "--input-type=module", "--eval", program, path];
    const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd: import.meta.dirname });
    return stdout.trim().split("\n");
  };
  const sealed = await Promise.all([run(), run(), run()]);
  const opened = await Promise.all(
    sealed.flatMap((lines) => lines.map((line, i) => vaultOn(path).unseal(`k1.${i}`, "note", line))),
  );
  expect(opened).toHaveLength(60);
  expect(opened.every((one) => !one.forgotten && one.plaintext === "wandelen")).toBe(true);
});
