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

  test("read what they may do as it is refused", async () => {
    const { referral, engine } = await guided();
    const answer = await engine.allowed(referral, { actor: second });
    const codes = answer.ok && answer.commands.flatMap((one) => (one.allowed ? [] : one.because.code));
    expect(answer.ok && answer.commands.some(({ allowed }) => allowed)).toBe(false);
    expect(codes).toContain("not-yours");
  });
});
