import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { type PseudonymKey, pseudonymKey } from "@wor/privacy";
import { broken, type Failure, wrongUsage } from "../failure.ts";
import { says } from "../words.ts";

/** The environment variable that may hold the key. */
export const keyVariable = "WOR_PSEUDONYM_KEY";

/** Where the key comes from: a file, or the environment. Never an argument, which every process may see. */
export interface KeySource {
  readonly file: string | undefined;
  readonly env: { readonly [name: string]: string | undefined };
  /** Is told when others than the owner may read the file. */
  readonly warn: (path: string) => void;
}

/**
 * The key under which residents are known in the log: at least 32 bytes, in hexadecimal digits or base64, perhaps
 * after a name for the key and a colon (`2025:…`).
 *
 * @throws {Failure} when there is none or it cannot be read; never with any of it.
 */
export function readPseudonymKey({ file, env, warn }: KeySource): PseudonymKey {
  const text = file === undefined ? env[keyVariable] : readFileSync(file, "utf8");
  if (text === undefined || text.trim() === "") throw noKey(file);
  if (file !== undefined && process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0) warn(file);
  const [, id = "k1", secret = ""] = /^(?:([a-z0-9][a-z0-9-]{0,31}):)?(\S+)$/.exec(text.trim()) ?? [];
  const bytes = decoded(secret);
  if (bytes === undefined || bytes.byteLength < 32) throw unusable(file);
  return pseudonymKey(id, bytes);
}

/** A key for trying something out; what it makes fits nothing else. */
export const throwawayKey = (): PseudonymKey => pseudonymKey("trying", randomBytes(32));

function decoded(secret: string): Uint8Array | undefined {
  if (/^(?:[0-9a-f]{2}){32,}$/i.test(secret)) return Buffer.from(secret, "hex");
  if (/^[A-Za-z0-9+/_-]{43,}={0,2}$/.test(secret)) return Buffer.from(secret, "base64");
  return undefined;
}

const noKey = (file: string | undefined): Failure =>
  wrongUsage(
    "no-key",
    file === undefined
      ? says("Er is geen pseudoniemsleutel gegeven.", "No pseudonym key was given.")
      : says(`${file} is leeg.`, `${file} is empty.`),
    {
      help: says(
        `Geef --key-file <bestand>, of zet de sleutel in ${keyVariable}.\nEen nieuwe: (umask 077; openssl rand -hex 32 > gemeente.key)\nBewaar hem buiten het logboek: wie hem kwijt is, herkent niemand terug.`,
        `Give --key-file <file>, or put the key in ${keyVariable}.\nA new one: (umask 077; openssl rand -hex 32 > municipality.key)\nKeep it apart from the log: without it nobody is recognised again.`,
      ),
    },
  );

const unusable = (file: string | undefined): Failure =>
  broken(
    "unusable-key",
    says(
      `De pseudoniemsleutel in ${file ?? keyVariable} is niet bruikbaar.`,
      `The pseudonym key in ${file ?? keyVariable} cannot be used.`,
    ),
    {
      help: says(
        "Nodig zijn ten minste 32 bytes, hexadecimaal of in base64.",
        "It takes at least 32 bytes, in hexadecimal digits or base64.",
      ),
    },
  );
