import {
  type ParkedRow,
  type ProjectionBuild,
  ProjectionMoved,
  type ProjectionStore,
} from "./projection-store.ts";

interface Kept {
  build: ProjectionBuild;
  readonly rows: Map<string, string>;
  parked: readonly ParkedRow[];
}

/** Projections in memory: for tests, and the reference for authors of adapters. Rows are kept as JSON text. */
export function inMemoryProjections(): ProjectionStore {
  let begun = 0;
  const kept = new Map<number, Kept>();
  const ofName = (name: string) => [...kept.values()].filter((one) => one.build.name === name);

  return {
    async builds(name) {
      return ofName(name).map(({ build }) => build);
    },

    async begin(name, version, beside) {
      const builds = ofName(name)
        .map(({ build }) => build)
        .filter((one) => one.version === version);
      if (builds.find((one) => one.serving)?.id !== beside?.id) throw new ProjectionMoved({ name, version });
      const unfinished = builds.find((one) => !one.serving);
      if (unfinished !== undefined) return unfinished;
      const build = Object.freeze({ id: ++begun, name, version, position: 0, serving: false });
      kept.set(build.id, { build, rows: new Map(), parked: [] });
      return build;
    },

    async load({ id }, keys) {
      const found = new Map<string, unknown>();
      for (const key of keys) {
        const row = kept.get(id)?.rows.get(key);
        if (row !== undefined) found.set(key, JSON.parse(row));
      }
      return found;
    },

    // Nothing in here waits, so no other commit can come between the check and the write.
    async commit(build, { from, to, put, remove, park, unpark = [] }) {
      const own = kept.get(build.id);
      if (own === undefined || own.build.position !== from) throw new ProjectionMoved(build);
      const isOf = (one: Pick<ParkedRow, "position" | "key">) => (parked: ParkedRow) =>
        parked.position === one.position && parked.key === one.key;
      if (!unpark.every((one) => own.parked.some(isOf(one)))) throw new ProjectionMoved(build);
      const texts = [...put].map(([key, row]) => [key, JSON.stringify(row)] as const);
      for (const [key, text] of texts) own.rows.set(key, text);
      for (const key of remove) own.rows.delete(key);
      const left = own.parked.filter((parked) => !unpark.some((one) => isOf(one)(parked)));
      own.parked = [...left, ...park].sort((a, b) => a.position - b.position);
      own.build = Object.freeze({ ...own.build, position: to });
    },

    async serve(build) {
      const own = kept.get(build.id);
      if (own === undefined) throw new ProjectionMoved(build);
      const others = ofName(build.name).filter(
        (one) => one.build.version === build.version && one.build.id !== build.id,
      );
      if (others.some((one) => one.build.serving && one.build.position > own.build.position)) return false;
      for (const one of others) kept.delete(one.build.id);
      own.build = Object.freeze({ ...own.build, serving: true });
      return true;
    },

    async read({ id }, { prefix = "" } = {}) {
      const own = kept.get(id);
      if (own === undefined) return undefined;
      const asked = [...own.rows].filter(([key]) => key.startsWith(prefix));
      const texts = asked.sort(([a], [b]) => (a < b ? -1 : 1));
      return { position: own.build.position, rows: parsed(texts) };
    },

    async parked({ id }) {
      return kept.get(id)?.parked ?? [];
    },

    async remove({ id }) {
      kept.delete(id);
    },
  };
}

function* parsed(texts: readonly (readonly [string, string])[]): Generator<readonly [string, unknown]> {
  for (const [key, text] of texts) yield [key, JSON.parse(text)];
}
