import { SpanStatusCode } from "@opentelemetry/api";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { inMemoryEventStore } from "@wor/event-store";
import { expect, test } from "vitest";
import { runOutbox } from "../outbox/outbox.ts";
import { differently, testTown } from "../testing/town.ts";
import { observeOutbox, observeProjections, withOutboxTelemetry, withTelemetry } from "./telemetry.ts";

function observed() {
  const spans = new InMemorySpanExporter();
  const tracing = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const metering = new MeterProvider({ readers: [reader] });
  const points = async () => {
    await metering.forceFlush();
    const scopes = exporter.getMetrics().at(-1)?.scopeMetrics ?? [];
    return scopes
      .flatMap(({ metrics }) => metrics)
      .flatMap(({ descriptor, dataPoints }) =>
        dataPoints.map(({ attributes, value }) => ({ name: descriptor.name, attributes, value })),
      );
  };
  return {
    options: { tracer: tracing.getTracer("test"), meter: metering.getMeter("test") },
    spans: () =>
      spans
        .getFinishedSpans()
        .map(({ name, attributes, status }) => ({ name, attributes, code: status.code })),
    points,
  };
}

const actor = { actor: { id: "a-coordinator", role: "coordinator" } } as const;

test("each command has a span that says what it was and how it went, and is counted", async () => {
  const { options, spans, points } = observed();
  const engine = withTelemetry(testTown().engine, options);
  const command = { type: "RegisterCoach", coach: "coach-1" } as const;
  await engine.execute(command, { ...actor, commandId: "form-1", municipality: "testdorp" });
  await engine.execute(command, { ...actor, commandId: "form-1", municipality: "testdorp" });
  await engine.execute({ type: "HoldConversation", referral: "nowhere", mode: "phone" }, actor);
  expect(
    spans().map(({ name, attributes }) => [name, attributes["wor.command"], attributes["wor.outcome"]]),
  ).toEqual([
    ["wor.execute", "RegisterCoach", "done"],
    ["wor.execute", "RegisterCoach", "repeated"],
    ["wor.execute", "HoldConversation", "unknown-referral"],
  ]);
  const measured = await points();
  expect(measured.filter(({ name }) => name === "wor.commands").map(({ value }) => value)).toEqual([1, 1, 1]);
  expect(measured.find(({ name }) => name === "wor.events")).toMatchObject({
    attributes: { "wor.event": "CoachRegistered" },
    value: 1,
  });
  expect(JSON.stringify([spans(), measured])).not.toMatch(/coach-1|nowhere|a-coordinator/);
});

test("reads, deadlines and reactions have spans of their own", async () => {
  const { options, spans } = observed();
  const town = testTown();
  const referral = await town.refers("r1");
  const engine = withTelemetry(town.engine, options);
  await engine.referral(referral, actor);
  await engine.openReferrals(actor);
  await engine.runDue();
  expect(
    spans().map(({ name, attributes }) => [name, attributes["wor.outcome"] ?? attributes["wor.done"]]),
  ).toEqual([
    ["wor.referral", "done"],
    ["wor.openReferrals", "done"],
    ["wor.runDue", 0],
  ]);
});

test("what an engine does by itself while it runs is seen too", async () => {
  const { options, spans } = observed();
  const town = testTown();
  await town.refers("r1");
  await town.gives("coordinator", { type: "RegisterCoach", coach: "coach-1" });
  const stop = new AbortController();
  const running = withTelemetry(town.engine, options).run({ signal: stop.signal });
  await expect.poll(() => spans().map(({ name }) => name)).toContain("wor.runDue");
  stop.abort();
  await running;
  const reacted = spans().find(({ name }) => name === "wor.runReactions");
  expect(reacted?.attributes["wor.done"]).toBe(1);
});

test("a broken log shows as an error by its name, without what it says", async () => {
  const { options, spans } = observed();
  const store = differently(inMemoryEventStore(), {
    append: () => Promise.reject(new TypeError("the name of somebody")),
  });
  const engine = withTelemetry(testTown({ store }).engine, options);
  await expect(engine.execute({ type: "RegisterCoach", coach: "coach-1" }, actor)).rejects.toThrow();
  expect(spans()[0]).toMatchObject({ code: SpanStatusCode.ERROR, attributes: { "error.type": "TypeError" } });
  expect(JSON.stringify(spans())).not.toContain("somebody");
});

test("what came in wrong is answered as ever, and what it said is not measured", async () => {
  const { options, spans, points } = observed();
  const engine = withTelemetry(testTown().engine, options);
  const wrong = { ok: false, rejection: { code: "invalid-command" } };
  expect(await engine.execute(null as never, actor)).toMatchObject(wrong);
  expect(await engine.execute({ type: "J. de Vries" } as never, actor)).toMatchObject(wrong);
  const nobody = undefined as never;
  expect(await engine.execute({ type: "RegisterCoach", coach: "coach-1" }, nobody)).toMatchObject(wrong);
  expect(await engine.referral("nowhere", nobody)).toMatchObject(wrong);
  expect(spans().map(({ attributes }) => attributes["wor.command"])).toEqual([
    "unknown",
    "unknown",
    "RegisterCoach",
    undefined,
  ]);
  expect(JSON.stringify([spans(), await points()])).not.toContain("Vries");
});

test("an application that has set nothing up notices nothing", async () => {
  const { engine } = testTown();
  const executed = await withTelemetry(engine).execute({ type: "RegisterCoach", coach: "coach-1" }, actor);
  expect(executed.ok).toBe(true);
});

test("how far projections are behind is there whenever metrics are collected", async () => {
  const { options, points } = observed();
  const status = {
    name: "funnel",
    version: 2,
    serving: true,
    position: 4,
    head: 9,
    lag: 5,
    building: undefined,
  };
  const observing = observeProjections(async () => [{ ...status, parked: [] }], options);
  expect(
    (await points()).map(({ name, value, attributes }) => [name, value, attributes["wor.projection"]]),
  ).toEqual([
    ["wor.projection.lag", 5, "funnel"],
    ["wor.projection.parked", 0, "funnel"],
  ]);
  observing.stop();
});

test("each attempt to deliver has a span and is counted; what waits or is dead is there to be seen", async () => {
  const { options, spans, points } = observed();
  const store = inMemoryEventStore();
  const { gives } = testTown({ store });
  await gives("coordinator", { type: "RegisterCoach", coach: "coach-1" });
  let attempts = 0;
  const outbox = runOutbox(
    store,
    store.checkpoints,
    withOutboxTelemetry(
      {
        name: "post",
        owner: "one",
        query: { municipality: "testdorp" },
        messages: () => ["a coach came"],
        backoffMs: () => 0,
        everyMs: 1,
        deliver: async () => {
          attempts += 1;
          if (attempts === 1) throw new TypeError("the name of somebody");
        },
      },
      options,
    ),
  );
  const observing = observeOutbox("post", outbox, options);
  while (attempts < 2) await new Promise((resolve) => setTimeout(resolve, 1));
  await outbox.stop();
  expect(spans().map(({ name, attributes, code }) => [name, attributes["wor.outcome"], code])).toEqual([
    ["wor.deliver", undefined, SpanStatusCode.ERROR],
    ["wor.deliver", "delivered", SpanStatusCode.UNSET],
  ]);
  expect(JSON.stringify(spans())).not.toContain("somebody");
  expect(
    (await points()).map(({ name, value, attributes }) => [name, value, attributes["wor.outcome"]]),
  ).toEqual(
    expect.arrayContaining([
      ["wor.messages", 1, "failed"],
      ["wor.messages", 1, "delivered"],
      ["wor.outbox.dead", 0, undefined],
    ]),
  );
  observing.stop();
});
