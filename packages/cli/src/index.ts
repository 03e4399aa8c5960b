export type { ExitCode } from "./failure.ts";
export { exitCodes } from "./failure.ts";
export { main, type Surroundings } from "./main.ts";
