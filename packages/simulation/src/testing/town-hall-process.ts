// Runs a municipality on a log that it shares with others, until it is killed, and says which commands were acknowledged.
// Usage: town-hall-process <sqlite file or postgres:// url> <schema> <name> <began> <minutes off> <notes>.
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { openShared } from "./shared-store.ts";
import { runTownHall } from "./town-hall.ts";

const [place = "", schema = "", name = "", began = "", minutesOff = "", notes = ""] = process.argv.slice(2);

// Who is killed writes nothing at the end.
flushCompileCache();
await runTownHall({
  store: openShared(place, schema),
  name,
  began: Number(began),
  minutesOff: Number(minutesOff),
  notes,
  // At once, not through a buffer that dies with the process.
  acknowledged: (commandId) => writeSync(1, `${commandId}\n`),
  signal: new AbortController().signal,
});
