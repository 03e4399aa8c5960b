import { nijmegen } from "@wor/variants";
import { describe, expect, test } from "vitest";
import { municipality } from "./municipality.ts";

describe("a story that is not right fails at once, and says why", () => {
  test("a step that the rules refuse", async () => {
    const town = await municipality({ variant: nijmegen, on: "2026-01-05" });
    const gp = town.gp("practice-a");
    const path = await gp.refers("resident-1");
    await expect(gp.holdsConversation(path)).rejects.toThrowErrorMatchingInlineSnapshot(`
      [StepRefused: gp.practice-a holdsConversation resident-1: As referrer you may not do this here: hold a conversation. Ask one of: wellbeing coach, coordinator, volunteer. [not-permitted]
      If that is what should happen, write: await town.refuses(…, "not-permitted")

      What happened so far:
        2026-01-05 gp.practice-a: refers resident-1 for loneliness (phone) → referred.triage
        2026-01-05 gp.practice-a: judged suitable by the referrer → referred.contacting]
    `);
  });

  test("time that goes back, or is none, with the path so far", async () => {
    const town = await municipality({ variant: nijmegen, on: "2026-01-05" });
    await town.gp("practice-a").refers("resident-1");
    const withThePath = (reason: string) => new RegExp(`${reason}(.|\\n)*so far:\\n.*refers resident-1`);
    await expect(town.time.until("2025-12-31")).rejects.toThrow(withThePath("Time does not go back"));
    await expect(town.time.passes("-P1D")).rejects.toThrow(withThePath("Time does not go back"));
    await expect(town.time.passes("a while")).rejects.toThrow(withThePath("no ISO 8601 duration"));
    await expect(town.time.until("tomorrow")).rejects.toThrow(withThePath("neither a day"));
    await expect(town.time.until("2500-01-01")).rejects.toThrow(withThePath("outside 1900 to 2199"));
    await expect(town.time.passes("P300Y")).rejects.toThrow(withThePath("outside 1900 to 2199"));
  });

  test("an expectation that does not hold prints the path, not an object", async () => {
    const town = await municipality({ variant: nijmegen, on: "2026-01-05" });
    const path = await town.gp("practice-a").refers("resident-1");
    expect(() => path.expect.at("intake")).toThrowErrorMatchingInlineSnapshot(`
      [CarePathFailure: Expected resident-1 to be at intake, but it is at referred.contacting.

      What happened so far:
        2026-01-05 gp.practice-a: refers resident-1 for loneliness (phone) → referred.triage
        2026-01-05 gp.practice-a: judged suitable by the referrer → referred.contacting
        (now at referred.contacting; coach: missing; feedback: notOwed)]
    `);
  });

  test("a refusal that does not come, or for another reason", async () => {
    const town = await municipality({ variant: nijmegen });
    const gp = town.gp("practice-a");
    await expect(town.refuses(gp.refers("resident-1"))).rejects.toThrow("but it was done");
    await expect(town.refuses(gp.refers("resident-1"), "unknown-area")).rejects.toThrow(
      "referral-already-open",
    );
  });

  test("a step that is told of nobody, or of what is no path", async () => {
    const town = await municipality({ variant: nijmegen });
    const coach = await town.coach("coach-1");
    const path = await town.gp("practice-a").refers("resident-1");
    // A test that is not type-checked gets this far.
    const told = (...args: unknown[]) => expect(Reflect.apply(coach.assigns, coach, args)).rejects;
    await told(undefined).toThrow(
      '"coach-1 assigns" is not told whom or what about: argument 1 is undefined',
    );
    await told(path).toThrow("argument 2 is undefined");
    await told("resident-1", coach).toThrow('a key. Write town.path("resident-1")');
    await told({ id: path.id }, coach).toThrow("A path is what refers(…) and town.path(…) answer");
    await told(Promise.resolve(path), coach).toThrow("Write await before what makes it");
  });

  test("a typing error in what a step is told", async () => {
    const town = await municipality({ variant: nijmegen });
    const coach = await town.coach("coach-1");
    const path = await town.gp("practice-a").refers("resident-1");
    const step = coach.holdsConversation(path, JSON.parse('{ "mod": "phone" }'));
    const failure = await step.catch((error: Error) => error.message);
    expect(failure).toContain('The command is not right at "mod"');
    expect(failure).not.toContain("town.refuses");
  });

  test("a name that nothing has", async () => {
    const town = await municipality({ variant: nijmegen });
    const path = await town.gp("practice-a").refers("resident-1");
    const anything = (name: string) => name as "CoachAssigned";
    expect(() => path.expect.neverHappened(anything("CoachAsigned"))).toThrow("is called CoachAsigned");
    expect(() => path.expect.happened(anything("CoachAsigned"))).toThrow("is called CoachAsigned");
    expect(() => town.path("resident-9")).toThrow(/no referral resident-9(.|\n)*refers resident-1/);
  });

  test("a caseload that is another, with what happened", async () => {
    const town = await municipality({ variant: nijmegen, on: "2026-01-05" });
    const coach = await town.coach("coach-1");
    await town.gp("practice-a").refers("resident-1");
    expect(() => coach.expect.caseload()).toThrowErrorMatchingInlineSnapshot(`
      [CarePathFailure: Expected the caseload of coach-1 to be nobody; it is resident-1.

      What happened so far:
        2026-01-05 coordinator: coach-1 starts work
        2026-01-05 gp.practice-a: refers resident-1 for loneliness (phone) → referred.triage
        2026-01-05 gp.practice-a: judged suitable by the referrer → referred.contacting
        2026-01-05 system: coach-1 becomes the coach by rule]
    `);
  });

  test("a message that went out where none was expected", async () => {
    const town = await municipality({ variant: nijmegen, on: "2026-01-05" });
    await town.coach("coach-1");
    const path = await town.gp("practice-a").refers("resident-1");
    path.expect.sentNothing();
    await town.time.passes("P13D");
    const mark = town.mark;
    expect(() => path.expect.sentNothing()).toThrow("Expected no message about resident-1; sent were:");
    path.expect.sentNothing({ since: mark }).sentNothing({ kind: "escalation" });
    expect(() => path.expect.sent("escalation")).toThrow("Expected an escalation about resident-1");
  });

  test("rules that were forgotten, and a step that is given as a function", async () => {
    await expect(municipality(JSON.parse("{}"))).rejects.toThrow("A municipality has rules");
    await expect(municipality({ variant: nijmegen, seed: "a@b" })).rejects.toThrow("A seed goes into keys");
    const town = await municipality({ variant: nijmegen });
    const gives = () => town.gp("practice-a").refers("resident-1");
    await expect(Reflect.apply(town.refuses, town, [gives])).rejects.toThrow("refuses takes the step itself");
  });

  test("at the line of the test, not in the harness", async () => {
    const town = await municipality({ variant: nijmegen });
    const gp = town.gp("practice-a");
    const path = await gp.refers("resident-1");
    const failing = async (step: () => unknown) => {
      try {
        await step();
      } catch (error) {
        const [, ...frames] = (error instanceof Error && error.stack?.split(/\n\s+at /)) || [];
        return frames[0];
      }
      return undefined;
    };
    expect(await failing(() => path.expect.at("intake"))).toContain("failing.test.ts");
    expect(await failing(() => gp.holdsConversation(path))).toContain("failing.test.ts");
    expect(await failing(() => town.time.passes("-P1D"))).toContain("failing.test.ts");
  });

  test("a story in which nothing has happened yet says so", async () => {
    const town = await municipality({ variant: nijmegen });
    await expect(town.gp("practice-a").refers("resident-1", { reason: "sadness" })).rejects.toThrow(
      "What happened so far:\n  (nothing)",
    );
  });

  test("a forgotten await", async () => {
    const town = await municipality({ variant: nijmegen });
    const path = await town.gp("practice-a").refers("resident-1");
    const forgotten = town.gp("practice-b").refers("resident-2");
    expect(() => path.expect.at("referred")).toThrow(
      '"gp.practice-b refers resident-2" is still going on. Write await before it.',
    );
    await forgotten;
    path.expect.at("referred");

    const together = town.atOnce(() => town.gp("practice-b").refers("resident-3"));
    expect(() => path.expect.at("referred")).toThrow('"steps at once" is still going on');
    expect(() => town.expect.count(3)).toThrow('"steps at once" is still going on');
    await together;
  });

  test("a story that would begin before the log ends", async () => {
    const before = await municipality({ variant: nijmegen, on: "2026-01-05" });
    await before.gp("practice-a").refers("resident-1");
    await expect(municipality({ variant: nijmegen, store: before.store, on: "2025-01-05" })).rejects.toThrow(
      "The log goes on until",
    );
  });
});
