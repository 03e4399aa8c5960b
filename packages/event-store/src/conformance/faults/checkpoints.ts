import type { CheckpointStore, Lease, ParkedEvent } from "../../checkpoints.ts";
import { inMemoryCheckpoints } from "../../in-memory-checkpoints.ts";
import { elsewhere } from "./naive-store.ts";

/** Checkpoints with something wrong in them, and the guarantees that are broken by that. */
export interface CheckpointFault {
  readonly fault: string;
  readonly breaks: readonly string[];
  /** Changes what is sound. */
  readonly plant: (sound: CheckpointStore) => Partial<CheckpointStore>;
}

/** Checkpoints that answer everything and keep nothing. */
export const keepsNothing: CheckpointStore = {
  acquire: async () => undefined,
  save: async () => {},
  release: async () => {},
  position: async () => 0,
  park: async () => {},
  parked: async () => [],
  unpark: async () => {},
};

export const checkpointFaults: readonly CheckpointFault[] = [
  {
    fault: "saves what is too large as something else",
    breaks: ["starts every subscription at 0 and keeps how far it has come"],
    plant: (sound) => ({ save: (lease, position) => sound.save(lease, position | 0) }),
  },
  {
    fault: "gives everybody a lease",
    breaks: [
      "lets one worker hold a subscription at a time",
      "gives a subscription to one of many who ask at once",
      "stops a worker that has lost its lease",
    ],
    plant: (sound) => ({
      acquire: async (name, { owner }) => ({ name, owner, token: 1, position: await sound.position(name) }),
    }),
  },
  {
    fault: "looks whether a lease is free, and takes it a moment later",
    breaks: ["gives a subscription to one of many who ask at once"],
    plant(sound) {
      const held = new Map<string, string>();
      return {
        async acquire(name, options) {
          const holder = held.get(name);
          await elsewhere();
          if (holder !== undefined && holder !== options.owner) return undefined;
          held.set(name, options.owner);
          return { name, owner: options.owner, token: 1, position: await sound.position(name) };
        },
      };
    },
  },
  {
    fault: "keeps one subscription",
    breaks: ["keeps subscriptions apart by name"],
    plant: (sound) => ({
      async acquire(name, { owner, leaseMs }) {
        const lease = await sound.acquire("the only one", { owner: owner && "anybody", leaseMs });
        return lease && { ...lease, name, owner };
      },
      save: (lease, position) => sound.save({ ...lease, name: "the only one" }, position),
      position: () => sound.position("the only one"),
    }),
  },
  {
    fault: "takes a renewal for another worker",
    breaks: ["lets a worker renew its lease"],
    plant(sound) {
      let asked = 0;
      return {
        async acquire(name, options) {
          const lease = await sound.acquire(name, options);
          return lease && { ...lease, token: lease.token + asked++ };
        },
        save: (lease, position) => sound.save({ ...lease, token: 1 }, position),
      };
    },
  },
  {
    fault: "does not make a lease longer that is renewed",
    breaks: ["lets a worker renew its lease"],
    plant(sound) {
      const leases = new Map<string, Lease>();
      return {
        async acquire(name, options) {
          const mine = leases.get(`${name} ${options.owner}`);
          if (mine) return { ...mine, position: await sound.position(name) };
          const lease = await sound.acquire(name, options);
          if (lease) leases.set(`${name} ${options.owner}`, lease);
          return lease;
        },
      };
    },
  },
  {
    fault: "lets a lease run for ever",
    breaks: ["hands over when a lease has run out"],
    plant: (sound) => ({ acquire: (name, { owner }) => sound.acquire(name, { owner, leaseMs: 1e12 }) }),
  },
  {
    fault: "does not take a lease back",
    breaks: ["hands over at once when a lease is given back"],
    plant: () => ({ release: async () => {} }),
  },
  {
    fault: "lets the token stand",
    breaks: ["hands over when a lease has run out", "hands over at once when a lease is given back"],
    plant: (sound) => ({
      async acquire(name, options) {
        const lease = await sound.acquire(name, options);
        return lease && { ...lease, token: 1 };
      },
    }),
  },
  {
    fault: "writes for whoever asks",
    breaks: ["stops a worker that has lost its lease"],
    plant(sound) {
      const positions = new Map<string, number>();
      return {
        save: async ({ name }, position) => void positions.set(name, position),
        position: async (name) => positions.get(name) ?? sound.position(name),
      };
    },
  },
  {
    fault: "parks for whoever asks",
    breaks: ["stops a worker that has lost its lease"],
    plant: () => ({ park: async () => {} }),
  },
  {
    fault: "lets a worker give back the lease of another",
    breaks: ["stops a worker that has lost its lease"],
    plant(sound) {
      const last = new Map<string, Lease>();
      return {
        async acquire(name, options) {
          const lease = await sound.acquire(name, options);
          if (lease) last.set(name, lease);
          return lease;
        },
        release: (lease) => sound.release(last.get(lease.name) ?? lease),
      };
    },
  },
  {
    fault: "writes for whoever had the lease last",
    breaks: ["stops a worker that has given its lease back"],
    plant: () => ({ release: async () => {} }),
  },
  {
    fault: "knows workers by their names",
    breaks: ["tells a worker's new lease from the one it lost"],
    plant(sound) {
      const last = new Map<string, Lease>();
      return {
        async acquire(name, options) {
          const lease = await sound.acquire(name, options);
          if (lease) last.set(`${name} ${options.owner}`, lease);
          return lease;
        },
        save: (lease, position) => sound.save(last.get(`${lease.name} ${lease.owner}`) ?? lease, position),
      };
    },
  },
  {
    fault: "never goes back",
    breaks: ["can be taken back, when a log ends earlier than before"],
    plant: (sound) => ({
      save: async (lease, position) =>
        sound.save(lease, Math.max(position, await sound.position(lease.name))),
    }),
  },
  {
    fault: "lists parked events as they came",
    breaks: ["keeps events that could not be handled, oldest first"],
    plant(sound) {
      const parked: ParkedEvent[] = [];
      return {
        async park(lease, event) {
          await sound.park(lease, event);
          parked.push(event);
        },
        parked: async () => parked,
      };
    },
  },
  {
    fault: "does not let go of parked events",
    breaks: ["takes an event off the list of those set aside"],
    plant: () => ({ unpark: async () => {} }),
  },
  {
    fault: "lets go of all parked events at once",
    breaks: ["takes an event off the list of those set aside"],
    plant: (sound) => ({
      async unpark(name) {
        for (const { position } of await sound.parked(name)) await sound.unpark(name, position);
      },
    }),
  },
];

/** Sound checkpoints, but for the fault. */
export function faulty({ plant }: CheckpointFault, now: () => number): CheckpointStore {
  const sound = inMemoryCheckpoints(now);
  return { ...sound, ...plant(sound) };
}
