/**
 * The main job, on real input: a year of registrations goes into a log, and then life goes on.
 * Run it with `npx -y pnpm@12 demo`; again and again, if you like: it begins with a new log every time.
 */
import { mkdir, readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { directoryKeyStore, openVault } from "@wor/privacy";
import { readRegistrations } from "@wor/registration-file";
import { importRegistrations } from "@wor/registration-import";
import { published } from "./make-registrations.ts";
import { coaches, coordinator, pseudonyms } from "./people.ts";
import { draw } from "./pictures.ts";
import { chapter, end, progress, say, table } from "./printing.ts";
import { registrationWords } from "./registration-words.ts";
import {
  aCoachLeaves,
  aDeadlinePasses,
  aDropIsHeardOf,
  theBacklogIsHeardOf,
  theSameResidentAgain,
  theWholePath,
} from "./story.ts";
import { doublesOf, timelineOf, workListOf, yearFiguresOf, yearTableOf } from "./tables.ts";
import { openTown } from "./town.ts";

/** Where the log and the pictures go; another folder can be given. */
const out = process.argv[2] ?? join(import.meta.dirname, "out");
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const today = "2019-09-02";
const town = openTown(join(out, "nijmegen.sqlite"), `${today}T06:00:00.000Z`);

chapter("A year of registrations, from the file that coaches keep");
for (const [area, coach] of Object.entries(coaches)) {
  const profile = { areas: [area], alsoWorksAs: "communityWorker", occurredAt: "2018-08-27T07:00:00.000Z" };
  await town.does(coordinator, { type: "RegisterCoach", coach, ...profile });
}
const file = await readRegistrations(await readFile(new URL("registrations.csv", import.meta.url)), {
  today,
  words: registrationWords,
});
const importFile = (label: string) => {
  const bar = progress(label, file.rows.length);
  return importRegistrations({
    engine: town.engine,
    rows: file.rows,
    actor: coordinator,
    pseudonyms,
    vault: openVault({ keys: directoryKeyStore({ path: join(out, "resident-keys") }) }),
    coachOf: ({ area }) => coaches[area ?? ""],
    today,
    onRow: (done) => bar.update(done),
  }).finally(() => bar.stop());
};
const first = await importFile("Importing");
const events = await town.store.head();
say(
  `${first.imported} referrals are in the log, as ${events} events dated back; ${file.problems.length} rows had a problem.`,
);
for (const { row, step, rejection } of first.refused) say(`Row ${row}, ${step}: ${rejection.message.en}`);
const again = await importFile("Importing the same file once more");
say(
  `${again.imported} new, ${again.alreadyThere} were there already, ${(await town.store.head()) - events} events added.`,
);

chapter("The year's table, folded from the log, beside what was published");
const figures = await yearFiguresOf(town);
table(
  ["Nijmegen, 1-9-2018 to 1-9-2019", "From the log", "Published"],
  [
    ["Participants", figures.referred, published.participants],
    ["Women", figures.women, published.women],
    ["Men", figures.men, published.men],
    ["Aged 50 or over", figures.aged50OrOver, published.aged50OrOver],
    ["Conversations", figures.conversations.total, published.conversations],
    ["With complaints that hinder taking part", figures.hindered, published.hindered],
  ],
);
say("The registrations are synthetic: only these totals are Nijmegen's.");

chapter("What the file still owes the referrers");
await theBacklogIsHeardOf(town);

chapter("Life goes on: a new referral walks the whole path");
const whole = await theWholePath(town);

chapter("The same resident again, by another practice and another route");
await theSameResidentAgain(town);
say(await doublesOf(town));

chapter("A coach leaves, and everyone in the caseload is picked up again");
await aCoachLeaves(town);

chapter("A deadline passes, and rises");
await aDeadlinePasses(town);

chapter("A referral is dropped, and the referrer still hears it");
await aDropIsHeardOf(town);

chapter("The work list of this morning");
say(await workListOf(town, 10));

chapter("One referral's timeline");
say(await timelineOf(town, whole));

chapter("The year's table, as a municipality reports it (in Dutch)");
say(await yearTableOf(town));

chapter("To open");
const shown = relative(join(import.meta.dirname, "../.."), out);
for (const [what, file] of await draw(out)) say(`${what.padEnd(24)}${join(shown, file)}`);
say(`${"The log".padEnd(24)}${join(shown, "nijmegen.sqlite")}, ${await town.store.head()} events`);
await town.close();
end();
