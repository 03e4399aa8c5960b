import { describe, expect, test } from "vitest";
import { coach, coordinator, town } from "./testing/town-with-rules.ts";

const second = { id: "coach-2", role: "coach" } as const;

/** Two processes on one log, where the first has come to know a referral of `coach` by heart. */
async function guided() {
  const { refers, does, refuses, engine, engineOn } = town({ ownReferralsOnly: ["coach"] });
  const referral = await refers("resident-1");
  for (const one of [coach, second]) await does(coordinator, { type: "RegisterCoach", coach: one.id });
  await does(coordinator, { type: "AssignCoach", referral, coach: coach.id });
  const talk = { type: "HoldConversation", referral, mode: "homeVisit" } as const;
  await does(coach, talk);
  const elsewhere = engineOn();
  const handOver = async () => {
    const executed = await elsewhere.execute(
      { type: "AssignCoach", referral, coach: second.id },
      { actor: coach },
    );
    expect(executed.ok).toBe(true);
  };
  return { referral, talk, engine, refuses, handOver };
}

describe("coaches who are kept to their own", () => {
  test("are judged by who guides now, also where another process was told last", async () => {
    const { talk, refuses, handOver } = await guided();
    expect(await refuses(second, talk)).toBe("not-yours");
    await handOver();
    expect(await refuses(coach, talk)).toBe("not-yours");
    expect(await refuses(second, talk)).toBe("done");
  });

  test("hand over once when both sides act at the same moment: whoever is late is told so", async () => {
    const { talk, engine, handOver } = await guided();
    const [, late] = await Promise.all([handOver(), engine.execute(talk, { actor: coach })]);
    const after = await engine.execute(talk, { actor: coach });
    expect(late.ok || late.rejection.code === "not-yours").toBe(true);
    expect(after).toMatchObject({ ok: false, rejection: { code: "not-yours" } });
  });

  test("are not told what somebody else did before, by giving the same command under the same id", async () => {
    const { referral, engine } = await guided();
    const handOver = { type: "AssignCoach", referral, coach: second.id } as const;
    const third = { id: "coach-3", role: "coach" } as const;
    expect(await engine.execute(handOver, { actor: coach, commandId: "k" })).toMatchObject({ ok: true });
    expect(await engine.execute(handOver, { actor: coach, commandId: "k" })).toMatchObject({
      repeated: true,
    });
    expect(await engine.execute(handOver, { actor: coordinator, commandId: "k" })).toMatchObject({
      repeated: true,
    });
    expect(await engine.execute(handOver, { actor: third, commandId: "k" })).toMatchObject({
      rejection: { code: "not-yours" },
    });
  });

  test("read what they may do as it is refused", async () => {
    const { referral, engine } = await guided();
    const answer = await engine.allowed(referral, { actor: second });
    const codes = answer.ok && answer.commands.flatMap((one) => (one.allowed ? [] : one.because.code));
    expect(answer.ok && answer.commands.some(({ allowed }) => allowed)).toBe(false);
    expect(codes).toContain("not-yours");
  });

  test("see what is theirs, and nothing of another's", async () => {
    const { referral, engine, handOver } = await guided();
    for (const read of [engine.referral, engine.history, engine.nextSteps]) {
      expect(await read(referral, { actor: coach })).toMatchObject({ ok: true });
      const no = await read(referral, { actor: second });
      expect(no).toMatchObject({ ok: false, rejection: { code: "not-yours-to-see" } });
    }
    const listed = async (actor: typeof coach | typeof second) => {
      const open = await engine.openReferrals({ actor });
      return open.ok && open.referrals.map(({ state }) => state.record.id);
    };
    expect([await listed(coach), await listed(second)]).toEqual([[referral], []]);
    await handOver();
    expect([await listed(coach), await listed(second)]).toEqual([[], [referral]]);
  });
});

describe("a resident", () => {
  test("sees their own referral, whatever the variant says, and nobody else's", async () => {
    const { refers, engine } = town({});
    const [own, other] = [await refers("resident-1"), await refers("resident-2")];
    const actor = { id: "resident-1", role: "resident" } as const;
    expect(await engine.referral(own, { actor })).toMatchObject({ ok: true });
    expect(await engine.referral(other, { actor })).toMatchObject({
      ok: false,
      rejection: { code: "not-yours-to-see", message: { nl: expect.stringContaining("inwoner") } },
    });
    const open = await engine.openReferrals({ actor });
    expect(open.ok && open.referrals.map(({ state }) => state.record.id)).toEqual([own]);
  });
});

describe("who does not say who they are", () => {
  test("is shown nothing", async () => {
    const { refers, engine } = town({});
    const referral = await refers("resident-1");
    const nobody = { actor: { id: "", role: "coach" } } as const;
    for (const answer of [await engine.referral(referral, nobody), await engine.openReferrals(nobody)])
      expect(answer).toMatchObject({
        ok: false,
        rejection: { code: "invalid-command", details: { path: "actor.id" } },
      });
  });
});
