import type { EventStore, SequencedEvent } from "@wor/event-store";
import {
  type Actor,
  allowed,
  deadlines,
  evolve,
  mayLook,
  ownState,
  ReferralId,
  type ReferralState,
  reject,
  type Variant,
  variantKey,
} from "@wor/lifecycle";
import type { Access } from "./access.ts";
import { type Answer, actorIn, type Given, municipalityOf, unknownMunicipality } from "./asked.ts";
import type { Engine } from "./engine.ts";
import type { MunicipalityOverview } from "./municipality-overview.ts";
import { toLifeFact } from "./recorded-facts.ts";
import { type SubjectCache, SubjectsKnown } from "./subjects-known.ts";
import type { VariantShelf } from "./variant-shelf.ts";

/** Who reads. */
export type Reader = Pick<Given, "actor" | "municipality">;

/** One moment in the life of a referral. */
export interface Moment {
  readonly event: SequencedEvent;
  /** The referral after it. */
  readonly state: ReferralState;
}

/** What is needed to answer who reads. */
interface Means {
  readonly store: EventStore;
  readonly shelf: VariantShelf;
  readonly cache: SubjectCache;
  readonly clock: { readonly now: () => string };
  readonly accessLog: (access: Access) => void | Promise<void>;
  /** By municipality. */
  readonly overviews: ReadonlyMap<string, MunicipalityOverview>;
}

/** Reads what was asked, when the reader may look at it, and tells the access log. */
export function reads({
  store,
  shelf,
  cache,
  clock,
  accessLog,
  overviews,
}: Means): Pick<Engine, "referral" | "history" | "allowed" | "nextSteps" | "openReferrals"> {
  async function read(
    id: string,
    reader: Reader,
    what: Access["what"],
  ): Promise<Answer<{ state: ReferralState; variant: Variant; actor: Actor }>> {
    const who = actorIn(reader);
    if (!who.ok) return who;
    const municipality = municipalityOf(shelf, reader.municipality);
    const referral = ReferralId.safeParse(id);
    if (municipality === undefined || !referral.success)
      return { ok: false, rejection: reject("unknown-referral", { referral: id }) };
    await accessLog({ at: clock.now(), actor: reader.actor, municipality, what, referral: id });
    const subjects = new SubjectsKnown(store, cache, municipality);
    await subjects.learn({ referral: referral.data });
    await subjects.refresh();
    const state = subjects.known.referral;
    if (state === undefined) return { ok: false, rejection: reject("unknown-referral", { referral: id }) };
    const variant = shelf.pinned(state.record.variant);
    if (variant === undefined) {
      const missing = { variant: variantKey(state.record.variant), available: shelf.keys };
      return { ok: false, rejection: reject("unknown-variant", missing) };
    }
    return { ok: true, state, variant, actor: who.actor };
  }

  /** As `read`, for what a referral itself tells. */
  async function lookAt(id: string, reader: Reader, what: Access["what"]): ReturnType<typeof read> {
    const found = await read(id, reader, what);
    const no = found.ok ? mayLook(found.state.record, found.actor, found.variant) : undefined;
    return no === undefined ? found : { ok: false, rejection: no };
  }

  return {
    async referral(id, reader) {
      const found = await lookAt(id, reader, "referral");
      return found.ok ? { ok: true, state: ownState(found.state) } : found;
    },

    async history(id, reader) {
      const found = await lookAt(id, reader, "history");
      if (!found.ok) return found;
      const moments: Moment[] = [];
      const query = {
        municipality: found.state.record.municipality,
        items: [{ tags: [`referral:${id}` as const] }],
      };
      for await (const batch of store.read(query)) {
        for (const event of batch) {
          const fact = toLifeFact(event);
          if (fact !== undefined) moments.push({ event, state: evolve(moments.at(-1)?.state, fact) });
        }
      }
      return { ok: true, moments };
    },

    async allowed(id, reader) {
      const found = await read(id, reader, "allowed");
      if (!found.ok) return found;
      return { ok: true, commands: allowed(found.state, found.actor, found.variant) };
    },

    async nextSteps(id, reader) {
      const found = await lookAt(id, reader, "nextSteps");
      return found.ok ? { ok: true, steps: deadlines(found.state, found.variant) } : found;
    },

    async openReferrals(reader) {
      const who = actorIn(reader);
      if (!who.ok) return who;
      const municipality = municipalityOf(shelf, reader.municipality);
      const overview = municipality === undefined ? undefined : overviews.get(municipality);
      if (municipality === undefined || overview === undefined) {
        return { ok: false, rejection: unknownMunicipality(shelf, reader.municipality) };
      }
      await accessLog({
        at: clock.now(),
        actor: reader.actor,
        municipality,
        what: "openReferrals",
      });
      await overview.catchUp();
      const referrals = [...overview.open.values()].flatMap((state) => {
        const variant = shelf.inSight(state.record);
        if (mayLook(state.record, who.actor, variant ?? {}) !== undefined) return [];
        return [{ state: ownState(state), steps: variant === undefined ? [] : deadlines(state, variant) }];
      });
      return { ok: true, referrals: referrals.sort((a, b) => order(a.steps[0]?.dueAt, b.steps[0]?.dueAt)) };
    },
  };
}

const order = (a: string | undefined, b: string | undefined): number => ((a ?? "~") < (b ?? "~") ? -1 : 1);
