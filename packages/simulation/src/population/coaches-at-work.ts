import type { SequencedEvent } from "@wor/event-store";
import type { Variant } from "@wor/lifecycle";

/** A coach, as whoever divides the work sees them. */
interface AtWork {
  guides: number;
  readonly maxCaseload: number | undefined;
  away: boolean;
}

/** Who works here now, who is away, and how many residents each guides. */
export class CoachesAtWork {
  readonly #coaches = new Map<string, AtWork>();
  readonly #departed = new Set<string>();

  /** Takes in what happened to coaches, and to whom they guide. */
  see({ type, data }: SequencedEvent): void {
    const { coach, maxCaseload } = data as { coach?: string; maxCaseload?: number };
    if (coach === undefined) return;
    const known = this.#coaches.get(coach);
    switch (type) {
      case "CoachRegistered":
        this.#coaches.set(coach, { guides: 0, maxCaseload, away: false });
        break;
      case "CoachDeparted":
        this.#coaches.delete(coach);
        this.#departed.add(coach);
        break;
      case "CoachWentOnLeave":
        if (known !== undefined) known.away = true;
        break;
      case "CoachReturned":
        if (known !== undefined) known.away = false;
        break;
      case "CoachAssigned":
        if (known !== undefined) known.guides += 1;
        break;
      case "CoachReleased":
      case "ReferralClosed":
        if (known !== undefined) known.guides -= 1;
        break;
      default:
    }
  }

  isHere(coach: string): boolean {
    return this.#coaches.has(coach);
  }

  hasLeft(coach: string): boolean {
    return this.#departed.has(coach);
  }

  /** The coach who has least to do, of those who are there and have room. */
  withRoom({ coach: { maxCaseload: usual } }: Variant): string | undefined {
    const free = [...this.#coaches].filter(
      ([, { guides, maxCaseload = usual, away }]) => !away && guides < maxCaseload,
    );
    return free.sort(([, a], [, b]) => a.guides - b.guides)[0]?.[0];
  }
}
