import { expect, test } from "vitest";
import { look, type Overview } from "../overview.ts";
import { population } from "../testing/population.ts";
import { testTown } from "../testing/town.ts";
import { html } from "./html.ts";
import { reportPage } from "./page.ts";
import { periodText } from "./words.ts";

const town = await population({ people: 60, months: 9 });
const overview = await look(town.store, town.options());

test("what is filled in is text, whatever it holds", () => {
  expect(html`<p title="${'"'}">${"<script>alert('x')</script>"}${html`<b>${1}</b>`}</p>`.text).toBe(
    '<p title="&#34;">&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;<b>1</b></p>',
  );
});

test("the report is one file that asks nothing of anybody", () => {
  const page = reportPage(overview);
  expect(page).not.toMatch(/<script|<link|<img|@import|url\(|https?:/);
  expect(page).toContain("default-src 'none'");
});

test("it speaks the language asked for", () => {
  expect(reportPage(overview)).toContain('<html lang="nl">');
  const english = reportPage(overview, {}, { locale: "en" });
  expect(english).toContain('<html lang="en">');
  expect(english).toContain("How far people come");
});

test("for outside it hides counts of few people, and never holds a key of anybody", () => {
  const outside = reportPage(overview, {}, { locale: "en" });
  const inside = reportPage(overview, {}, { locale: "en", audience: "municipality" });
  expect(outside).toContain('<td class="n">•</td>');
  expect(inside).not.toContain("•");
  // A month or quarter of few people is hidden from those who hear the chart, too.
  const few = reportPage(overview, {}, { locale: "en", below: 12 });
  expect(few).toMatch(/too few to show/i);
  for (const page of [outside, inside]) expect(page).not.toMatch(/id\d+|coach-1/);
});

test("what has to be said before all else stands above the figures", () => {
  const notice = { nl: "Verzonnen <mensen>", en: "Invented people" };
  const page = reportPage(overview, {}, { notice });
  expect(page.indexOf('<p class="notice">Verzonnen &#60;mensen&#62;</p>')).toBeGreaterThan(-1);
  expect(page.indexOf('class="notice"')).toBeLessThan(page.indexOf("<main>"));
  expect(reportPage(overview)).not.toContain('class="notice"');
  expect(reportPage(overview)).not.toContain("undefined");
});

test("a municipality where nothing has happened has a report as well", async () => {
  const empty = await testTown();
  const page = reportPage(await look(empty.store, empty.options()));
  expect(page).toContain("inwoners verwezen");
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

test("a municipality's name is text too", () => {
  const [variant] = overview.variants;
  if (variant === undefined) throw new Error("no variant");
  const odd: Overview = { ...overview, variants: [{ ...variant, name: { nl: "A & B <i>", en: "A" } }] };
  expect(reportPage(odd)).toContain("<h1>A &#38; B &#60;i&#62;</h1>");
});

test("a period is said with its last day", () => {
  expect(periodText({ from: "2018-09-01", until: "2019-09-01" }, "nl")).toBe(
    "van 1 september 2018 tot en met 31 augustus 2019",
  );
  expect(periodText({ from: "2018-09-01" }, "en")).toBe("since 1 September 2018");
  expect(periodText({ until: "2019-01-01" }, "nl")).toBe("tot en met 31 december 2018");
  expect(periodText(undefined, "en")).toBe("so far");
});

test("it tells how many double registrations were prevented, and of no practice that it tried", async () => {
  const { engine, refers, registration, refusals, store, options } = await testTown();
  for (let i = 0; i < 6; i += 1) {
    await refers(`r${i}`, { practice: "north" });
    await engine.execute(registration(`r${i}`, { practice: "south" }), {
      actor: { id: "gp-2", role: "referrer" },
    });
  }
  await refusals.settled();
  const page = reportPage(await look(store, options()), {}, { locale: "en" });
  expect(page).toMatch(/Refused: a referral was open already<\/th><td class="n">6</);
  expect(page).not.toContain("south");
});
