import { inMemoryProjections } from "../../in-memory-projections.ts";
import { ProjectionMoved, type ProjectionStore } from "../../projection-store.ts";
import { elsewhere } from "./naive-store.ts";

/** Projections with something wrong in them, and the guarantees that are broken by that. */
export interface ProjectionFault {
  readonly fault: string;
  readonly breaks: readonly string[];
  /** Changes what is sound. */
  readonly plant: (sound: ProjectionStore) => Partial<ProjectionStore>;
}

/** Projections that answer everything and keep nothing. */
export const showsNothing: ProjectionStore = {
  builds: async () => [],
  begin: async (name, version) => ({ id: 1, name, version, position: 0, serving: false }),
  load: async () => new Map(),
  commit: async () => {},
  serve: async () => true,
  read: async () => undefined,
  parked: async () => [],
  remove: async () => {},
};

export const projectionFaults: readonly ProjectionFault[] = [
  {
    fault: "forgets to remove rows",
    breaks: [
      "keeps rows and position for whoever opens it next",
      "does what projections in memory do, whatever is asked",
    ],
    plant: (sound) => ({ commit: (build, batch) => sound.commit(build, { ...batch, remove: [] }) }),
  },
  {
    fault: "takes in a batch wherever it is",
    breaks: ["takes in a batch only where the last one ended, all or nothing"],
    plant: (sound) => ({
      async commit(build, batch) {
        const now = (await sound.builds(build.name)).find(({ id }) => id === build.id);
        await sound.commit(build, { ...batch, from: now?.position ?? batch.from });
      },
    }),
  },
  {
    fault: "looks how far a build is, and writes a moment later",
    breaks: ["lets one of two workers take in a batch"],
    plant: (sound) => ({
      async commit(build, batch) {
        const now = (await sound.builds(build.name)).find(({ id }) => id === build.id);
        if (now?.position !== batch.from) throw new ProjectionMoved(build);
        await elsewhere();
        const then = (await sound.builds(build.name)).find(({ id }) => id === build.id);
        await sound.commit(build, { ...batch, from: then?.position ?? 0 });
      },
    }),
  },
  {
    fault: "writes rows before it knows whether the rest can be",
    breaks: ["takes in a batch only where the last one ended, all or nothing"],
    plant: (sound) => ({
      async commit(build, { unpark, ...batch }) {
        await sound.commit(build, batch);
        await sound.commit(build, { ...batch, from: batch.to, put: new Map(), park: [], unpark });
      },
    }),
  },
  {
    fault: "writes rows one by one",
    breaks: ["writes nothing of a batch that cannot be stored", "shows rows and position of one moment"],
    plant: (sound) => ({
      async commit(build, batch) {
        for (const row of batch.put) {
          await sound.commit(build, { ...batch, to: batch.from, put: new Map([row]), park: [], unpark: [] });
          await elsewhere();
        }
        await sound.commit(build, batch);
      },
    }),
  },
  {
    fault: "writes rows in one transaction and the position in another",
    breaks: ["shows rows and position of one moment"],
    plant: (sound) => ({
      async commit(build, batch) {
        await sound.commit(build, { ...batch, to: batch.from });
        await elsewhere();
        await sound.commit(build, { ...batch, put: new Map(), remove: [], park: [], unpark: [] });
      },
    }),
  },
  {
    fault: "begins anew whenever it is asked",
    breaks: ["has one unfinished build beside the one that serves"],
    plant(sound) {
      let begun = 1_000;
      return {
        async begin(name, version, beside) {
          const build = await sound.begin(name, version, beside);
          return { ...build, id: build.id + begun++ };
        },
      };
    },
  },
  {
    fault: "leaves the old build when it swaps",
    breaks: ["swaps to the new build at once, and takes the old one away"],
    plant: (sound) => {
      const left = new Map<number, Awaited<ReturnType<ProjectionStore["read"]>>>();
      return {
        async serve(build) {
          for (const { id, ...one } of await sound.builds(build.name))
            if (id !== build.id) left.set(id, await sound.read({ id, ...one }));
          return await sound.serve(build);
        },
        read: async (build, options) => (await sound.read(build, options)) ?? left.get(build.id),
      };
    },
  },
  {
    fault: "serves what is behind",
    breaks: ["never takes readers back in time"],
    plant: (sound) => ({
      async serve(build) {
        for (const one of await sound.builds(build.name)) if (one.serving) await sound.remove(one);
        return await sound.serve(build);
      },
    }),
  },
  {
    fault: "hands out rows in the order they came",
    breaks: ["hands out rows in order of key, or those whose key begins so"],
    plant: (sound) => ({
      async read(build, options) {
        const found = await sound.read(build, options);
        return found && { ...found, rows: [...found.rows].reverse() };
      },
    }),
  },
  {
    fault: "takes the beginning of a key for a pattern",
    breaks: ["hands out rows in order of key, or those whose key begins so"],
    plant: (sound) => ({
      async read(build, { prefix = "" } = {}) {
        const found = await sound.read(build);
        const pattern = new RegExp(`^${prefix.replace("%", ".*")}`);
        return found && { ...found, rows: [...found.rows].filter(([key]) => pattern.test(key)) };
      },
    }),
  },
  {
    fault: "hands out the rows it keeps",
    breaks: ["hands out rows that are the reader's own"],
    plant(sound) {
      const held = new Map<string, unknown>();
      return {
        async commit(build, batch) {
          await sound.commit(build, batch);
          for (const [key, row] of batch.put) held.set(key, row);
        },
        load: async (_, keys) => new Map(keys.map((key) => [key, held.get(key)])),
        async read(build, options) {
          const found = await sound.read(build, options);
          return found && { ...found, rows: [...found.rows].map(([key]) => [key, held.get(key)] as const) };
        },
      };
    },
  },
  {
    fault: "takes off what is not parked",
    breaks: ["keeps what is parked until it is taken off, once"],
    plant: (sound) => ({
      async commit(build, { unpark = [], ...batch }) {
        const there = await sound.parked(build);
        const known = unpark.filter((one) => there.some(({ position }) => position === one.position));
        await sound.commit(build, { ...batch, unpark: known });
      },
    }),
  },
  {
    fault: "tells what is parked in the order it came",
    breaks: ["keeps what is parked until it is taken off, once"],
    plant: (sound) => ({ parked: async (build) => [...(await sound.parked(build))].reverse() }),
  },
  {
    fault: "takes a build away and keeps what was parked",
    breaks: ["takes a build away with all its rows"],
    plant(sound) {
      const kept = new Map<number, Awaited<ReturnType<ProjectionStore["parked"]>>>();
      return {
        async remove(build) {
          kept.set(build.id, await sound.parked(build));
          await sound.remove(build);
        },
        parked: async (build) => kept.get(build.id) ?? (await sound.parked(build)),
      };
    },
  },
  {
    fault: "takes a build away and keeps its rows",
    breaks: ["takes a build away with all its rows"],
    plant(sound) {
      const kept = new Map<number, Map<string, unknown>>();
      return {
        async remove(build) {
          kept.set(build.id, await sound.load(build, ["a"]));
          await sound.remove(build);
        },
        load: async (build, keys) => kept.get(build.id) ?? (await sound.load(build, keys)),
      };
    },
  },
];

/** Sound projections in memory with one fault planted. */
export function faultyProjections({ plant }: ProjectionFault): ProjectionStore {
  const sound = inMemoryProjections();
  return { ...sound, ...plant(sound) };
}
