import fc from "fast-check";
import { expect, test } from "vitest";
import { writtenDay, writtenMoment } from "./written.ts";

test("a moment is written as the language itself writes it", () => {
  const moments = fc.oneof(
    fc.date({ noInvalidDate: true }),
    fc.date({ noInvalidDate: true, min: new Date("1900-01-01"), max: new Date("2199-12-31") }),
  );
  fc.assert(
    fc.property(moments, (moment) => {
      expect(writtenMoment(moment.getTime())).toBe(moment.toISOString());
      const [day] = moment.toISOString().split("T");
      expect(writtenDay(Math.floor(moment.getTime() / 86_400_000))).toBe(day);
    }),
  );
});
