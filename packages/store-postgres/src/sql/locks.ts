import type { Names } from "./names.ts";

/**
 * Who takes which lock, always in this order: first the municipality, then the keys as sorted by the caller.
 *
 * An append shares its municipality with other appends, takes the keys it writes for itself, and shares those
 * that only its condition asks about. One whose condition asks about no tag, or that would take very many keys,
 * has the whole municipality to itself (`p_alone`). A read shares.
 *
 * What is looked up after these locks is as new as the locks, because in READ COMMITTED every statement of the
 * function looks anew.
 *
 * Whoever waits for a key holds on to the keys it has, and others would wait for those in turn. So at first
 * nobody waits (`p_wait` false): when a key is not free, `busy` ends the call, which gives everything back.
 *
 * A call in an `IF` costs a fraction of what it does in a `PERFORM`, which starts a query.
 */
export const takeLocks = ({ lockSpace }: Names, busy: string) => `
    ${onlyReadCommitted}
    IF p_alone THEN
      IF pg_advisory_xact_lock(${lockSpace}, hashtext(p_municipality)) IS NULL THEN END IF;
    ELSE
      IF pg_advisory_xact_lock_shared(${lockSpace}, hashtext(p_municipality)) IS NULL THEN END IF;
    END IF;
    FOR i IN 1 .. cardinality(p_locks) LOOP
      IF p_wait THEN
        IF p_writes[i] THEN
          IF pg_advisory_xact_lock(p_locks[i] # ${lockSpace}) IS NULL THEN END IF;
        ELSE
          IF pg_advisory_xact_lock_shared(p_locks[i] # ${lockSpace}) IS NULL THEN END IF;
        END IF;
      ELSIF p_writes[i] THEN
        IF NOT pg_try_advisory_xact_lock(p_locks[i] # ${lockSpace}) THEN ${busy} END IF;
      ELSE
        IF NOT pg_try_advisory_xact_lock_shared(p_locks[i] # ${lockSpace}) THEN ${busy} END IF;
      END IF;
    END LOOP;`;

/** In the other isolation levels all statements of a transaction see what was there when the first began. */
export const onlyReadCommitted = `
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION 'The log works in READ COMMITTED only: what it checks has to be newer than its locks';
    END IF;`;

/** Waits until a key is free, holding nothing else. */
export const awaitKeyFunction = ({ schema, lockSpace }: Names) => `
  CREATE FUNCTION ${schema}.await_key(p_key bigint, p_write boolean) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    IF p_write THEN
      IF pg_advisory_xact_lock(p_key # ${lockSpace}) IS NULL THEN END IF;
    ELSE
      IF pg_advisory_xact_lock_shared(p_key # ${lockSpace}) IS NULL THEN END IF;
    END IF;
  END $$;`;
