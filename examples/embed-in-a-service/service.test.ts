import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("the service takes a form once, and says in HTTP why not", async () => {
  const args = ["--conditions=@wor/source", join(import.meta.dirname, "try-it.ts")];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, NO_COLOR: "1" },
  });
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => line.replace(/referrals\/\w+/, "referrals/…"));
  expect(lines).toEqual([
    "POST /commands as referrer: 200 [ 'ReferralRegistered', 'ReferralAccepted' ]",
    "POST /commands as referrer: 200 [ 'ReferralRegistered', 'ReferralAccepted' ]",
    "POST /commands as referrer: 409 referral-already-open",
    "POST /commands as referrer: 400 invalid-command",
    "POST /commands as referrer: 403 not-permitted",
    "POST /commands as coach: 200 [ 'IntakeStarted', 'ConversationHeld' ]",
    "GET /referrals/…/history as coach: 200 ",
    "GET /referrals as nobody: 401",
  ]);
});
