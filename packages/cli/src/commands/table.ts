import { isTableName, table as made, tableJson, tableNames, tables, tableText } from "@wor/monitoring";
import { type Context, defineCommand, type Outcome, optional } from "../command.ts";
import { wrongUsage } from "../failure.ts";
import { hanging } from "../layout.ts";
import { changedSincePinned, warnOfChanged } from "../log/changed-rules.ts";
import { openTown } from "../log/town.ts";
import { townOptions } from "../options.ts";
import { overviewOf, selectionFrom, selectionOptions } from "../selection.ts";
import { unknownTable } from "../unknown-table.ts";
import { says } from "../words.ts";

/** A table of monitoring, live or as of any moment. */
export const table = defineCommand({
  about: says(
    "Een tabel over een gemeente, nu of zoals het toen was. Zonder naam: welke tabellen er zijn. Hier staat alles in, ook over weinig mensen; wat naar buiten gaat, maakt wor export.",
    "A table about a municipality, now or as it was then. Without a name: which tables there are. Everything is in it, also about few people; what goes outside is made by wor export.",
  ),
  examples: [
    "table",
    "table year --log nijmegen.sqlite --year 2019",
    "table funnel --log nijmegen.sqlite --from 2018-09-01 --until 2019-09-01",
  ],
  positionals: { name: optional(says("welke tabel", "which table")) },
  options: {
    ...townOptions,
    log: { ...townOptions.log, schema: townOptions.log.schema.optional() },
    ...selectionOptions,
  },
  async run({ positionals: { name }, options, context }) {
    if (name === undefined) return listed(context);
    if (!isTableName(name)) throw unknownTable(name);
    const { locale, terminal } = context;
    const { log } = options;
    if (log === undefined)
      throw wrongUsage("invalid-option", says("--log: welk logboek?", "--log: which log?"));
    const selection = selectionFrom(options);
    await using town = await openTown({ ...options, log }, "read", context);
    if (tables[name].individual) await town.noteAccess("openReferrals");
    warnOfChanged(await changedSincePinned(town), context);
    const table = made(name, await overviewOf(town, options, context), selection);
    return {
      ok: true,
      result: { ...tableJson(table, { locale, audience: "municipality" }) },
      text: tableText(table, { locale, width: terminal.width }),
    };
  },
});

function listed({ locale, terminal }: Context): Outcome {
  const wide = Math.max(...tableNames.map((name) => name.length)) + 2;
  return {
    ok: true,
    result: {
      tables: tableNames.map((name) => ({ name, title: tables[name].title, about: tables[name].about })),
    },
    text: tableNames
      .map((name) => hanging(`${name.padEnd(wide)}`, tables[name].about[locale], terminal.width))
      .join("\n"),
  };
}
