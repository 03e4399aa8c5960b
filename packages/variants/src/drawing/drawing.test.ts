import { compiled, placeWords, type Variant } from "@wor/lifecycle";
import { describe, expect, test } from "vitest";
import { nijmegen, place, placeIds } from "../places.ts";
import { drawMermaid } from "./draw-mermaid.ts";
import { drawSvg } from "./draw-svg.ts";

describe("drawing a variant", () => {
  test("shows every place a referral can be in", async () => {
    const svg = drawSvg(nijmegen, { locale: "nl" });
    const mermaid = drawMermaid(nijmegen, { locale: "nl" });
    const places = new Set([...compiled("individual").nodes.values()].map(({ place }) => place.lifecycle));
    places.delete("referred.unregistered");
    for (const place of places) {
      expect(svg).toContain(placeWords[place].nl);
      expect(mermaid).toContain(placeWords[place].nl);
    }
  });

  test("says on the arrows who may do what, in the municipality's own words", async () => {
    const variant = { ...nijmegen, terms: { coach: { nl: "sociaal makelaar", en: "social broker" } } };
    expect(drawSvg(variant, { locale: "nl" })).toContain("sociaal makelaar");
    expect(drawMermaid(variant, { locale: "en" })).toContain("put on hold<br/>(social broker, coordinator)");
  });

  test("says in the places what is due, and follows the variant", async () => {
    const variant = { ...nijmegen, contact: { ...nijmegen.contact, firstWithin: { workingDays: 3 } } };
    expect(drawMermaid(nijmegen, { locale: "nl" })).toContain("contact binnen 14 dagen");
    expect(drawMermaid(variant, { locale: "nl" })).toContain("contact binnen 3 werkdagen");
  });

  test("leaves out a step that the municipality does not use", () => {
    const variant = { ...nijmegen, matching: { ...nijmegen.matching, trying: false, waitingList: false } };
    const mermaid = drawMermaid(variant, { locale: "en" });
    expect(mermaid).not.toContain("matched_trying");
    expect(mermaid).not.toContain("matched_waiting");
  });

  test("marks what nobody may do", () => {
    const variant = { ...nijmegen, permissions: { ...nijmegen.permissions, ResumeIntake: [] } };
    expect(drawSvg(nijmegen, { locale: "nl" })).not.toContain("∅");
    expect(drawSvg(variant, { locale: "nl" })).toContain("∅");
    expect(drawMermaid(nijmegen, { locale: "nl" })).not.toContain("niemand");
    expect(drawMermaid(variant, { locale: "nl" })).toContain("gesprekken hervatten<br/>(niemand)");
  });

  test("says where a role may do something in some stages only", () => {
    const restrictions: Variant["restrictions"] = [
      { roles: ["referrer"], commands: ["DropReferral"], stages: ["referred"] },
    ];
    const dropped = (variant: Variant, stage: string) =>
      drawMermaid(variant, { locale: "en" })
        .split("\n")
        .find((line) => line.startsWith(`  ${stage} -->`) && line.endsWith("dropped_reporting"));
    const restricted = { ...nijmegen, restrictions };
    expect(dropped(nijmegen, "referred")).toContain("(referrer,");
    expect(dropped(nijmegen, "intake")).not.toContain("(");
    expect(dropped(restricted, "referred")).toContain("(referrer,");
    expect(dropped(restricted, "intake")).not.toContain("referrer");
    expect(drawSvg(restricted, { locale: "en" })).not.toBe(drawSvg(nijmegen, { locale: "en" }));
  });

  test("marks who may act only for their own", () => {
    const kept: Variant = { ...nijmegen, ownReferralsOnly: ["coach"] };
    expect(drawMermaid(kept, { locale: "en" })).toContain("(wellbeing coach (own only), coordinator)");
    expect(drawSvg(kept, { locale: "nl" })).toContain("welzijnscoach (alleen eigen)");
    expect(drawSvg(nijmegen, { locale: "nl" })).not.toContain("alleen eigen");
  });

  test("shows nobody postponing before the judgement who may not judge", () => {
    const variant: Variant = { ...nijmegen, triage: { ...nijmegen.triage, by: "coordinator" } };
    const mermaid = drawMermaid(variant, { locale: "en" });
    expect(mermaid).toContain('referred_triage -->|"postpone<br/>(coordinator)"|');
    expect(mermaid).toContain('referred_contacting -->|"postpone<br/>(wellbeing coach, coordinator)"|');
  });

  test("keeps everything on the paper, for every place and in both languages", () => {
    for (const id of placeIds) {
      for (const locale of ["nl", "en"] as const) {
        const svg = drawSvg(place(id), { locale });
        const [, width = "", height = ""] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
        const [across, down] = (["x", "y"] as const).map((axis) =>
          [...svg.matchAll(new RegExp(` ${axis}="(-?[\\d.]+)"`, "g"))].map(([, at]) => Number(at)),
        );
        expect(Math.min(...(across ?? []), ...(down ?? []))).toBeGreaterThanOrEqual(0);
        expect(Math.max(...(across ?? []))).toBeLessThan(Number(width));
        expect(Math.max(...(down ?? []))).toBeLessThan(Number(height));
      }
    }
  });

  test("survives names that mean something to a drawing program", async () => {
    const variant = { ...nijmegen, name: { nl: 'A & "B" <C>', en: "x" } };
    expect(drawSvg(variant, { locale: "nl" })).toContain("A &amp; &quot;B&quot; &lt;C&gt;");
  });
});
