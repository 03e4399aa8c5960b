import { expect, test } from "vitest";
import { postgresEventStore } from "./index.ts";
import { startChild } from "./testing/child.ts";
import { freshSchema, testConnectionString } from "./testing/database.ts";
import { about, all } from "./testing/events.ts";

const connectionString = await testConnectionString();
const runs = Number(process.env.WOR_RUNS ?? 1);

test("eight processes that register the same residents register each once, and overfill no coach", {
  timeout: 60_000 * runs,
}, async () => {
  for (let run = 0; run < runs; run++) {
    const schema = freshSchema();
    const store = postgresEventStore({ connectionString, schema });
    await store.head();
    const [residents, places, coaches] = [18, 4, 3];
    const parameters = {
      DATABASE: connectionString,
      SCHEMA: schema,
      RESIDENTS: String(residents),
      PLACES: String(places),
    };
    const rivals = Array.from({ length: 8 }, () => startChild("./rival.ts", parameters));
    for (const { lines } of rivals) expect((await lines.next()).value).toBe("ready");
    for (const { process } of rivals) process.stdin?.write("go\n");
    const registered = await Promise.all(rivals.map(async ({ lines }) => Number((await lines.next()).value)));
    await Promise.all(rivals.map(({ gone }) => gone));
    for (let coach = 0; coach < coaches; coach++)
      expect(await all(store, about(`coach:${coach}`))).toHaveLength(places);
    const written = await all(store, { municipality: "nijmegen" });
    expect(new Set(written.map(({ tags }) => tags[0])).size).toBe(written.length);
    expect(written).toHaveLength(places * coaches);
    expect(registered.reduce((sum, count) => sum + count)).toBe(written.length);
    await store.close();
  }
});
