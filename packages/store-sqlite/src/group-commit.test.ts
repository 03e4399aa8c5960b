import { expect, test } from "vitest";
import { GroupCommit, type Transactions } from "./group-commit.ts";

class Refusal extends Error {}

/** Transactions over a list of words, that tell what happened to them. */
function notebook(faults: { commit?: (written: readonly string[]) => void } = {}) {
  const written: string[] = [];
  const happened: string[] = [];
  let mark = 0;
  const transactions: Transactions = {
    async begin() {
      mark = written.length;
    },
    commit() {
      faults.commit?.(written.slice(mark));
      happened.push(`commit ${written.slice(mark).join("+")}`);
    },
    rollBack() {
      written.length = mark;
      happened.push("roll back");
    },
    isRefusal: (error) => error instanceof Refusal,
    async afterCommit() {},
  };
  const commits = new GroupCommit(transactions);
  const write = (word: string) =>
    commits.submit(() => written.push(word)).then(() => happened.push(`told ${word}`));
  return { transactions, commits, write, written, happened };
}

test("what waits at the same time is committed together, and nobody is told before", async () => {
  const { write, happened } = notebook();
  await Promise.all([write("a"), write("b"), write("c")]);
  expect(happened).toEqual(["commit a+b+c", "told a", "told b", "told c"]);
});

test("one that refuses does not concern its neighbours", async () => {
  const { commits, write, written } = notebook();
  const refuse = commits.submit(() => {
    throw new Refusal("no");
  });
  const others = Promise.all([write("a"), write("b")]);
  await expect(refuse).rejects.toThrow("no");
  await others;
  expect(written).toEqual(["a", "b"]);
});

test("when a shared transaction fails, each is done again by itself, in order", async () => {
  const tooMuch = (words: readonly string[]) => {
    if (words.join("").length > 5) throw new Error("disk full");
  };
  const { write, written, happened } = notebook({ commit: tooMuch });
  const results = await Promise.allSettled([write("a"), write("far too long"), write("b")]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(written).toEqual(["a", "b"]);
  expect(happened).toEqual(["roll back", "commit a", "told a", "roll back", "commit b", "told b"]);
});

test("when no transaction can be begun, all who wait are told, and the next may try", async () => {
  let locked = true;
  const { transactions } = notebook();
  const commits = new GroupCommit({
    ...transactions,
    async begin() {
      if (locked) throw new Error("locked");
    },
  });
  const results = await Promise.allSettled([1, 2, 3].map((nth) => commits.submit(() => nth)));
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  locked = false;
  expect(await commits.submit(() => 4)).toBe(4);
});

test("an error that is no refusal undoes what its job had written", async () => {
  const { commits, write, written } = notebook();
  const broken = commits.submit(() => {
    written.push("half");
    throw new Error("broken");
  });
  const other = write("a");
  await expect(broken).rejects.toThrow("broken");
  await other;
  expect(written).toEqual(["a"]);
});

test("the log is idle only when all that waited has been told", async () => {
  const { commits, write, happened } = notebook();
  const all = Promise.all([write("a"), write("b")]);
  await commits.drained();
  expect(happened).toContain("commit a+b");
  await all;
  await commits.drained();
});
