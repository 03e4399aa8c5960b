import { inMemoryEventStore } from "@wor/event-store";
import type { CommandInput } from "@wor/lifecycle";
import { nijmegen } from "@wor/variants";
import fc from "fast-check";
import { expect, test } from "vitest";
import { municipality } from "../harness/municipality.ts";
import { repertoire, setting, waysIn } from "../paths/repertoire.ts";
import { commandOf } from "../paths/say.ts";
import { runs } from "../testing/runs.ts";

/** What can be wrong with one field of a command. */
const damages = fc.oneof(
  fc.record({ how: fc.constant("leaveOut" as const) }),
  fc.record({ how: fc.constant("unknownField" as const) }),
  fc.record({
    how: fc.constant("replace" as const),
    by: fc.oneof(
      fc.constantFrom(
        null,
        "",
        " ",
        -1,
        Number.NaN,
        true,
        [],
        {},
        "2026-02-30",
        "another-municipality",
        "__proto__",
      ),
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.anything({ maxDepth: 2 }),
    ),
  }),
);

test("a command with a field that is missing, wrong or unknown never throws, and a no writes nothing", async () => {
  const town = await municipality({ variant: nijmegen, store: inMemoryEventStore() });
  for (const sentence of setting(nijmegen)) await town.tell(sentence);
  const path = await town.gp("practice-a").refers("resident-1");
  const commands = [...waysIn(nijmegen), ...repertoire(path.state, nijmegen, town.time.now)]
    .flatMap((sentence) => ("until" in sentence ? [] : (commandOf(sentence, [path.state], nijmegen) ?? [])))
    .map(({ command, actor }) => ({ command, actor }));

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...commands),
      fc.nat(20),
      damages,
      async ({ command, actor }, field, damage) => {
        const before = await town.store.head();
        const fields = Object.keys(command);
        const name = fields[field % fields.length] ?? "type";
        const damaged: Record<string, unknown> = { ...command };
        if (damage.how === "leaveOut") delete damaged[name];
        else if (damage.how === "unknownField") damaged.whatIsThis = 1;
        else damaged[name] = damage.by;

        const executed = await town.engine.execute(damaged as CommandInput, { actor });

        if (executed.ok) return;
        expect(await town.store.head()).toBe(before);
        expect(executed.rejection.message.nl).not.toMatch(/\{\w+\}/);
        expect(executed.rejection.message.en).not.toMatch(/\{\w+\}/);
      },
    ),
    { numRuns: runs(1_500) },
  );
});
