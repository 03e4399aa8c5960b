/**
 * Who takes which lock, always in this order: first the municipality, then the keys as sorted by the caller.
 *
 * An append shares its municipality with other appends, takes the keys it writes for itself, and shares those
 * that only its condition asks about. One whose condition asks about no tag, or that would take very many keys,
 * has the whole municipality to itself (`p_alone`). A read shares.
 *
 * What is checked after these locks sees everything that was committed before they were granted, because in READ
 * COMMITTED every statement of the function looks anew.
 *
 * A call in an \`IF\` costs a fraction of what it does in a \`PERFORM\`, which starts a query.
 */
export const takeLocks = (lockSpace: number) => `
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION 'The log works in READ COMMITTED only: what it checks has to be newer than its locks';
    END IF;
    IF p_alone THEN
      IF pg_advisory_xact_lock(${lockSpace}, hashtext(p_municipality)) IS NULL THEN END IF;
    ELSE
      IF pg_advisory_xact_lock_shared(${lockSpace}, hashtext(p_municipality)) IS NULL THEN END IF;
      FOR i IN 1 .. cardinality(p_locks) LOOP
        IF p_writes[i] THEN
          IF pg_advisory_xact_lock(p_locks[i] # ${lockSpace}) IS NULL THEN END IF;
        ELSE
          IF pg_advisory_xact_lock_shared(p_locks[i] # ${lockSpace}) IS NULL THEN END IF;
        END IF;
      END LOOP;
    END IF;`;
