import type { ReferralState } from "@wor/lifecycle";
import { describe, expect, test } from "vitest";
import type { Access } from "./access.ts";
import { coach, coordinator, gp, town } from "./testing/town-with-rules.ts";

describe("reading", () => {
  test("a referral stands where its facts have brought it", async () => {
    const { engine, refers, does } = town();
    const referral = await refers("resident-1");
    await does(coach, { type: "HoldConversation", referral, mode: "homeVisit" });
    expect(await engine.referral(referral, { actor: coach })).toMatchObject({
      ok: true,
      state: { place: { lifecycle: "intake.conversing", coach: "missing", feedback: "notOwed" } },
    });
  });

  test("the history tells each event with where the referral stood after it", async () => {
    const { engine, refers, does } = town();
    const referral = await refers("resident-1");
    await does(coach, { type: "HoldConversation", referral, mode: "homeVisit" });
    const history = await engine.history(referral, { actor: coach });
    expect(
      history.ok && history.moments.map(({ event, state }) => [event.type, state.place.lifecycle]),
    ).toEqual([
      ["ReferralRegistered", "referred.triage"],
      ["ReferralAccepted", "referred.contacting"],
      ["IntakeStarted", "intake.conversing"],
      ["ConversationHeld", "intake.conversing"],
    ]);
  });

  test("what an actor may do now, and for what not, why", async () => {
    const { engine, refers } = town();
    const referral = await refers("resident-1");
    const asked = async (actor: typeof coach | typeof gp, command: string) => {
      const answer = await engine.allowed(referral, { actor });
      const found = answer.ok ? answer.commands.find((one) => one.command === command) : undefined;
      return found?.allowed === false ? found.because.code : found?.allowed;
    };
    expect(await asked(coach, "HoldConversation")).toBe(true);
    expect(await asked(gp, "HoldConversation")).toBe("not-permitted");
    expect(await asked(coach, "PauseParticipation")).toBe("not-in-this-state");
  });

  test("open referrals come with their next steps, the soonest first", async () => {
    const { engine, refers, clock } = town();
    const first = await refers("resident-1");
    clock.at = "2026-01-06T09:00:00.000Z";
    const second = await refers("resident-2");
    const open = await engine.openReferrals({ actor: coordinator });
    expect(open.ok && open.referrals.map(({ state }) => state.record.id)).toEqual([first, second]);
    expect(open.ok && open.referrals[0]?.steps[0]).toMatchObject({
      kind: "assignCoach",
      owner: { role: "coordinator" },
    });
  });

  test("whoever changes what was handed out changes only that", async () => {
    const { engine, engineOn, refers, does } = town();
    const referral = await refers("resident-1");
    const executed = await does(coach, { type: "HoldConversation", referral, mode: "homeVisit" });
    const spoil = (state: ReferralState | undefined) =>
      Object.assign(state?.record.conversations ?? {}, { count: 99 });
    for (const reader of [engine, engineOn()]) {
      const read = async () => {
        const [one, open] = [
          await reader.referral(referral, { actor: coach }),
          await reader.openReferrals({ actor: coordinator }),
        ];
        return [one.ok ? one.state : undefined, open.ok ? open.referrals[0]?.state : undefined];
      };
      for (const state of [executed.state, ...(await read())]) spoil(state);
      for (const state of await read()) expect(state?.record.conversations.count).toBe(1);
    }
    const next = await does(coach, { type: "HoldConversation", referral, mode: "homeVisit" });
    expect(next.state?.record.conversations.count).toBe(2);
  });

  test("every read is told to the access log, without what was read", async () => {
    const accesses: Access[] = [];
    const { engine, refers } = town({}, { accessLog: (access) => void accesses.push(access) });
    const referral = await refers("resident-1");
    await engine.history(referral, { actor: coach });
    expect(accesses).toEqual([
      { at: "2026-01-05T08:00:00.000Z", actor: coach, municipality: "testdorp", what: "history", referral },
    ]);
  });
});
