import { type Attributes, type Meter, metrics, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import { commandTypes } from "@wor/lifecycle";
import type { Ran } from "../by-itself.ts";
import type { Engine } from "../engine.ts";
import type { Outbox, OutboxOptions } from "../outbox/outbox.ts";
import type { ProjectionStatus } from "../projections/index.ts";
import type { Reader } from "../reading.ts";

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

  const traced = tracedBy(tracer);

  const read = <T extends { readonly ok: true } | Refused>(
    what: string,
    reader: Reader,
    work: () => Promise<T>,
  ) =>
    traced(`wor.${what}`, { "wor.municipality": municipalityOf(reader) }, work, (answer) => ({
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
      const type = commandTypes.find((one) => one === command?.type) ?? "unknown";
      const about = { "wor.command": type, "wor.municipality": municipalityOf(given) };
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
      duration.record(performance.now() - begin, { "wor.command": type });
      if (executed.ok && !executed.repeated)
        for (const { type } of executed.events) events.add(1, { "wor.event": type });
      return executed;
    },
    referral: (id, reader) => read("referral", reader, () => engine.referral(id, reader)),
    history: (id, reader) => read("history", reader, () => engine.history(id, reader)),
    allowed: (id, reader) => read("allowed", reader, () => engine.allowed(id, reader)),
    nextSteps: (id, reader) => read("nextSteps", reader, () => engine.nextSteps(id, reader)),
    openReferrals: (reader) => read("openReferrals", reader, () => engine.openReferrals(reader)),
    runDue: () => ran("wor.runDue", () => engine.runDue()),
    runReactions: () => ran("wor.runReactions", () => engine.runReactions()),
  };
}

/** As it was asked, by whoever calls: the engine answers what is wrong with it. */
const municipalityOf = (asked: Partial<Reader> | undefined): string => asked?.municipality ?? "";

/** Runs work in a span; `outcome` says how it went. */
const tracedBy =
  (tracer: Tracer) =>
  <T>(
    name: string,
    attributes: Attributes,
    work: () => Promise<T>,
    outcome: (result: T) => Attributes,
  ): Promise<T> =>
    tracer.startActiveSpan(name, { attributes }, async (span) => {
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

/**
 * The same outbox, with a span and a count for each attempt to deliver: `wor.deliver` with the outbox, which attempt it
 * was, and whether the message arrived. Give the answer to `runOutbox`.
 */
export function withOutboxTelemetry<Body>(
  outbox: OutboxOptions<Body>,
  options: TelemetryOptions = {},
): OutboxOptions<Body> {
  const traced = tracedBy(options.tracer ?? trace.getTracer(scope));
  const meter = options.meter ?? metrics.getMeter(scope);
  const messages = meter.createCounter("wor.messages", {
    description: "Attempts to deliver a message, by outbox and outcome",
  });
  const about = { "wor.outbox": outbox.name };
  return {
    ...outbox,
    async deliver(message, context) {
      let outcome = "failed";
      try {
        const attributes = { ...about, "wor.attempt": context.attempt, "wor.event": message.event.type };
        await traced(
          "wor.deliver",
          attributes,
          () => outbox.deliver(message, context),
          () => ({ "wor.outcome": "delivered" }),
        );
        outcome = "delivered";
      } finally {
        messages.add(1, { ...about, "wor.outcome": outcome });
      }
    },
  };
}

/** Shows how many messages of an outbox wait for another attempt, and how many are dead, whenever metrics are collected. */
export function observeOutbox(
  name: string,
  outbox: Pick<Outbox, "waiting" | "deadLetters">,
  options: TelemetryOptions = {},
): { stop(): void } {
  const meter = options.meter ?? metrics.getMeter(scope);
  const waiting = meter.createObservableGauge("wor.outbox.waiting", {
    description: "Messages that wait for another attempt",
  });
  const dead = meter.createObservableGauge("wor.outbox.dead", {
    description: "Messages that are not tried any more",
  });
  const observe: Parameters<Meter["addBatchObservableCallback"]>[0] = async (observed) => {
    observed.observe(waiting, (await outbox.waiting()).length, { "wor.outbox": name });
    observed.observe(dead, (await outbox.deadLetters()).length, { "wor.outbox": name });
  };
  meter.addBatchObservableCallback(observe, [waiting, dead]);
  return { stop: () => meter.removeBatchObservableCallback(observe, [waiting, dead]) };
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
