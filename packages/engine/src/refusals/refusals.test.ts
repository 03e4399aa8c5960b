import { type EventStore, inMemoryEventStore } from "@wor/event-store";
import { describe, expect, test } from "vitest";
import { differently } from "../testing/town.ts";
import { coach, gp, registration, town } from "../testing/town-with-rules.ts";
import { refusalLog } from "./refusal-log.ts";

/** A town of which what is refused is kept beside its log. */
function keeping(store: EventStore = inMemoryEventStore(), onTrouble: (error: unknown) => void = () => {}) {
  const refusals = refusalLog(store, { onTrouble });
  const kept = async () => {
    await refusals.settled();
    return await refusals.of("testdorp");
  };
  return { ...town({}, { refusals: refusals.tell }), kept };
}

describe("a refused command", () => {
  test("is known beside the log, and leaves nothing in it", async () => {
    const { refers, refuses, log, kept } = keeping();
    const referral = await refers("resident-1");
    const before = await log();
    await refuses(gp, registration("resident-1"));
    expect(await kept()).toEqual([
      {
        at: "2026-01-05T08:00:00.000Z",
        municipality: "testdorp",
        code: "referral-already-open",
        command: "RegisterReferral",
        role: "referrer",
        organisation: "practice-1",
        profession: "gp",
        practice: "practice-1",
        pathway: "individual",
        referral,
      },
    ]);
    expect(await log()).toEqual(before);
  });

  test("tells neither who asked nor about whom", async () => {
    const { refers, refuses, kept } = keeping();
    await refers("resident-1");
    await refuses(gp, registration("resident-1"));
    const text = JSON.stringify(await kept());
    expect(text).not.toContain("resident-1");
    expect(text).not.toContain(gp.id);
  });

  test("that is given again under the same id counts once", async () => {
    const { engine, refers, kept } = keeping();
    await refers("resident-1");
    const given = { actor: gp, commandId: "form-18" };
    await engine.execute(registration("resident-1"), given);
    await engine.execute(registration("resident-1"), given);
    expect(await kept()).toMatchObject([{ commandId: "form-18" }]);
  });

  test("that was no command at all is nobody's refusal", async () => {
    const told: unknown[] = [];
    const { engine } = town({}, { refusals: (one) => void told.push(one) });
    await engine.execute({ type: "RegisterReferral" } as never, { actor: gp });
    await engine.execute(null as never, { actor: gp });
    await engine.execute(registration("resident-1"), { actor: gp, municipality: "elsewhere" });
    expect(told).toEqual([]);
  });

  test.each([
    ["nothing was said of who asks", undefined],
    ["nobody asks", {}],
    ["who asks is in no role there is", { actor: { id: "somebody", role: "mayor" } }],
    ["who asks gives a name", { actor: { id: "somebody", role: "coach", organisation: "J. de Vries" } }],
    ["the command's id is no key", { actor: gp, commandId: "J. de Vries" }],
  ])("is answered and not kept when %s", async (_, given) => {
    const told: unknown[] = [];
    const { engine } = town({}, { refusals: (one) => void told.push(one) });
    expect(await engine.execute(registration("resident-1"), given as never)).toMatchObject({
      rejection: { code: "invalid-command" },
    });
    expect(told).toEqual([]);
  });

  test("of another kind is not kept unless it is asked for", async () => {
    const { refers, refuses, kept } = keeping();
    const referral = await refers("resident-1");
    expect(await refuses(coach, { type: "CompleteParticipation", referral, outcome: "goalsMet" })).not.toBe(
      "done",
    );
    expect(await kept()).toEqual([]);
  });

  test("is answered also when it cannot be kept, which is told", async () => {
    const troubles: unknown[] = [];
    const broken = differently(inMemoryEventStore(), {
      append: async () => {
        throw new Error("the disk is full");
      },
    });
    const { refers, refuses, kept } = keeping(broken, (error) => troubles.push(error));
    await refers("resident-1");
    expect(await refuses(gp, registration("resident-1"))).toBe("referral-already-open");
    expect(await kept()).toEqual([]);
    expect(troubles).toMatchObject([{ message: "the disk is full" }]);
  });

  test("is answered also when whoever is told of it throws or never answers", async () => {
    for (const refusals of [
      () => {
        throw new Error("no");
      },
      () => Promise.reject(new Error("no")),
      () => new Promise<void>(() => {}),
    ]) {
      const { refers, refuses } = town({}, { refusals });
      await refers("resident-1");
      expect(await refuses(gp, registration("resident-1"))).toBe("referral-already-open");
    }
  });
});
