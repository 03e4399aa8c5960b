import { wrongUsage } from "../failure.ts";
import { says } from "../words.ts";

/** Where a log is. `label` can be shown: it holds no secret. */
export type LogAddress =
  | { readonly kind: "sqlite"; readonly path: string; readonly label: string }
  | {
      readonly kind: "postgres";
      readonly connectionString: string;
      readonly schema: string | undefined;
      readonly label: string;
    };

/**
 * Reads where a log is: `sqlite:<file>`, a path, or `postgres://…`, where `?schema=` names the schema that the log
 * is in. @throws {Failure} for any other kind of address, without repeating it: there may be a password in it.
 */
export function logAddress(text: string): LogAddress {
  if (/^postgres(ql)?:/i.test(text)) return postgresAddress(text);
  const path = text.replace(/^(?:sqlite|file):(?:\/\/(?=\/))?/i, "");
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(path)?.[1];
  if (scheme !== undefined || path === "") {
    throw wrongUsage(
      "unknown-log-address",
      says(
        `Een logboek als “${scheme ?? "leeg"}:” kent dit programma niet.`,
        `This program knows no log like "${scheme ?? "empty"}:".`,
      ),
      { help: says("Kies sqlite:<bestand> of postgres://….", "Choose sqlite:<file> or postgres://….") },
    );
  }
  return { kind: "sqlite", path, label: path };
}

function postgresAddress(text: string): LogAddress {
  const url = URL.parse(text);
  if (url === null) {
    throw wrongUsage(
      "unknown-log-address",
      says("Dit adres van een database is niet te lezen.", "This address of a database cannot be read."),
      { help: says("Schrijf postgres://host/database.", "Write postgres://host/database.") },
    );
  }
  const schema = url.searchParams.get("schema") ?? undefined;
  url.searchParams.delete("schema");
  // Passwords can also stand among the parameters, so none of those is shown.
  const database = url.pathname === "/" ? "" : url.pathname;
  const label = `postgres://${url.host}${database}${schema === undefined ? "" : `?schema=${schema}`}`;
  return { kind: "postgres", connectionString: url.href, schema, label };
}
