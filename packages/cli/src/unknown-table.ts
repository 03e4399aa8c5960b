import { tableNames } from "@wor/monitoring";
import { type Failure, wrongUsage } from "./failure.ts";
import { nearest } from "./nearest.ts";
import { says } from "./words.ts";

/** There is no table of this name; says which was probably meant. */
export function unknownTable(name: string): Failure {
  const meant = nearest(name, tableNames);
  return wrongUsage(
    "unknown-table",
    says(`De tabel “${name}” bestaat niet.`, `There is no table "${name}".`),
    {
      help:
        meant === undefined
          ? says(`Er zijn: ${tableNames.join(", ")}.`, `There are: ${tableNames.join(", ")}.`)
          : says(`Bedoelde u ${meant}?`, `Did you mean ${meant}?`),
      details: { tables: tableNames, ...(meant !== undefined && { suggestion: meant }) },
    },
  );
}
