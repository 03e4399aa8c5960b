import { expect, test } from "vitest";
import { look } from "../overview.ts";
import { testTown } from "../testing/town.ts";
import { table } from "./index.ts";

const counts = async (town: Awaited<ReturnType<typeof testTown>>) => {
  const { rows } = table("funnel", await look(town.store, town.options()));
  return Object.fromEntries(rows.map(({ key, cells }) => [key, cells[1]]));
};

test("who comes back after a drop before the intake arrives with the first conversation", async () => {
  const town = await testTown();
  const { refers, drops, gives, clock } = town;
  const referral = await refers("r1");
  await drops(referral);
  await gives("coach", { type: "GiveFeedback", referral, message: "stopped", via: "phone" });
  expect(await counts(town)).toMatchObject({ referred: 1, arrived: 0, intake: 0, ended: 1 });
  await gives("coach", { type: "ReopenReferral", referral, reason: "cameBack" });
  clock.at = "2026-01-06T08:00:00.000Z";
  await gives("coordinator", { type: "AssignCoach", referral, coach: "coach-1" });
  await gives("coach", { type: "HoldConversation", referral, mode: "homeVisit" });
  expect(await counts(town)).toMatchObject({ referred: 1, arrived: 1, intake: 1, ended: 0 });
});

test("who takes part has arrived, also where no contact was written down before", async () => {
  const town = await testTown();
  const { refers, talks, takesPart, store } = town;
  const referral = await refers("r1");
  await talks(referral);
  await takesPart(referral);
  // As in a course, which people may join without a conversation.
  const withoutContact = {
    async *read(...given: Parameters<typeof store.read>) {
      for await (const batch of store.read(...given))
        yield batch.filter(({ type }) => type !== "ConversationHeld");
    },
  };
  const { rows } = table(
    "funnel",
    await look({ ...store, ...withoutContact } as typeof store, town.options()),
  );
  const arrived = rows.find(({ key }) => key === "arrived");
  expect(arrived?.cells[1]).toBe(1);
});
