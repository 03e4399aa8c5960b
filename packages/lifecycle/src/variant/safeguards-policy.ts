import { z } from "zod";
import { commandTypes } from "../command-types.ts";
import { stages } from "../machine/place.ts";
import { Role } from "../vocabulary/roles.ts";
import { CalendarDate, Term } from "../vocabulary/times.ts";
import { said, Text } from "./described.ts";

/** What a role may do only in some stages: role × stage × command, beside the table of who may do what. */
export const Restriction = z.strictObject({
  roles: said(z.array(Role).min(1), "Voor wie", "For whom"),
  commands: said(z.array(z.enum(commandTypes)).min(1), "Welke handelingen", "Which commands"),
  stages: said(z.array(z.enum(stages)).min(1), "Alleen in deze fasen", "Only in these stages"),
});

/** What happens when nothing happens. */
export const EscalationPolicy = z.strictObject({
  remindBefore: said(Term.default("P2D"), "Herinnering vooraf", "Reminder before"),
  chain: said(
    z.array(Role).min(1).default(["coordinator", "municipality"]),
    "Bij wie een verlopen stap achtereenvolgens terechtkomt",
    "To whom an overdue step rises, in turn",
  ),
  nextAfter: said(Term.default("P1W"), "Opschalen naar de volgende na", "Rises to the next after"),
});

/** On which days nobody works, beside Saturdays and Sundays. */
export const CalendarPolicy = z.strictObject({
  nationalHolidays: said(
    z.boolean().default(true),
    "Gelden de landelijke feestdagen (Nieuwjaar, Pasen, Koningsdag, Hemelvaart, Pinksteren, Kerst)",
    "Whether the Dutch national holidays count",
  ),
  holidays: said(z.array(CalendarDate).default([]), "Andere vrije dagen", "Other days off"),
});

/** How long what was written is kept. */
export const RetentionPolicy = z.strictObject({
  afterClosing: said(
    Term.default("P15Y"),
    "Bewaren na het sluiten; daarna mag het worden vergeten",
    "Kept after closing; after that it may be forgotten",
  ),
});

/** Agreements about meeting each other, for the people who do the work. */
export const Meeting = z.strictObject({
  name: said(Text, "Welk overleg, met wie", "Which meeting, with whom"),
  every: said(Term, "Hoe vaak: eens per", "How often: once every"),
});
