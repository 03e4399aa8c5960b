import type { SequencedEvent } from "@wor/event-store";
import { compiled, factDefinitions, isLifeFactType, type PlaceNode, placeKey } from "@wor/lifecycle";

/** A fact that the machine does not take where the referral stood. */
export interface Disagreement {
  readonly position: number;
  readonly kind: "machine";
  readonly message: string;
}

/** Takes every referral of a log along its machine, and remembers where the two disagree. */
export interface MachineWalk {
  take(event: SequencedEvent): void;
  /** The first ten thousand: a log with more than that is beyond listing. */
  readonly disagreements: readonly Disagreement[];
  /** How many referrals there are. */
  readonly referrals: number;
}

const most = 10_000;

/** Keeps one pointer for each referral: about 100 bytes. */
export function machineWalk(): MachineWalk {
  const nodes = new Map<string, PlaceNode>();
  const disagreements: Disagreement[] = [];
  return {
    disagreements,
    get referrals() {
      return nodes.size;
    },
    take({ type, data, municipality, position }) {
      if (!isLifeFactType(type) || typeof data.referral !== "string") return;
      const key = `${municipality}/${data.referral}`;
      const known = nodes.get(key);
      const to = (known ?? beginning(type, data))?.next.get(type);
      if (to !== undefined) {
        nodes.set(key, to);
        return;
      }
      const at = known === undefined ? "before the referral was registered" : `at ${placeKey(known.place)}`;
      if (disagreements.length < most)
        disagreements.push({ position, kind: "machine", message: `${type} ${at} (${data.referral})` });
    },
  };
}

/** Where a referral begins; nothing when this is not its registration, or not a sound one. */
function beginning(type: string, data: SequencedEvent["data"]): PlaceNode | undefined {
  if (type !== "ReferralRegistered") return undefined;
  const registered = factDefinitions.ReferralRegistered.data.safeParse(data);
  return registered.success ? compiled(registered.data.pathway).initial : undefined;
}
