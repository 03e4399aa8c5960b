import { type Attributes, type Meter, metrics, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import type { Engine, Ran } from "../engine.ts";
import type { ProjectionStatus } from "../projections/index.ts";

/** Where traces and metrics go. Default: what the application has set up with OpenTelemetry; nothing where it has not. */
export interface TelemetryOptions {
  readonly tracer?: Tracer | undefined;
  readonly meter?: Meter | undefined;
}

const scope = "@wor/engine";

/**
 * The same engine, with a span and metrics for each call: `wor.execute` with the command's type, the municipality and
 * the outcome (`done`, `repeated`, or the code of the refusal), the reads, and what time and rules did. No key of a
 * referral or a person is ever in them.
 */
export function withTelemetry(engine: Engine, options: TelemetryOptions = {}): Engine {
  const tracer = options.tracer ?? trace.getTracer(scope);
  const meter = options.meter ?? metrics.getMeter(scope);
  const commands = meter.createCounter("wor.commands", { description: "Commands by type and outcome" });
  const events = meter.createCounter("wor.events", { description: "Events appended, by type" });
  const duration = meter.createHistogram("wor.execute.duration", {
    unit: "ms",
    description: "Deciding and appending",
  });

  /** Runs `work` in a span; `outcome` says how it went. */
  function traced<T>(
    name: string,
    attributes: Attributes,
    work: () => Promise<T>,
    outcome: (result: T) => Attributes,
  ): Promise<T> {
    return tracer.startActiveSpan(name, { attributes }, async (span) => {
      try {
        const result = await work();
        span.setAttributes(outcome(result));
        return result;
      } catch (error) {
        // Its message may quote data; its name does not.
        const reason = error instanceof Error ? error.name : typeof error;
        span.setStatus({ code: SpanStatusCode.ERROR, message: reason });
        span.setAttribute("error.type", reason);
        throw error;
      } finally {
        span.end();
      }
    });
  }

  const read = <T extends { readonly ok: true } | Refused>(
    what: string,
    municipality: string | undefined,
    work: () => Promise<T>,
  ) =>
    traced(`wor.${what}`, { "wor.municipality": municipality ?? "" }, work, (answer) => ({
      "wor.outcome": answer.ok ? "done" : answer.rejection.code,
    }));

  const ran = (name: string, work: () => Promise<Ran>) =>
    traced(name, {}, work, ({ done, refused }) => ({
      "wor.done": done.length,
      "wor.refused": refused.length,
    }));

  return {
    ...engine,
    async execute(command, given) {
      const about = { "wor.command": command.type, "wor.municipality": given.municipality ?? "" };
      const begin = performance.now();
      const executed = await traced(
        "wor.execute",
        about,
        () => engine.execute(command, given),
        (answer) => ({
          "wor.outcome": outcomeOf(answer),
        }),
      );
      const outcome = outcomeOf(executed);
      commands.add(1, { ...about, "wor.outcome": outcome });
      duration.record(performance.now() - begin, { "wor.command": command.type });
      if (executed.ok && !executed.repeated)
        for (const { type } of executed.events) events.add(1, { "wor.event": type });
      return executed;
    },
    referral: (id, reader) => read("referral", reader.municipality, () => engine.referral(id, reader)),
    history: (id, reader) => read("history", reader.municipality, () => engine.history(id, reader)),
    allowed: (id, reader) => read("allowed", reader.municipality, () => engine.allowed(id, reader)),
    nextSteps: (id, reader) => read("nextSteps", reader.municipality, () => engine.nextSteps(id, reader)),
    openReferrals: (reader) => read("openReferrals", reader.municipality, () => engine.openReferrals(reader)),
    runDue: () => ran("wor.runDue", () => engine.runDue()),
    runReactions: () => ran("wor.runReactions", () => engine.runReactions()),
  };
}

type Refused = { readonly ok: false; readonly rejection: { readonly code: string } };

const outcomeOf = (answer: { readonly ok: true; readonly repeated: boolean } | Refused): string =>
  answer.ok ? (answer.repeated ? "repeated" : "done") : answer.rejection.code;

/** Shows how far projections are behind the log, and how much they have set aside, whenever metrics are collected. */
export function observeProjections(
  status: () => Promise<readonly ProjectionStatus[]>,
  options: TelemetryOptions = {},
): { stop(): void } {
  const meter = options.meter ?? metrics.getMeter(scope);
  const lag = meter.createObservableGauge("wor.projection.lag", {
    description: "Positions of the log that are not in what readers see",
  });
  const parked = meter.createObservableGauge("wor.projection.parked", {
    description: "Events that a projection's code could not take in",
  });
  const observe = async (observed: Parameters<Parameters<Meter["addBatchObservableCallback"]>[0]>[0]) => {
    for (const one of await status()) {
      const about = { "wor.projection": one.name, "wor.version": one.version };
      observed.observe(lag, one.lag, about);
      observed.observe(parked, one.parked.length, about);
    }
  };
  meter.addBatchObservableCallback(observe, [lag, parked]);
  return { stop: () => meter.removeBatchObservableCallback(observe, [lag, parked]) };
}
