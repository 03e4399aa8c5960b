export * from "./example-commands.ts";
export * from "./example-town.ts";
export * from "./town-log.ts";
