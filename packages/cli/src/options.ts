import { CalendarDate, Instant, Role } from "@wor/lifecycle";
import { z } from "zod";
import type { OptionSpec } from "./command.ts";
import { says } from "./words.ts";

/** One with a shape of its own. */
export const option = <Value>(spec: OptionSpec<Value>): OptionSpec<Value> => spec;

/** A switch: there or not. */
export const flag = (flags: string, nl: string, en: string): OptionSpec<boolean> =>
  option({ flags, says: says(nl, en), schema: z.boolean().default(false) });

/** A text that may be left out. */
export const text = (flags: string, nl: string, en: string): OptionSpec<string | undefined> =>
  option({ flags, says: says(nl, en), schema: z.string().min(1, empty).optional() });

const empty = "hier hoort een waarde / this takes a value";
const aDay = "een dag schrijft u als 2022-05-01 / a day is written as 2022-05-01";
const aMoment =
  "schrijf een dag als 2022-05-01, of een moment als 2022-05-01T08:30:00.000Z / write a day as 2022-05-01, or a moment as 2022-05-01T08:30:00.000Z";

/** A day in the municipality's calendar. */
export const day = (flags: string, nl: string, en: string): OptionSpec<string | undefined> =>
  option({
    flags,
    says: says(nl, en),
    schema: z
      .string()
      .refine((given) => CalendarDate.safeParse(given).success, aDay)
      .optional(),
  });

/** A day, to its end, or a moment. */
export const moment = (flags: string, nl: string, en: string): OptionSpec<string | undefined> =>
  option({
    flags,
    says: says(nl, en),
    schema: z
      .string()
      .refine((given) => CalendarDate.safeParse(given).success || Instant.safeParse(given).success, aMoment)
      .optional(),
  });

/** A whole number from 1 that may be left out. */
export const count = (flags: string, nl: string, en: string): OptionSpec<number | undefined> =>
  option({
    flags,
    says: says(nl, en),
    schema: z
      .string()
      .regex(/^[1-9]\d{0,8}$/, "hier hoort een heel getal vanaf 1 / this takes a whole number from 1")
      .transform(Number)
      .optional(),
  });

/** Which log. */
export const log = option({
  flags: "--log <where>",
  says: says(
    "het logboek: sqlite:<bestand>, een bestand, of postgres://…",
    "the log: sqlite:<file>, a file, or postgres://…",
  ),
  schema: z.string({ error: "welk logboek? / which log?" }).min(1, empty),
  env: "WOR_LOG",
});

/** Which municipality in it. */
export const municipality = text(
  "-m, --municipality <key>",
  "welke gemeente; anders de enige in het logboek",
  "which municipality; otherwise the only one in the log",
);

/** By which rules. */
export const variant = option({
  flags: "--variant <file>",
  says: says(
    "een variant waaronder verwijzingen lopen: bestand of ingebouwde plaats; mag meerdere keren",
    "a variant that referrals follow, file or built in; may be repeated",
  ),
  schema: z.array(z.string().min(1, empty)).default([]),
  repeatable: true,
});

/** Who asks. */
export const as = option({
  flags: "--as <role:key>",
  says: says(
    "namens wie, bijvoorbeeld coordinator:jk1; nooit een naam",
    "on whose behalf, for example coordinator:jk1; never a name",
  ),
  schema: z
    .string()
    .default("coordinator:wor")
    .transform((given) => {
      const [role, id = "wor"] = given.split(":", 2);
      return { role, id };
    })
    .pipe(
      z.object({
        role: z.enum(Role.options, {
          error: `kies een rol: ${Role.options.join(", ")} / choose a role: ${Role.options.join(", ")}`,
        }),
        id: z
          .string()
          .regex(
            /^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/,
            "na de dubbele punt hoort een sleutel van letters en cijfers / after the colon goes a key of letters and digits",
          ),
      }),
    ),
});

/** Where it is noted that somebody looked. */
export const accessLog = option({
  flags: "--access-log <file>",
  says: says("noteer hier dat er gekeken is (JSON Lines)", "note here that somebody looked (JSON Lines)"),
  schema: z.string().min(1, empty).optional(),
  env: "WOR_ACCESS_LOG",
});

/** Where the result goes. */
export const output = text(
  "-o, --output <file>",
  "schrijf naar dit bestand in plaats van het scherm",
  "write to this file instead of the screen",
);

/** What every command about one municipality in a log takes. */
export const townOptions = { log, municipality, variant, as, accessLog } as const;

/** From which moment to look, in both senses. */
export const asOfOptions = {
  asOf: moment("--as-of <day>", "wat er toen gebeurd was", "what had happened by then"),
  knownAt: moment("--known-at <day>", "wat er toen bekend was", "what was known by then"),
} as const;

/** The same for the read models. */
export const asOfFrom = (given: {
  readonly asOf: string | undefined;
  readonly knownAt: string | undefined;
}) =>
  given.asOf === undefined && given.knownAt === undefined
    ? undefined
    : { occurredBy: given.asOf, recordedBy: given.knownAt };
