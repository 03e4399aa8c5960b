import { z } from "zod";
import { referralFact } from "../fact.ts";
import { Code } from "../vocabulary/identifiers.ts";

export const MeasurementMoment = z.enum(["start", "after3Months", "after6Months"]);

export const measurementFacts = {
  MeasurementTaken: referralFact(
    1,
    {
      instrument: Code,
      moment: MeasurementMoment,
      /** By the instrument's published rules; `null` where too much is missing to score. */
      scores: z.record(Code, z.number().nullable()),
      missingItems: z.int().min(0).default(0),
    },
    (record, { data, occurredAt }) => {
      record.measurements.push({ instrument: data.instrument, moment: data.moment, at: occurredAt });
    },
  ),
};
