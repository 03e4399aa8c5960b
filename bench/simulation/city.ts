import { type Behaviour, nijmegenYear } from "@wor/simulation";

/** A town that behaves as Nijmegen does, with so many referrals a year and as many coaches as that takes. */
export function city(perYear: number): Behaviour {
  const areas = Object.keys(nijmegenYear.residents.areas ?? {});
  const coaches = Math.max(4, Math.ceil(perYear / 120));
  return {
    ...nijmegenYear,
    name: `A city with ${perYear} referrals a year`,
    arrivals: { perYear, twice: 0.03 },
    coaches: Array.from({ length: coaches }, (_, i) => ({
      key: `coach-${i + 1}`,
      areas: areas.slice(i % areas.length, (i % areas.length) + 1),
      perWeek: 12,
    })),
    activities: Array.from({ length: Math.max(5, Math.ceil(perYear / 200)) }, (_, i) => ({
      key: `activity-${i + 1}`,
      kind: "walking",
    })),
  };
}
