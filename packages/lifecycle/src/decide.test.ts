import { describe, expect, test } from "vitest";
import { decide, parseCommand } from "./decide.ts";
import { nothingKnown } from "./subjects.ts";
import { exampleVariant, nextMonday, somebody } from "./testing/example-town.ts";
import { given, recorded } from "./testing/specification.ts";
import { type TownLog, townLog } from "./testing/town-log.ts";
import { accepted, closedAfterDrop, guided } from "./testing/ways.ts";
import { ReferralId } from "./vocabulary/identifiers.ts";

describe("every command", () => {
  test("is about a referral that exists", () => {
    given().when("HoldConversation").isRefused("unknown-referral", { referral: "referral-1" });
  });

  test("is about a referral of the same municipality: another's is as good as unknown", () => {
    const elsewhere = townWith({ municipality: "other-town" });
    expect(hold(elsewhere)).toMatchObject({ ok: false, rejection: { code: "unknown-referral" } });
    expect(hold(townWith({}))).toMatchObject({ ok: true });
  });

  test("comes from somebody who may, and says who may", () => {
    given(...accepted)
      .when("HoldConversation")
      .by("resident")
      .isRefused("not-permitted", { role: "resident", permitted: ["coach", "coordinator", "volunteer"] });
  });

  test("tells what has happened, not what will", () => {
    given(...accepted)
      .when("HoldConversation", { occurredAt: "2024-03-11T09:00:00.001Z" })
      .isRefused("in-the-future");
  });

  test("tells what happened since the referral", () => {
    given(...accepted)
      .when("HoldConversation", { occurredAt: "2024-03-04T08:59:00.000Z" })
      .isRefused("before-the-referral", { registeredAt: "2024-03-04T09:00:00.000Z" });
  });

  test("fits where the referral stands, and a no says where that is", () => {
    given(...guided)
      .when("StartParticipation")
      .isRefused("not-in-this-state", {
        command: "StartParticipation",
        place: "referred.contacting|assigned|notOwed",
      });
    given(...closedAfterDrop)
      .when("RecordContactAttempt")
      .isRefused("not-in-this-state");
  });

  test("is answered in Dutch and English, with what would help", () => {
    const no = given(...accepted)
      .when("HoldConversation")
      .by("resident")
      .isRefused("not-permitted");
    expect(no.message.nl).toBe("Als inwoner mag u dit hier niet: in gesprek gaan.");
    expect(no.message.en).toBe("As resident you may not do this here: hold a conversation.");
    expect(no.help.nl).toBe("Vraag het aan: welzijnscoach, coördinator, vrijwilliger.");
  });

  test("is not refused because this machine's clock is behind the one that took the referral in", () => {
    given("ReferralRegistered", "ReferralAccepted")
      .when("HoldConversation")
      .at("2024-03-04T08:59:58.000Z")
      .leadsTo("IntakeStarted", "ConversationHeld");
  });

  test("is told late with both times: when it happened and when we heard", () => {
    const town = given(...guided)
      .when("HoldConversation", { occurredAt: "2024-03-07T14:00:00.000Z" })
      .leadsTo("IntakeStarted", "ConversationHeld");
    expect(town.facts.at(-1)).toMatchObject({
      occurredAt: "2024-03-07T14:00:00.000Z",
      recordedAt: nextMonday,
    });
  });
});

describe("a command that cannot be read", () => {
  test("names the field and what was wrong with it", () => {
    const nos: [unknown, string][] = [
      [undefined, "type"],
      ["HoldConversation", "type"],
      [{ type: "Fly" }, "type"],
      [{ type: "HoldConversation", mode: "phone" }, "referral"],
      [{ type: "HoldConversation", referral: "r", mode: "telepathy" }, "mode"],
      [{ type: "HoldConversation", referral: "r", mode: "phone", mood: "good" }, "mood"],
      [{ type: "HoldConversation", referral: "De heer Jansen", mode: "phone" }, "referral"],
      [{ type: "PostponeReferral", referral: "r", until: "2024-02-30", reason: "x" }, "until"],
      [{ type: "RegisterReferral", consent: { referral: "yes" } }, "resident"],
    ];
    for (const [input, path] of nos) {
      expect(parseCommand(input)).toMatchObject({
        ok: false,
        rejection: { code: "invalid-command", details: { path } },
      });
    }
  });
});

function townWith(differs: object): TownLog {
  const town = townLog([exampleVariant()]);
  town.note(recorded(["ReferralRegistered", differs]));
  town.note(recorded("ReferralAccepted"));
  return town;
}

function hold(town: TownLog) {
  const referral = ReferralId.parse("referral-1");
  return decide(
    { type: "HoldConversation", referral, mode: "phone", wishes: [], barriers: [], lifeDomains: [] },
    { ...nothingKnown, referral: town.referral(referral) },
    {
      actor: somebody("coach"),
      now: nextMonday,
      variant: exampleVariant(),
      municipality: "example-town",
      newReferral: () => referral,
      variantOf: () => undefined,
    },
  );
}
