import type { Database } from "./database.ts";

/**
 * Tells listening processes that something was appended: at once, and then at most every 50 ms.
 *
 * Not in the append's own transaction: a transaction that notifies holds a lock of the whole server while it
 * commits, so that no two of them could share a write to disk.
 */
export function announcer(database: Database): { announce(): void; finish(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let unsaid = false;
  let saying: Promise<unknown> = Promise.resolve();

  function say(): void {
    unsaid = false;
    // Who listens also looks now and then, so an announcement that fails only makes news late.
    saying = database.run("announce", "SELECT pg_notify($1, '')", [database.channel]).catch(() => {});
    timer = setTimeout(() => {
      timer = undefined;
      if (unsaid) say();
    }, 50);
  }

  return {
    announce() {
      if (timer) unsaid = true;
      else say();
    },
    async finish() {
      clearTimeout(timer);
      if (unsaid) say();
      clearTimeout(timer);
      await saying;
    },
  };
}
