import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A PostgreSQL server of its own, in a temporary directory, on a free port of this machine only. */
export interface PostgresServer {
  readonly connectionString: string;
  /** Kills it as a power cut would kill the process: nothing is written any more, nobody is told. */
  crash(): Promise<void>;
  /** Starts it again on what the crash left. */
  restart(): Promise<void>;
  /** Stops it and removes its directory. Happens by itself when this process ends, however it ends. */
  stop(): Promise<void>;
}

/**
 * Takes about a second.
 *
 * @param options.durable Whether it waits for the disk, as a real one does (default). Without, it survives the
 *   death of its clients but not its own, and tests take half the time.
 */
export async function startPostgres(options: { durable?: boolean } = {}): Promise<PostgresServer> {
  const root = await mkdtemp(join(tmpdir(), "wor-postgres-"));
  // When run as root, the server is another user, who has to get in.
  await chmod(root, 0o755);
  const port = await freePort();
  let running = await run(root, port, options);
  return {
    connectionString: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    async crash() {
      const [pid] = (await readFile(join(root, "data", "postmaster.pid"), "utf8")).split("\n");
      process.kill(Number(pid), "SIGKILL");
      running.kill("SIGKILL");
      if (running.exitCode === null && running.signalCode === null) await once(running, "exit");
    },
    async restart() {
      // The killed server's children hold on to its shared memory for a moment.
      for (let attempt = 1; ; attempt++) {
        try {
          running = await run(root, port, options);
          return;
        } catch (error) {
          if (attempt === 20) throw error;
          await sleep(100);
        }
      }
    },
    async stop() {
      const gone = once(running, "exit");
      running.stdin?.end();
      if (running.exitCode === null && running.signalCode === null) await gone;
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function run(
  root: string,
  port: number,
  { durable = true }: { durable?: boolean },
): Promise<ChildProcess> {
  const script = new URL("./postgres-process.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script, root, String(port), durable ? "on" : "off"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const failed = once(child, "exit").then(() => {
    throw new Error("PostgreSQL did not start.");
  });
  await Promise.race([once(child.stdout, "data"), failed]);
  failed.catch(() => {});
  return child;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("No port was free.");
  return address.port;
}
