export * from "./example-commands.ts";
export * from "./example-town.ts";
export * from "./life-logs.ts";
export * from "./random-lives.ts";
export * from "./random-variants.ts";
export * from "./town-log.ts";
