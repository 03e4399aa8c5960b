import type { Term } from "./times.ts";
import type { Words } from "./words.ts";

const units = {
  Y: { one: { nl: "jaar", en: "year" }, more: { nl: "jaar", en: "years" } },
  M: { one: { nl: "maand", en: "month" }, more: { nl: "maanden", en: "months" } },
  W: { one: { nl: "week", en: "week" }, more: { nl: "weken", en: "weeks" } },
  D: { one: { nl: "dag", en: "day" }, more: { nl: "dagen", en: "days" } },
  workingDays: {
    one: { nl: "werkdag", en: "working day" },
    more: { nl: "werkdagen", en: "working days" },
  },
} as const satisfies { readonly [unit: string]: { readonly one: Words; readonly more: Words } };

/** A term as people say it: `P14D` is "14 dagen", "14 days"; `P1M2W` is "1 maand en 2 weken". */
export function termInWords(term: Term): Words {
  if (typeof term !== "string") return counted(term.workingDays, "workingDays");
  const parts = [...term.matchAll(/(\d+)([YMWD])/g)].map(([, count, unit]) =>
    counted(Number(count), unit as keyof typeof units),
  );
  return {
    nl: parts.map(({ nl }) => nl).join(" en "),
    en: parts.map(({ en }) => en).join(" and "),
  };
}

function counted(count: number, unit: keyof typeof units): Words {
  const { nl, en } = count === 1 ? units[unit].one : units[unit].more;
  return { nl: `${count} ${nl}`, en: `${count} ${en}` };
}
