export {
  type ImportOptions,
  type ImportReport,
  importRegistrations,
  type RefusedRow,
} from "./import-registrations.ts";
