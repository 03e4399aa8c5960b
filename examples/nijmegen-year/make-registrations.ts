/**
 * Writes `registrations.csv`: a year of registrations that never took place, whose totals are those published
 * for Nijmegen from 1 September 2018 to 1 September 2019 (Nijmegen L26-31). The same file every time.
 */
import { writeFile } from "node:fs/promises";
import { stringify } from "csv-stringify/sync";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { Temporal } from "temporal-polyfill";
import { birds } from "./birds.ts";
import { registrationWords } from "./registration-words.ts";

/** What was published. Everything else in the file was drawn by lot. */
export const published = {
  participants: 89,
  women: 54,
  men: 35,
  aged50OrOver: 72,
  conversations: 174,
  hindered: 45,
};

/** The text of the file. */
export function makeRegistrations(seed: number): string {
  const lot = drawLots(seed);
  const { participants, women, aged50OrOver, hindered } = published;
  const names = lot.shuffled(birds).slice(0, participants);
  const isWoman = lot.shuffled(firstOf(women));
  const isOver50 = lot.shuffled(firstOf(aged50OrOver));
  const isHindered = lot.shuffled(firstOf(hindered));
  const conversations = lot.shares(published.conversations, participants);
  const dates = names.map(() => lot.workingDay()).sort(Temporal.PlainDate.compare);

  const rows = names.map((familyName, i) => {
    const referral = dates[i] ?? year.from;
    // At most 47, so that whoever is under fifty at the referral is so for the whole year.
    const age = isOver50[i] ? lot.between(50, 91) : lot.between(21, 47);
    const birth = referral.subtract({ years: age, days: lot.between(1, 360) });
    const area = lot.oneOf(Object.keys(registrationWords.area));
    const told = Temporal.PlainDate.compare(referral, year.until.subtract({ months: 2 })) < 0;
    return {
      Achternaam: familyName,
      Voornaam: "Testpersoon",
      Geboortedatum: inDutch(birth),
      Geslacht: isWoman[i] ? "V" : "M",
      Leeftijd: age,
      Verwijsdatum: inDutch(referral),
      "Type verwijzer": lot.oneOf(["huisarts", "huisarts", "praktijkondersteuner"]),
      Praktijk: `Voorbeeldpraktijk ${area} ${lot.between(1, 2)}`,
      Hoofdreden: lot.oneOf(Object.keys(registrationWords.mainReason)),
      "Aantal gesprekken": conversations[i],
      "Toelichting gesprek": `Verzonnen toelichting ${i + 1}: ${lot.oneOf(wishes)}; ${lot.oneOf(circumstances)}.`,
      "Terugkoppeling huisarts": told
        ? lot.oneOf(["neemt deel", "neemt deel", "neemt deel (via POH)"])
        : "nog niet",
      "Soort activiteit": lot.oneOf(Object.keys(registrationWords.activityKind)),
      Belemmerd: isHindered[i] ? "ja" : "nee",
      Gebied: area,
    };
  });
  return `${warning}\n${stringify(rows, { header: true, delimiter: ";" })}`;
}

const warning =
  "# SYNTHETISCH: niemand in dit bestand bestaat. Alleen de totalen zijn die van Nijmegen, 1-9-2018 tot 1-9-2019. / SYNTHETIC: nobody in this file exists. Only the totals are those of Nijmegen.";

const year = { from: Temporal.PlainDate.from("2018-09-01"), until: Temporal.PlainDate.from("2019-09-01") };

const wishes = [
  "wil onder de mensen zijn",
  "zoekt iets om handen",
  "wil weer bewegen",
  "mist een vast ritme",
  "wil iets betekenen voor een ander",
  "zoekt iemand om mee te praten",
  "houdt van muziek",
  "kookt graag",
];
const circumstances = [
  "liever overdag",
  "ziet op tegen de eerste keer",
  "komt liever niet alleen",
  "kan niet ver lopen",
  "heeft weinig te besteden",
  "is goed bereikbaar",
  "wil het rustig opbouwen",
];

const firstOf = (count: number): readonly boolean[] =>
  Array.from({ length: published.participants }, (_, i) => i < count);

const inDutch = ({ day, month, year: inYear }: Temporal.PlainDate): string => `${day}-${month}-${inYear}`;

function drawLots(seed: number) {
  const generator = xoroshiro128plus(seed);
  const between = (least: number, most: number): number => uniformInt(generator, least, most);

  const oneOf = <T>(choices: readonly T[]): T => {
    const choice = choices[between(0, choices.length - 1)];
    if (choice === undefined) throw new RangeError("There is nothing to choose from.");
    return choice;
  };

  const shuffled = <T>(items: readonly T[]): readonly T[] =>
    items
      .map((item) => ({ item, lot: between(0, 2 ** 31 - 1) }))
      .sort((a, b) => a.lot - b.lot)
      .map(({ item }) => item);

  /** So many among so many people: one for everybody, and the rest wherever they fall. */
  const shares = (total: number, people: number): readonly number[] => {
    const counts = Array.from({ length: people }, () => 1);
    for (let left = total - people; left > 0; left -= 1) {
      const who = between(0, people - 1);
      counts[who] = (counts[who] ?? 0) + 1;
    }
    return counts;
  };

  const workingDay = (): Temporal.PlainDate => {
    const day = year.from.add({ days: between(0, year.from.until(year.until).days - 1) });
    return day.dayOfWeek <= 5 ? day : workingDay();
  };

  return { between, oneOf, shuffled, shares, workingDay };
}

export const seed = 20180901;

if (import.meta.main) {
  await writeFile(new URL("registrations.csv", import.meta.url), makeRegistrations(seed));
  console.log("registrations.csv is written.");
}
