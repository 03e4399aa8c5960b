import { describe, expect, test } from "vitest";
import { allowed } from "./allowed.ts";
import { commandTypes } from "./command-types.ts";
import { exampleCommands } from "./testing/example-commands.ts";
import { exampleVariant, nextMonday, somebody } from "./testing/example-town.ts";
import { type Given, recorded } from "./testing/specification.ts";
import { townLog } from "./testing/town-log.ts";
import * as ways from "./testing/ways.ts";
import { type Role, roles } from "./vocabulary/roles.ts";
import { commandWords } from "./vocabulary/words.ts";

const variant = exampleVariant();

function referral(facts: readonly Given[]) {
  const town = townLog([variant]);
  for (const fact of facts) town.note(recorded(fact));
  const [first] = town.referrals();
  if (first === undefined) throw new Error("Nobody was referred.");
  return first;
}

const mayDo = (role: Role, facts: readonly Given[]) =>
  allowed(referral(facts), somebody(role), variant).flatMap((one) => (one.allowed ? one.command : []));

describe("what somebody may do now", () => {
  test("a coach who is reaching the resident may try, talk, postpone, and end it", () => {
    const now = mayDo("coach", ways.guided);
    for (const command of ["RecordContactAttempt", "HoldConversation", "PostponeReferral", "DropReferral"]) {
      expect(now).toContain(command);
    }
    expect(now).not.toContain("StartParticipation");
    expect(now).not.toContain("RemindStep");
  });

  test("a referrer may withdraw, change consent and hand over the feedback, and nothing else", () => {
    expect(mayDo("referrer", ways.participating)).toEqual([
      "ChangeConsent",
      "DelegateFeedback",
      "DropReferral",
    ]);
  });

  test("a resident may take back consent, fill in a questionnaire and leave", () => {
    expect(mayDo("resident", ways.inIntake)).toEqual(["ChangeConsent", "TakeMeasurement", "DropReferral"]);
  });

  test("after the end a coordinator may note a late measurement, a mistake or a coming back", () => {
    expect(mayDo("coordinator", ways.closedAfterDrop)).toEqual([
      "TakeMeasurement",
      "MarkEnteredInError",
      "ReopenReferral",
    ]);
  });

  test("every command about a referral is answered, and every no says why", () => {
    const about = commandTypes.filter((command) => "referral" in exampleCommands[command]);
    for (const role of roles) {
      for (const way of [ways.accepted, ways.participating, ways.closedAfterCompleting]) {
        const all = allowed(referral(way), somebody(role), variant);
        expect(all.map(({ command }) => command)).toEqual(about);
        for (const one of all) {
          if (one.allowed) continue;
          expect(["not-permitted", "not-in-this-state"]).toContain(one.because.code);
          expect(one.because.message.nl).toContain(commandWords[one.command].nl);
        }
      }
    }
  });

  test("what is said not to be allowed is refused for that reason when it is given", () => {
    const town = townLog([variant]);
    for (const fact of ways.guided) town.note(recorded(fact));
    const no = allowed(referral(ways.guided), somebody("volunteer"), variant).find(
      ({ command }) => command === "AcceptReferral",
    );
    const { id } = referral(ways.guided).record;
    const decided = town.tell(
      { type: "AcceptReferral", referral: id, answers: {} },
      somebody("volunteer"),
      nextMonday,
    );
    expect(decided).toEqual({ ok: false, rejection: no?.allowed === false && no.because });
  });
});
