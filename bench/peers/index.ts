import type { Peers } from "../log/peers.ts";
import { actInMemory, actOnSqlite } from "./act.ts";
import { castoreInMemory, castoreOnPostgres } from "./castore.ts";
import { dcbEsInMemory, dcbEsOnPostgres } from "./dcb-es.ts";
import { emmettInMemory, emmettOnPostgres, emmettOnSqlite } from "./emmett.ts";

export const peers: Peers = {
  inMemory: [castoreInMemory, emmettInMemory, actInMemory, dcbEsInMemory],
  onSqlite: (fileName) => [emmettOnSqlite(fileName), actOnSqlite(fileName)],
  onPostgres: (connectionString) => [
    castoreOnPostgres(connectionString),
    emmettOnPostgres(connectionString),
    dcbEsOnPostgres(connectionString),
  ],
};
