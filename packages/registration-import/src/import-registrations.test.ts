import { createEngine, type Refusal } from "@wor/engine";
import { type EventStore, inMemoryEventStore, type SequencedEvent } from "@wor/event-store";
import { inMemoryKeyStore, openVault, pseudonymKey } from "@wor/privacy";
import { readRegistrations } from "@wor/registration-file";
import { nijmegen } from "@wor/variants";
import { beforeEach, describe, expect, test } from "vitest";
import { type ImportOptions, importRegistrations } from "./import-registrations.ts";

const today = "2019-09-02";
const coordinator = { id: "coordinator-1", role: "coordinator" } as const;
const words = {
  area: { Dukenburg: "dukenburg", Elders: "elders" },
  mainReason: { eenzaamheid: "loneliness" },
  activityKind: { wandelgroep: "walkingGroup" },
};
const headings =
  "Achternaam;Voornaam;Geboortedatum;Geslacht;Verwijsdatum;Type verwijzer;Hoofdreden;Aantal gesprekken;Toelichting gesprek;Terugkoppeling huisarts;Soort activiteit;Gebied";
const finished =
  "Aalscholver;Testpersoon;12-3-1950;V;3-9-2018;huisarts;eenzaamheid;3;Verzonnen: houdt van vogels;neemt deel;wandelgroep;Dukenburg";
const goingOn =
  "Bergeend;Testpersoon;1-5-1961;M;1-8-2019;huisarts;eenzaamheid;2;;nog niet;wandelgroep;Dukenburg";
const notSuitable =
  "Citroensijs;Testpersoon;1-5-1971;M;1-3-2019;huisarts;eenzaamheid;1;;niet passend;;Dukenburg";

describe("importing a registration file", () => {
  let store: ReturnType<typeof inMemoryEventStore>;
  let engine: ReturnType<typeof createEngine>;
  const key = pseudonymKey("test", Buffer.alloc(32, 7));
  const vault = openVault({ keys: inMemoryKeyStore() });

  beforeEach(async () => {
    store = inMemoryEventStore();
    engine = engineOn(store);
    await hasCoach();
  });

  const engineOn = (log: EventStore) =>
    createEngine({ store: log, variants: [nijmegen], clock: { now: () => `${today}T07:00:00.000Z` } });

  const hasCoach = () =>
    engine.execute(
      {
        type: "RegisterCoach",
        coach: "coach-a",
        areas: ["dukenburg"],
        occurredAt: "2018-08-01T07:00:00.000Z",
      },
      { actor: coordinator },
    );

  const importRows = (...rows: string[]) => importFile(rows);

  async function importFile(rows: string[], more: Partial<ImportOptions> = {}) {
    const file = await readRegistrations([headings, ...rows].join("\n"), { today, words });
    return importRegistrations({
      engine,
      rows: file.rows,
      actor: coordinator,
      pseudonyms: { key, municipality: "nijmegen" },
      vault,
      coachOf: () => "coach-a",
      today,
      ...more,
    });
  }

  async function log(): Promise<SequencedEvent[]> {
    const events: SequencedEvent[] = [];
    for await (const batch of store.read({ municipality: "nijmegen" })) events.push(...batch);
    return events;
  }

  const typesAbout = async (row: number) => {
    const events = await log();
    const registered = events.filter((one) => one.type === "ReferralRegistered")[row];
    const tag = registered?.tags.find((one) => one.startsWith("referral:"));
    return events.filter((one) => tag !== undefined && one.tags.includes(tag)).map((one) => one.type);
  };

  test("a finished row becomes a whole path, dated back, that ends with the feedback", async () => {
    expect(await importRows(finished)).toEqual({ imported: 1, alreadyThere: 0, refused: [] });
    expect(await typesAbout(0)).toEqual([
      "ReferralRegistered",
      "ReferralAccepted",
      "CoachAssigned",
      "IntakeStarted",
      "ConversationHeld",
      "ConversationHeld",
      "ConversationHeld",
      "ActivityMatched",
      "FeedbackBecameDue",
      "ParticipationStarted",
      "ParticipationCompleted",
      "FeedbackGiven",
      "ReferralClosed",
    ]);
    const [registered] = (await log()).filter((one) => one.type === "ReferralRegistered");
    expect(registered).toMatchObject({
      occurredAt: "2018-09-03T06:00:00.000Z",
      recordedAt: `${today}T07:00:00.000Z`,
    });
  });

  test("a row without feedback is a path that goes on, with the feedback still owed", async () => {
    await importRows(goingOn);
    const open = await engine.openReferrals({ actor: coordinator });
    expect(open.ok && open.referrals.map(({ state }) => state.place)).toEqual([
      { lifecycle: "participating.active", coach: "assigned", feedback: "owed" },
    ]);
  });

  test("not suitable is a drop of which the referrer heard", async () => {
    await importRows(notSuitable);
    expect((await typesAbout(0)).slice(-3)).toEqual(["ReferralDropped", "FeedbackGiven", "ReferralClosed"]);
  });

  test("a referral of yesterday with three conversations is dated no later than yesterday", async () => {
    const report = await importRows(goingOn.replace("1-8-2019", "1-9-2019").replace(";2;;", ";3;;"));
    expect(report).toEqual({ imported: 1, alreadyThere: 0, refused: [] });
    const days = (await log()).filter((one) => one.type === "ConversationHeld").map((one) => one.occurredAt);
    expect(days).toEqual(Array.from({ length: 3 }, () => "2019-09-01T08:00:00.000Z"));
  });

  test("with several variants the one that is named is followed, and without a name each row says which there are", async () => {
    const other = { ...nijmegen, id: "nijmegen-elders" };
    engine = createEngine({
      store,
      variants: [nijmegen, other],
      clock: { now: () => `${today}T07:00:00.000Z` },
    });
    expect((await importRows(finished)).refused).toMatchObject([{ rejection: { code: "several-variants" } }]);
    await importFile([finished], { variant: "nijmegen-elders" });
    const [registered] = (await log()).filter(({ type }) => type === "ReferralRegistered");
    expect(registered?.data).toMatchObject({ variant: { id: "nijmegen-elders" } });
  });

  test("importing the file again writes nothing", async () => {
    await importRows(finished, goingOn);
    const before = await log();
    expect(await importRows(finished, goingOn)).toEqual({ imported: 0, alreadyThere: 2, refused: [] });
    expect(await log()).toEqual(before);
  });

  test("a row that the rules refuse is named, and the others are imported", async () => {
    const elsewhere = finished.replace("Aalscholver", "Dodaars").replace("Dukenburg", "Elders");
    const report = await importRows(elsewhere, goingOn);
    expect(report.imported).toBe(1);
    expect(report.refused).toMatchObject([
      { row: 2, step: "RegisterReferral", rejection: { code: "unknown-area", details: { area: "elders" } } },
    ]);
  });

  test("how far it is is told after each row, also after one that does not say who it is about", async () => {
    const file = await readRegistrations([headings, finished, goingOn].join("\n"), { today, words });
    const rows = file.rows.map((row, at) => (at === 0 ? { ...row, familyName: "" } : row));
    const told: string[] = [];
    const report = await importFile([], { rows, onRow: (done, of) => told.push(`${done}/${of}`) });
    expect(told).toEqual(["1/2", "2/2"]);
    expect(report).toMatchObject({
      imported: 1,
      refused: [{ row: 2, step: "RegisterReferral", rejection: { details: { path: "familyName" } } }],
    });
  });

  test("the same resident twice in a file, both open: the second is refused with the first named", async () => {
    const again = goingOn.replace("1-8-2019", "9-8-2019");
    const report = await importRows(goingOn, again);
    expect(report).toMatchObject({
      imported: 1,
      refused: [{ row: 3, rejection: { code: "referral-already-open" } }],
    });
  });

  test("who is refused as a double is told of on the day of the row, without saying who it is", async () => {
    const told: Refusal[] = [];
    const rows = [goingOn, goingOn.replace("1-8-2019", "9-8-2019")];
    for (const _ of ["once", "again"]) await importFile(rows, { refusals: (one) => void told.push(one) });
    const [refused, again] = told;
    expect(refused).toMatchObject({
      at: "2019-08-09T06:00:00.000Z",
      municipality: "nijmegen",
      code: "referral-already-open",
      command: "RegisterReferral",
      role: "coordinator",
      profession: "gp",
      pathway: "individual",
    });
    expect(again).toEqual(refused);
    const [registered] = (await log()).filter(({ type }) => type === "ReferralRegistered");
    expect(refused?.referral).toBe(registered?.data.referral);
    expect(JSON.stringify(told)).not.toContain(String(registered?.data.resident));
  });

  test("no name, birth date or note enters the log", async () => {
    await importRows(finished, goingOn);
    const text = JSON.stringify(await log());
    for (const secret of [
      "Aalscholver",
      "Bergeend",
      "Testpersoon",
      "1950-03-12",
      "12-3-1950",
      "houdt van vogels",
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain("sealed:");
  });

  test("who is forgotten while a referral is open is still one resident, has next steps, and is told of", async () => {
    const vogels = "Verzonnen: houdt van vogels";
    await importRows(goingOn.replace("2;;nog niet", `2;${vogels};nog niet`));
    const events = await log();
    const registered = events.find(({ type }) => type === "ReferralRegistered")?.data;
    const referral = String(registered?.referral);
    const resident = String(registered?.resident);
    const sealed = String(events.find(({ data }) => data.note !== undefined)?.data.note);
    expect(await vault.unseal(resident, "note", sealed)).toMatchObject({ plaintext: vogels });

    expect(await vault.forget(resident)).toBe(true);

    expect(await vault.unseal(resident, "note", sealed)).toEqual({ forgotten: true });
    const reader = { actor: coordinator, municipality: "nijmegen" };
    const open = await engine.openReferrals(reader);
    expect(open.ok && open.referrals[0]?.steps.length).toBeGreaterThan(0);
    const again = await importRows(goingOn.replace("1-8-2019", "5-8-2019"));
    expect(again.refused).toMatchObject([{ rejection: { code: "referral-already-open" } }]);
    await engine.execute({ type: "DropReferral", referral, reason: "moved", initiator: "resident" }, reader);
    const note = await vault.seal(resident, "note", "Verzonnen: is verhuisd");
    const feedback = { type: "GiveFeedback", referral, message: "stopped", via: "system", note } as const;
    expect(await engine.execute(feedback, reader)).toMatchObject({
      ok: true,
      state: { place: { lifecycle: "dropped.closed", feedback: "given" } },
    });
  });

  describe("however it is interrupted or repeated", () => {
    const rows = [finished, goingOn, notSuitable];

    test("two processes that import the same file at once put everything in once", async () => {
      await importRows(...rows);
      const alone = (await log()).map(({ type, data }) => [type, data.activity ?? data.coach]);
      store = inMemoryEventStore();
      engine = engineOn(store);
      await hasCoach();
      await Promise.all([importRows(...rows), importRows(...rows)]);
      const together = (await log()).map(({ type, data }) => [type, data.activity ?? data.coach]);
      expect(together.toSorted()).toEqual(alone.toSorted());
    });

    test("an import that goes down at any append, and is done again, puts everything in once", async () => {
      await importRows(finished);
      const whole = (await log()).map(({ type }) => type);
      const appends = new Set((await log()).map(({ commandId }) => commandId)).size - 1;
      for (let last = 0; last < appends; last += 1) {
        store = inMemoryEventStore();
        engine = engineOn(store);
        await hasCoach();
        // What was written just before it went down is found; what was not, is made up for. By turns.
        engine = engineOn(goesDown(store, last, last % 2 === 0));
        await importRows(finished).catch(() => undefined);
        engine = engineOn(store);
        await importRows(finished);
        expect((await log()).map(({ type }) => type)).toEqual(whole);
      }
    });

    test("an import after the key was replaced finds who is in the log already", async () => {
      await importRows(...rows);
      const before = await log();
      const pseudonyms = {
        key: pseudonymKey("newest", Buffer.alloc(32, 9)),
        previous: [pseudonymKey("newer", Buffer.alloc(32, 8)), key],
        municipality: "nijmegen",
      };
      expect(await importFile(rows, { pseudonyms })).toMatchObject({ imported: 0, alreadyThere: 3 });
      expect(await log()).toEqual(before);
      const others = await importFile([goingOn.replace("1-8-2019", "5-8-2019")], { pseudonyms });
      expect(others.refused).toMatchObject([{ rejection: { code: "referral-already-open" } }]);
    });
  });
});

/** A store of which the process goes down at one append: before it was written, or after and before the answer. */
function goesDown(store: EventStore, last: number, written: boolean): EventStore {
  let appends = 0;
  return {
    async append(events, condition) {
      if (appends++ < last) return store.append(events, condition);
      if (written) await store.append(events, condition);
      throw new Error("went down");
    },
    read: (query, options) => store.read(query, options),
    restore: (events) => store.restore(events),
    head: () => store.head(),
    subscribe: (query, options) => store.subscribe(query, options),
    close: () => store.close(),
  };
}
