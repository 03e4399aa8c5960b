import { column, row, says, type TableDefinition } from "./definition.ts";

/**
 * The same resident, twice. A registration that is refused leaves no trace in the log, so what was refused at the
 * door is not here; what came of doubles that got in is.
 */
export const doubles: TableDefinition = {
  title: says("Dubbele aanmeldingen", "Double registrations"),
  about: says(
    "Wat er gebeurde met inwoners die vaker verwezen werden. Wat aan de deur geweigerd is staat niet in het logboek.",
    "What became of residents who were referred more than once. What was refused at the door is not in the log.",
  ),
  columns: [column("what", "text", "Wat", "What"), column("count", "count", "Verwijzingen", "Referrals")],
  make: ({ people }) => {
    const count = (is: (one: (typeof people)[number]) => boolean) => people.filter(is).length;
    return {
      rows: [
        row("second", [
          says("Bewust een tweede naast een lopende", "Deliberately a second beside one that is open"),
          count((one) => one.secondBecause !== undefined),
        ]),
        row("merged", [
          says("Samengevoegd met een andere", "Merged with another"),
          count((one) => one.dropped?.reason === "duplicate"),
        ]),
        row("dismissed", [
          says("Leek op een andere en was het niet", "Looked like another and was not"),
          count((one) => one.notDuplicates > 0),
        ]),
        row("again", [
          says("Kwam later terug, gekoppeld aan de eerdere", "Came back later, linked to the earlier one"),
          count((one) => one.previous !== undefined),
        ]),
        row("reopened", [says("Heropend", "Reopened"), count((one) => one.reopened > 0)]),
      ],
    };
  },
};
