import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inMemoryKeyStore, KeyUnreadable } from "./key-store.ts";
import { openVault, SealBroken } from "./vault.ts";
import { wrappedKeys } from "./wrapped-keys.ts";

const note = "wil graag wandelen, liefst niet alleen";

describe("a sealed field", () => {
  test("opens for the resident and the field it was sealed for, and for nothing else", async () => {
    const vault = openVault({ keys: inMemoryKeyStore() });
    const sealed = await vault.seal("k1.a", "note", note);
    await vault.seal("k1.b", "note", note);

    expect(await vault.unseal("k1.a", "note", sealed)).toEqual({ forgotten: false, plaintext: note });
    await expect(vault.unseal("k1.a", "name", sealed)).rejects.toThrow(SealBroken);
    // The key of somebody else is another key, and for that resident this text was never there.
    expect(await vault.unseal("k1.b", "note", sealed)).toEqual({ forgotten: true });
  });

  test("does not open for a resident to whom the key was copied", async () => {
    const keys = inMemoryKeyStore();
    const vault = openVault({ keys });
    const sealed = await vault.seal("k1.a", "note", note);
    const key = await keys.get("k1.a");
    if (key) await keys.create("k1.b", key);

    await expect(vault.unseal("k1.b", "note", sealed)).rejects.toThrow(SealBroken);
  });

  test("is different each time, so that equal notes cannot be told", async () => {
    const vault = openVault({ keys: inMemoryKeyStore() });
    expect(await vault.seal("k1.a", "note", note)).not.toBe(await vault.seal("k1.a", "note", note));
  });

  test("is repeatable when the random source is", async () => {
    const counting = () => {
      let calls = 0;
      return (size: number) => new Uint8Array(size).fill(++calls);
    };
    const seal = () => openVault({ keys: inMemoryKeyStore(), random: counting() }).seal("k1.a", "note", note);
    expect(await seal()).toBe(await seal());
    expect(await seal()).toMatch(/^sealed:1:0101010101010101:AwMDAwMDAwMDAwMD:[\w-]+$/);
  });

  test("gives back any text as it was, and shows none of it", async () => {
    const vault = openVault({ keys: inMemoryKeyStore() });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 200 }), fc.string(), async (text, field) => {
        const sealed = await vault.seal("k1.a", field, text);
        expect(sealed).toMatch(/^sealed:[\w:-]+$/);
        expect(await vault.unseal("k1.a", field, sealed)).toEqual({ forgotten: false, plaintext: text });
      }),
      { numRuns: 100 * Number(process.env.WOR_RUNS ?? 1) },
    );
  });

  test("with any one character changed never opens", async () => {
    const vault = openVault({ keys: inMemoryKeyStore() });
    const sealed = await vault.seal("k1.a", "note", note);
    for (const [i, character] of [...sealed].entries()) {
      const changed = sealed.slice(0, i) + (character === "A" ? "B" : "A") + sealed.slice(i + 1);
      const outcome = await vault.unseal("k1.a", "note", changed).catch((error: unknown) => error);
      const opened = typeof outcome === "object" && outcome !== null && "plaintext" in outcome;
      expect([i, opened]).toEqual([i, false]);
    }
  });

  test("has one spelling only: bits that decoding ignores may not be set", async () => {
    const vault = openVault({ keys: inMemoryKeyStore() });
    const sealed = await vault.seal("k1.a", "note", "abc"); // 19 bytes with the tag: four bits are ignored
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const respelled = sealed.slice(0, -1) + alphabet[alphabet.indexOf(sealed.slice(-1)) + 1];
    await expect(vault.unseal("k1.a", "note", respelled)).rejects.toThrow(SealBroken);
  });

  test.each([
    "",
    "sealed:",
    note,
    "sealed:2:0101010101010101:AgICAgICAgICAgIC:AAAAAAAAAAAAAAAAAAAAAAAA",
    "sealed:1:x:y:z",
  ])("is not any text: %j", async (text) => {
    const vault = openVault({ keys: inMemoryKeyStore() });
    await expect(vault.unseal("k1.a", "note", text)).rejects.toThrow(SealBroken);
  });

  test("that is broken tells the field and nothing of the text", async () => {
    const vault = openVault({ keys: inMemoryKeyStore() });
    const error = await vault.unseal("k1.a", "note", note).catch((thrown: unknown) => thrown);
    expect(inspect(error)).toContain('"note"');
    expect(inspect(error)).not.toContain("wandelen");
  });
});

describe("a resident who is forgotten", () => {
  test("can be read by nobody any more, and others still can", async () => {
    const vault = openVault({ keys: inMemoryKeyStore() });
    const sealed = await vault.seal("k1.a", "note", note);
    const other = await vault.seal("k1.b", "note", note);

    expect(await vault.forget("k1.a")).toBe(true);

    expect(await vault.unseal("k1.a", "note", sealed)).toEqual({ forgotten: true });
    expect(await vault.unseal("k1.b", "note", other)).toEqual({ forgotten: false, plaintext: note });
    expect(await vault.forget("k1.a")).toBe(false);
  });

  test("and comes back gets a new key, which opens nothing of before", async () => {
    const vault = openVault({ keys: inMemoryKeyStore() });
    const before = await vault.seal("k1.a", "note", note);
    await vault.forget("k1.a");
    const after = await vault.seal("k1.a", "note", "een nieuw begin");

    expect(await vault.unseal("k1.a", "note", before)).toEqual({ forgotten: true });
    expect(await vault.unseal("k1.a", "note", after)).toEqual({
      forgotten: false,
      plaintext: "een nieuw begin",
    });
  });
});

test("notes sealed at the same moment for a resident without a key all open", async () => {
  const vault = openVault({ keys: inMemoryKeyStore() });
  const sealed = await Promise.all(["a", "b", "c", "d"].map((text) => vault.seal("k1.a", "note", text)));
  const opened = await Promise.all(sealed.map((one) => vault.unseal("k1.a", "note", one)));
  expect(opened.map((one) => !one.forgotten && one.plaintext)).toEqual(["a", "b", "c", "d"]);
});

describe("keys wrapped under a key-encryption key", () => {
  const wrappingKey = new Uint8Array(32).fill(5);

  test("are nowhere in clear in the store beneath", async () => {
    const beneath = inMemoryKeyStore();
    const keys = wrappedKeys({ keys: beneath, wrappingKey });
    const key = await keys.create("k1.a", { id: "0011223344556677", secret: new Uint8Array(32).fill(9) });

    expect(Buffer.from(key.secret).equals(Buffer.alloc(32, 9))).toBe(true);
    const kept = await beneath.get("k1.a");
    expect(Buffer.from(kept?.secret ?? []).includes(Buffer.alloc(8, 9))).toBe(false);
  });

  test("serve a vault as bare ones do", async () => {
    const vault = openVault({ keys: wrappedKeys({ keys: inMemoryKeyStore(), wrappingKey }) });
    const sealed = await vault.seal("k1.a", "note", note);
    expect(await vault.unseal("k1.a", "note", sealed)).toEqual({ forgotten: false, plaintext: note });
    await vault.forget("k1.a");
    expect(await vault.unseal("k1.a", "note", sealed)).toEqual({ forgotten: true });
  });

  test("under another key-encryption key are unreadable, which is not the same as forgotten", async () => {
    const beneath = inMemoryKeyStore();
    const sealed = await openVault({ keys: wrappedKeys({ keys: beneath, wrappingKey }) }).seal(
      "k1.a",
      "note",
      note,
    );
    const other = openVault({ keys: wrappedKeys({ keys: beneath, wrappingKey: new Uint8Array(32) }) });
    await expect(other.unseal("k1.a", "note", sealed)).rejects.toThrow(KeyUnreadable);
  });

  test("cannot be moved to another resident", async () => {
    const beneath = inMemoryKeyStore();
    const keys = wrappedKeys({ keys: beneath, wrappingKey });
    await keys.create("k1.a", { id: "0011223344556677", secret: new Uint8Array(32) });
    const kept = await beneath.get("k1.a");
    if (kept) await beneath.create("k1.b", kept);
    await expect(keys.get("k1.b")).rejects.toThrow(KeyUnreadable);
  });

  test("need a key-encryption key of 32 bytes", () => {
    expect(() => wrappedKeys({ keys: inMemoryKeyStore(), wrappingKey: new Uint8Array(16) })).toThrow(
      RangeError,
    );
  });
});
