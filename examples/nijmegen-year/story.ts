import { type Given, toFact } from "@wor/engine";
import { roleWords, stepWords } from "@wor/lifecycle";
import { placeText } from "@wor/monitoring";
import { coachActor, coaches, coordinator, gpOf, pseudonymOf } from "./people.ts";
import { happens, isRefused, say } from "./printing.ts";
import type { Town } from "./town.ts";

/** Somebody who does not exist, as the first practice spelled the name. */
const resident = { familyName: "van der IJsvogel", givenName: "Testpersoon", birthDate: "1951-04-07" };
/** The same person, as another desk spelled it. */
const respelled = { familyName: "IJSVOGEL, van der", givenName: "testpersoon", birthDate: "7-4-1951" };

/** The file says "not yet" for some: those are open, with the feedback owed. The coaches report back on most of them. */
export async function theBacklogIsHeardOf(town: Town): Promise<void> {
  const open = await town.engine.openReferrals({ actor: coordinator });
  const owed = (open.ok ? open.referrals : []).filter(({ state }) => state.place.feedback === "owed");
  happens(town.now(), `${owed.length} residents take part while their GP has not heard so yet`);
  for (const { state } of owed.slice(3)) {
    const { id, coach } = state.record;
    await town.does(coachActor(coach.id ?? ""), {
      type: "GiveFeedback",
      referral: id,
      message: "takesPart",
      via: "meeting",
    });
  }
  happens(
    town.now(),
    `${owed.slice(3).length} GPs hear it today; ${owed.slice(0, 3).length} remain on the list`,
  );
}

/** From the first referral to the feedback. Answers the referral. */
export async function theWholePath(town: Town): Promise<string> {
  const practice = "practice-dukenburg-1";
  const { state } = await town.does(gpOf(practice), {
    ...registration(pseudonymOf(resident), practice),
    area: "dukenburg",
    handover: "warm",
    otherConversation: "referrer",
  });
  const referral = state?.record.id ?? "";
  happens(town.now(), `The GP of ${practice} refers a resident, known to the log as`);
  say(`              ${pseudonymOf(resident)}`);
  tell(await town.until("2019-09-03T08:00:00.000Z"));
  const coach = coachActor(coaches.dukenburg ?? "");
  await step(
    town,
    coach,
    { type: "HoldConversation", referral, mode: "homeVisit", wishes: ["company"], barriers: ["fear"] },
    "The coach visits at home: intake",
  );
  tell(await town.until("2019-09-17T08:00:00.000Z"));
  await step(
    town,
    coach,
    { type: "HoldConversation", referral, mode: "walking" },
    "A second conversation, on a walk",
  );
  await step(
    town,
    coach,
    { type: "MatchActivity", referral, activity: "eatingGroup", accompanied: true },
    "They find an eating group that fits",
  );
  tell(await town.until("2019-09-24T10:00:00.000Z"));
  await step(
    town,
    coach,
    { type: "StartTrial", referral, activity: "eatingGroup", accompanied: true },
    "A first time, together with the coach",
  );
  tell(await town.until("2019-10-01T10:00:00.000Z"));
  await step(
    town,
    coach,
    { type: "StartParticipation", referral, activity: "eatingGroup" },
    "The resident takes part",
  );
  await step(
    town,
    coach,
    { type: "GiveFeedback", referral, message: "takesPart", via: "phone" },
    "The GP hears: takes part",
  );
  return referral;
}

/** Registered once more while the first referral is open: refused, with the open one named. */
export async function theSameResidentAgain(town: Town): Promise<void> {
  const practice = "practice-lindenholt-2";
  const command = { ...registration(pseudonymOf(respelled), practice), channel: "phone" };
  happens(town.now(), `${practice} refers the same resident by phone; the name is spelled otherwise`);
  isRefused(await town.isRefused(gpOf(practice), command, "referral-already-open"));
}

/** A departure releases the whole caseload at once; the rule finds new coaches. */
export async function aCoachLeaves(town: Town): Promise<void> {
  const coach = coaches["centrum-benedenstad"] ?? "";
  const before = await caseloads(town);
  happens(town.now(), `${coach} leaves, with ${before.get(coach) ?? 0} residents in the caseload`);
  await town.does(coordinator, { type: "LetCoachDepart", coach, reason: "otherJob" });
  const missing = (await caseloads(town)).get("nobody") ?? 0;
  happens(town.now(), `In the same append all are released: ${missing} in sight without a coach`);
  await town.engine.runReactions();
  const after = await caseloads(town);
  for (const [other, count] of after) {
    const more = count - (before.get(other) ?? 0);
    if (more > 0) happens(town.now(), `${other} takes on ${more}`);
  }
  happens(town.now(), `Without a coach now: ${after.get("nobody") ?? 0}`);
}

/** Nobody makes contact: first a reminder, then the coordinator, then the municipality. */
export async function aDeadlinePasses(town: Town): Promise<void> {
  const practice = "practice-lindenholt-1";
  const late = { familyName: "Wielewaal", givenName: "Testpersoon", birthDate: "1948-11-30" };
  const { state } = await town.does(gpOf(practice), {
    ...registration(pseudonymOf(late), practice),
    area: "lindenholt",
  });
  const referral = state?.record.id ?? "";
  happens(town.now(), `${practice} refers ${referral}; then nothing is heard of it`);
  await town.until("2019-10-24T10:00:00.000Z");
  const history = await town.engine.history(referral, { actor: coordinator });
  for (const { event } of history.ok ? history.moments : []) {
    const fact = toFact(event);
    if (fact?.type !== "StepReminded" && fact?.type !== "StepEscalated") continue;
    const [step, to] = [stepText(fact.data.step), roleWords[fact.data.to].en];
    happens(
      event.recordedAt,
      fact.type === "StepReminded"
        ? `Reminder to the ${to}: ${step}`
        : `Not done in time: “${step}” is now the ${to}'s`,
    );
  }
}

/** Three attempts, nobody answers: the referral is dropped, and cannot close before the referrer knows. */
export async function aDropIsHeardOf(town: Town): Promise<void> {
  const practice = "practice-grootstal-hatertse-hei-1";
  const gone = { familyName: "Nachtegaal", givenName: "Testpersoon", birthDate: "1960-02-29" };
  const { state } = await town.does(gpOf(practice), {
    ...registration(pseudonymOf(gone), practice),
    area: "grootstal-hatertse-hei",
  });
  const referral = state?.record.id ?? "";
  await town.engine.runReactions();
  const coach = coachActor(coaches["grootstal-hatertse-hei"] ?? "");
  for (const attempt of [1, 2, 3]) {
    await step(
      town,
      coach,
      { type: "RecordContactAttempt", referral, channel: "phone", outcome: "noAnswer" },
      `Attempt ${attempt}: no answer`,
    );
    if (attempt < 3) await town.until(`2019-10-${24 + attempt * 2}T10:00:00.000Z`);
  }
  const dropped = await town.engine.referral(referral, { actor: coach });
  if (dropped.ok)
    happens(
      town.now(),
      `Dropped as ${dropped.state.record.ending?.reason}; feedback is ${dropped.state.place.feedback}`,
    );
  const { state: closed } = await town.does(coach, {
    type: "GiveFeedback",
    referral,
    message: "unreachable",
    via: "system",
  });
  const place = closed === undefined ? "" : placeText(closed.place).en.toLowerCase();
  happens(town.now(), `The GP hears: unreachable; the referral is ${place}`);
}

const stepText = (step: string): string =>
  Object.entries(stepWords)
    .find(([kind]) => kind === step)?.[1]
    .en.toLowerCase() ?? step;

const registration = (pseudonym: string, organisation: string) =>
  ({
    type: "RegisterReferral",
    resident: pseudonym,
    referrer: { profession: "gp", organisation },
    channel: "zorgdomein",
    mainReason: "loneliness",
    residentInformed: true,
    consent: { referral: true, contact: true, feedback: true },
    age: 68,
    sex: "female",
  }) as const;

async function step(
  town: Town,
  actor: Given["actor"],
  command: Parameters<Town["does"]>[1],
  text: string,
): Promise<void> {
  await town.does(actor, command);
  happens(town.now(), text);
}

/** What time and the rules did meanwhile for everybody, in so many words. */
function tell(happened: readonly string[]): void {
  if (happened.length > 0)
    say(`              (meanwhile ${happened.length} things followed by themselves, elsewhere and here)`);
}

/** How many open referrals each coach has; `nobody` for those without. */
async function caseloads(town: Town): Promise<Map<string, number>> {
  const open = await town.engine.openReferrals({ actor: coordinator });
  const counts = new Map<string, number>();
  for (const { state } of open.ok ? open.referrals : []) {
    const coach = state.record.coach.id ?? "nobody";
    counts.set(coach, (counts.get(coach) ?? 0) + 1);
  }
  return counts;
}
