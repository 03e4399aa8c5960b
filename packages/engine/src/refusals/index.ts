export type { Refusal, TellRefusal } from "./refusal.ts";
export {
  doubleRegistrationCodes,
  type RefusalLog,
  type RefusalLogOptions,
  refusalLog,
} from "./refusal-log.ts";
