import { type CheckpointStore, type Lease, LeaseLost, type ParkedEvent } from "./checkpoints.ts";
import type { Position } from "./event-store.ts";

/** Checkpoints in memory, which a fork of a log takes along. */
export interface ForkableCheckpoints extends CheckpointStore {
  fork(): ForkableCheckpoints;
}

interface Subscription {
  position: Position;
  token: number;
  owner: string | undefined;
  leasedUntil: number;
  parked: readonly ParkedEvent[];
}

/** @param now Milliseconds since 1970. */
export function inMemoryCheckpoints(
  now: () => number,
  subscriptions: Map<string, Subscription> = new Map(),
): ForkableCheckpoints {
  function held(lease: Lease): Subscription {
    const subscription = subscriptions.get(lease.name);
    if (subscription?.token !== lease.token || subscription.owner === undefined) throw new LeaseLost(lease);
    return subscription;
  }

  return {
    async acquire(name, { owner, leaseMs }) {
      const subscription = subscriptions.get(name) ?? {
        position: 0,
        token: 0,
        owner: undefined,
        leasedUntil: 0,
        parked: [],
      };
      subscriptions.set(name, subscription);
      const runs = subscription.owner !== undefined && now() < subscription.leasedUntil;
      if (runs && subscription.owner !== owner) return undefined;
      if (subscription.owner !== owner) subscription.token++;
      subscription.owner = owner;
      subscription.leasedUntil = now() + leaseMs;
      return Object.freeze({ name, owner, token: subscription.token, position: subscription.position });
    },
    async save(lease, position) {
      held(lease).position = position;
    },
    async release(lease) {
      const subscription = subscriptions.get(lease.name);
      if (subscription?.token === lease.token) subscription.owner = undefined;
    },
    async position(name) {
      return subscriptions.get(name)?.position ?? 0;
    },
    async park(lease, event) {
      const subscription = held(lease);
      const others = subscription.parked.filter(({ position }) => position !== event.position);
      subscription.parked = [...others, Object.freeze({ ...event })].sort((a, b) => a.position - b.position);
    },
    async parked(name) {
      return subscriptions.get(name)?.parked ?? [];
    },
    async unpark(name, position) {
      const subscription = subscriptions.get(name);
      if (subscription)
        subscription.parked = subscription.parked.filter((event) => event.position !== position);
    },
    fork() {
      const copies = [...subscriptions].map(
        ([name, subscription]) => [name, { ...subscription, owner: undefined }] as const,
      );
      return inMemoryCheckpoints(now, new Map(copies));
    },
  };
}
