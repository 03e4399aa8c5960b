import { AppendConditionFailed } from "@wor/event-store";
import type { CommandInput } from "@wor/lifecycle";
import { describe, expect, test } from "vitest";
import type { Given } from "./asked.ts";
import { differently } from "./testing/town.ts";
import { coach, coordinator, gp, registration, town, variantOf } from "./testing/town-with-rules.ts";

describe("giving a command", () => {
  test("appends what it leads to, with who, when and on whose command", async () => {
    const { engine, log } = town();
    const executed = await engine.execute(registration("resident-1"), {
      actor: gp,
      commandId: "form-17",
      correlationId: "visit-3",
    });
    expect(executed).toMatchObject({ ok: true, repeated: false });
    const events = await log();
    expect(events.map((one) => one.type)).toEqual(["ReferralRegistered", "ReferralAccepted"]);
    expect(events[0]).toMatchObject({
      municipality: "testdorp",
      actor: gp,
      commandId: "form-17",
      correlationId: "visit-3",
      occurredAt: "2026-01-05T08:00:00.000Z",
      recordedAt: "2026-01-05T08:00:00.000Z",
    });
    expect(events[0]?.tags).toEqual(
      expect.arrayContaining(["resident:resident-1", "practice:practice-1", "command:form-17"]),
    );
  });

  test("given again under the same id does nothing, and answers as the first time", async () => {
    const { engine, log } = town();
    const given = { actor: gp, commandId: "form-17" };
    const first = await engine.execute(registration("resident-1"), given);
    const again = await engine.execute(registration("resident-1"), given);
    expect(again).toMatchObject({ ok: true, repeated: true, events: first.ok && first.events });
    expect(await log()).toHaveLength(2);
  });

  test("given again by another process, under the same id, does nothing either", async () => {
    const { engine, engineOn, log } = town();
    const given = { actor: gp, commandId: "form-17" };
    await engine.execute(registration("resident-1"), given);
    expect(await engineOn().execute(registration("resident-1"), given)).toMatchObject({
      ok: true,
      repeated: true,
    });
    expect(await log()).toHaveLength(2);
  });

  test("that is refused writes nothing", async () => {
    const { refers, refuses, log } = town();
    await refers("resident-1");
    const before = await log();
    expect(await refuses(gp, registration("resident-1"))).toBe("referral-already-open");
    expect(await log()).toEqual(before);
  });

  test("names the open referral when the same resident comes by another route", async () => {
    const { engine, refers } = town();
    const open = await refers("resident-1");
    const elsewhere = {
      ...registration("resident-1"),
      channel: "informationPoint",
      referrer: { profession: "gp" as const },
    };
    const executed = await engine.execute(elsewhere, { actor: coordinator });
    expect(executed).toMatchObject({
      ok: false,
      rejection: { code: "referral-already-open", details: { referral: open } },
    });
  });

  test("finds the open referral under the key before, while keys are being replaced, whoever comes first", async () => {
    const { engine, refuses } = town();
    const replaced = { ...registration("new.1"), formerResident: "old.1" };
    await engine.execute(registration("old.1"), { actor: gp });
    expect(await refuses(gp, replaced)).toBe("referral-already-open");

    const other = { ...registration("new.2"), formerResident: "old.2" };
    await engine.execute(other, { actor: gp });
    expect(await refuses(gp, registration("old.2"))).toBe("referral-already-open");
    expect(await refuses(gp, registration("new.2"))).toBe("referral-already-open");
  });

  test("wins once when many register the same resident at the same time", async () => {
    const { engineOn, log } = town();
    const executed = await Promise.all(
      Array.from({ length: 20 }, () => engineOn().execute(registration("resident-1"), { actor: gp })),
    );
    expect(executed.filter((one) => one.ok)).toHaveLength(1);
    expect((await log()).filter((one) => one.type === "ReferralRegistered")).toHaveLength(1);
  });

  test("is decided on the log, not on what this process remembers", async () => {
    const { engine, engineOn, refers, does } = town();
    await does(coordinator, { type: "RegisterCoach", coach: "coach-1" });
    const referral = await refers("resident-1");
    await engineOn().execute({ type: "AssignCoach", referral, coach: "coach-1" }, { actor: coordinator });
    const executed = await engine.execute(
      { type: "ReleaseCoach", referral, reason: "handover" },
      { actor: coordinator },
    );
    expect(executed).toMatchObject({ ok: true });
  });

  test("gives up in words when others are first every time", async () => {
    const { engineOn, store } = town();
    const always = differently(store, {
      append: () =>
        Promise.reject(new AppendConditionFailed({ failIfEventsMatch: { municipality: "testdorp" } }, [])),
    });
    const executed = await engineOn({ store: always }).execute(registration("resident-1"), { actor: gp });
    expect(executed).toMatchObject({ ok: false, rejection: { code: "conflict" } });
  });

  test("does not hide that the log is broken", async () => {
    const { engineOn, store } = town();
    const broken = differently(store, { append: () => Promise.reject(new Error("the disk is gone")) });
    await expect(
      engineOn({ store: broken }).execute(registration("resident-1"), { actor: gp }),
    ).rejects.toThrow("the disk is gone");
  });
});

describe("what comes in wrong", () => {
  const wrong = [
    ["an unknown field", { ...registration("resident-1"), favouriteColour: "red" }, "favouriteColour"],
    [
      "an impossible date",
      { ...registration("resident-1"), occurredAt: "2026-02-30T09:00:00.000Z" },
      "occurredAt",
    ],
    ["a name instead of a key", { ...registration("Jan de Boer") }, "resident"],
    ["free text in clear", { ...registration("resident-1"), helpQuestion: "feels alone" }, "helpQuestion"],
    ["a command that does not exist", { type: "ForgetEverything" }, "type"],
  ] as const;

  test.each(wrong)("%s is named, and nothing is written", async (_, command, path) => {
    const { engine, log } = town();
    const executed = await engine.execute(command as never, { actor: gp });
    expect(executed).toMatchObject({ ok: false, rejection: { code: "invalid-command", details: { path } } });
    expect(await log()).toEqual([]);
  });

  test("an actor with a name instead of a key is refused", async () => {
    const { engine } = town();
    const executed = await engine.execute(registration("resident-1"), {
      actor: { id: "Dr. P. Jansen", role: "referrer" },
    });
    expect(executed).toMatchObject({ ok: false, rejection: { details: { path: "actor.id" } } });
  });

  test("a resident is found under every key there was, also when two machines are at it", async () => {
    const { engine, engineOn } = town();
    const given = { actor: coordinator };
    await engine.execute(registration("key-1.p"), given);
    const keys = { formerResident: "key-2.p", alsoKnownAs: ["key-1.p"] };
    const later = { ...registration("key-3.p"), ...keys };
    const refused = { ok: false, rejection: { code: "referral-already-open" } };
    expect(await engine.execute(later, given)).toMatchObject(refused);
    expect(await engineOn().execute(later, given)).toMatchObject(refused);
    const atOnce = await Promise.all([
      engine.execute(
        { ...registration("key-3.q"), formerResident: "key-2.q", alsoKnownAs: ["key-1.q"] },
        given,
      ),
      engineOn().execute(registration("key-2.q"), given),
    ]);
    expect(atOnce.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test.each([
    ["a command id that is too long for the log", { commandId: "x".repeat(241) }, "commandId"],
    ["a command id that is no text", { commandId: null as never }, "commandId"],
    ["a correlation id that is empty", { correlationId: "" }, "correlationId"],
    ["a causation id that is too long", { causationId: "x".repeat(257) }, "causationId"],
  ] as const)("%s is named, and nothing is written", async (_, ids, path) => {
    const { engine, log } = town();
    const executed = await engine.execute(registration("resident-1"), { actor: gp, ...ids });
    expect(executed).toMatchObject({ ok: false, rejection: { code: "invalid-command", details: { path } } });
    expect(await log()).toEqual([]);
  });

  test("the longest command id fits into the log", async () => {
    const { engine } = town();
    const given = { actor: gp, commandId: "x".repeat(240), correlationId: "y".repeat(256) };
    expect(await engine.execute(registration("resident-1"), given)).toMatchObject({ ok: true });
  });

  test("a command id that was given to a command about somebody else is no repeat", async () => {
    const { engine, refers } = town();
    const given = { actor: coordinator, commandId: "form-1" };
    await engine.execute(registration("resident-1"), given);
    const mistaken = { ok: false, rejection: { code: "invalid-command", details: { path: "commandId" } } };
    expect(await engine.execute(registration("resident-2"), given)).toMatchObject(mistaken);
    const referral = await refers("resident-3");
    const drop = { type: "DropReferral", referral, reason: "moved", initiator: "resident" } as const;
    expect(await engine.execute(drop, given)).toMatchObject(mistaken);
    const underNewKey = { ...registration("new.1"), formerResident: "resident-1" };
    expect(await engine.execute(underNewKey, given)).toMatchObject({ ok: true, repeated: true });
  });

  test.each<[string, CommandInput, CommandInput]>([
    [
      "to another coach",
      { type: "RegisterCoach", coach: "coach-1" },
      { type: "RegisterCoach", coach: "coach-2" },
    ],
    [
      "to another command about the same coach",
      { type: "RegisterCoach", coach: "coach-1" },
      { type: "LetCoachDepart", coach: "coach-1", reason: "otherJob" },
    ],
    [
      "to another activity",
      { type: "OfferActivity", activity: "choir", kind: "singing" },
      { type: "OfferActivity", activity: "walking", kind: "outing" },
    ],
    [
      "to another pathway",
      { type: "CloseIntake", reason: "noCoach" },
      { type: "CloseIntake", pathway: "cohort", reason: "noCoach" },
    ],
  ])("a command id that was given %s is no repeat", async (_, first, second) => {
    const variants = [variantOf(), variantOf({ id: "course", pathway: "cohort" })];
    const { engine } = town({}, { variants });
    const given = { actor: coordinator, commandId: "form-1" };
    expect(await engine.execute(first, given)).toMatchObject({ ok: true, repeated: false });
    expect(await engine.execute(second, given)).toMatchObject({
      rejection: { code: "invalid-command", details: { path: "commandId" } },
    });
    expect(await engine.execute(first, given)).toMatchObject({ ok: true, repeated: true });
  });

  test("a command id under which the resident was registered does not answer for what is done next", async () => {
    const { engine, refers } = town();
    const given = { actor: coordinator, commandId: "form-1" };
    const referral = await refers("resident-1");
    const mistaken = { rejection: { code: "invalid-command", details: { path: "commandId" } } };
    await engine.execute({ type: "HoldConversation", referral, mode: "phone" }, given);
    const drop = { type: "DropReferral", referral, reason: "moved", initiator: "resident" } as const;
    expect(await engine.execute(drop, given)).toMatchObject(mistaken);
    expect(await engine.execute(registration("resident-1"), given)).toMatchObject(mistaken);
  });

  test("a referral that does not exist is not known", async () => {
    const { refuses } = town();
    expect(await refuses(coach, { type: "HoldConversation", referral: "nowhere", mode: "phone" })).toBe(
      "unknown-referral",
    );
  });

  test("a municipality whose variant is not loaded is not known", async () => {
    const { engine } = town();
    const executed = await engine.execute(registration("resident-1"), {
      actor: gp,
      municipality: "elsewhere",
    });
    expect(executed).toMatchObject({
      ok: false,
      rejection: { code: "unknown-variant", details: { available: ["testdorp@1"] } },
    });
  });

  test("with several municipalities, who does not say which is asked to", async () => {
    const { engine } = town(
      {},
      { variants: [variantOf(), variantOf({ id: "next", municipality: "next-town" })] },
    );
    const executed = await engine.execute(registration("resident-1"), { actor: gp });
    expect(executed).toMatchObject({
      rejection: { code: "invalid-command", details: { path: "municipality" } },
    });
    expect(!executed.ok && executed.rejection.message).toEqual({
      nl: "De opdracht klopt niet bij “municipality”: noem er een: testdorp, next-town.",
      en: 'The command is not right at "municipality": name one: testdorp, next-town.',
    });
    expect(await engine.openReferrals({ actor: gp })).toMatchObject({
      rejection: { code: "invalid-command" },
    });
  });

  test("a call without anybody who makes it is an answer, not an error", async () => {
    const { engine } = town();
    const nobody = undefined as unknown as Given;
    expect(await engine.execute(registration("resident-1"), nobody)).toMatchObject({
      rejection: {
        code: "invalid-command",
        details: { path: "actor" },
        message: { nl: "De opdracht klopt niet bij “actor”: dit ontbreekt, of kan hier niet." },
      },
    });
  });

  test("another municipality cannot see or touch a referral", async () => {
    const variants = [variantOf(), variantOf({ id: "next-town", municipality: "next-town" })];
    const { engine } = town({}, { variants });
    const registered = await engine.execute(registration("resident-1"), {
      actor: gp,
      municipality: "testdorp",
    });
    const referral = registered.ok ? (registered.state?.record.id ?? "") : "";
    const municipality = "next-town";
    expect(await engine.referral(referral, { actor: coach, municipality })).toMatchObject({
      ok: false,
      rejection: { code: "unknown-referral" },
    });
    const touched = await engine.execute(
      { type: "HoldConversation", referral, mode: "phone" },
      { actor: coach, municipality },
    );
    expect(touched).toMatchObject({ ok: false, rejection: { code: "unknown-referral" } });
  });

  test("two different sets of rules under one version are refused at once", () => {
    const variants = [variantOf(), variantOf({ areas: ["north"] })];
    expect(() => town({}, { variants })).toThrow("testdorp@1 was given twice");
  });
});
