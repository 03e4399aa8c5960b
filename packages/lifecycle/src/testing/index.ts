export * from "./example-commands.ts";
export * from "./example-town.ts";
export * from "./life-logs.ts";
export * from "./town-log.ts";
