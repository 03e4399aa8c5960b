/**
 * The steps from an empty file to today's tables; a log's `user_version` counts those it has taken.
 * A released step never changes: what comes later is a new step.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    municipality TEXT NOT NULL,
    type TEXT NOT NULL,
    event TEXT NOT NULL -- all of it, as JSON
  ) STRICT;

  -- Where the terms of an event (its id, command, type and tags, hashed) lead to its position.
  -- Complete up to and including the position in "indexed"; later events are indexed in memory.
  CREATE TABLE postings (
    term INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (term, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE indexed (upto INTEGER NOT NULL) STRICT;
  INSERT INTO indexed VALUES (0);

  CREATE TABLE subscriptions (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL DEFAULT 0,
    token INTEGER NOT NULL DEFAULT 0,
    owner TEXT,
    leased_until INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE parked (
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    error TEXT NOT NULL,
    parked_at TEXT NOT NULL,
    PRIMARY KEY (name, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE builds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    serving INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX builds_by_name ON builds (name);

  -- With rowids: rows of more than a quarter of a page would otherwise take a page of their own each.
  CREATE TABLE build_rows (
    build INTEGER NOT NULL,
    key TEXT NOT NULL,
    row TEXT NOT NULL,
    PRIMARY KEY (build, key)
  ) STRICT;

  CREATE TABLE build_parked (
    build INTEGER NOT NULL,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    error TEXT NOT NULL,
    parked_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX build_parked_by_position ON build_parked (build, position);

  CREATE TRIGGER events_never_change BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'an event is a fact and never changes'); END;

  CREATE TRIGGER events_never_go BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'an event is a fact and is never deleted'); END;
  `,
];

/** Marks an SQLite file as a log of this kind: "WOR1" in the header's application id. */
export const applicationId = 0x57_4f_52_31;
