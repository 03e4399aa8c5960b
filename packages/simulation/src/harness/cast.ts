import type { Profession, Role, Variant } from "@wor/lifecycle";
import type { Path } from "./path.ts";
import { type Coach, coachPerson, type Listen, type Person, person } from "./people.ts";
import type { Who } from "./sentence.ts";
import type { Speaker } from "./told.ts";
import { type Named, variableFor } from "./transcript.ts";

/** What the people of a town need from it. */
export interface Stage {
  readonly variant: () => Variant;
  readonly listen: Listen;
  /** Somebody comes up in the story for the first time. */
  readonly introduced: (who: Named, code: string) => void;
  readonly paths: () => readonly Path[];
  readonly soFar: () => string;
}

/** The people of a municipality in their roles. Whoever is asked for twice is the same. */
export class Cast {
  readonly #stage: Stage;
  readonly #variables = new Set<string>(["town", "variant"]);
  readonly #people = new Map<string, Person>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** A GP at a practice. */
  gp(practice: string): Person {
    return this.referrer("gp", practice);
  }

  /** Somebody who refers, from an organisation or on their own. */
  referrer(profession: Profession, organisation?: string): Person {
    const role: Role = profession === "practiceNurse" ? "practiceNurse" : "referrer";
    const args = [profession, organisation].filter((one) => one !== undefined);
    const code =
      profession === "gp" && organisation !== undefined
        ? `town.gp("${organisation}")`
        : `town.referrer(${args.map((one) => `"${one}"`).join(", ")})`;
    return this.#person(
      args.join("."),
      { role, ...(organisation !== undefined && { organisation }) },
      profession,
      code,
    );
  }

  /** A practice nurse, who may refer and may hear for the GP. */
  practiceNurse(practice: string): Person {
    return this.referrer("practiceNurse", practice);
  }

  /** A resident, who may refer themselves where the variant says so. */
  resident(key: string): Person {
    return this.#person(key, { role: "resident" }, "self", `town.resident("${key}")`);
  }

  /** Whoever divides the work. */
  coordinator(key = "coordinator"): Person {
    return this.#person(key, { role: "coordinator" }, "other", call("coordinator", key, "coordinator"));
  }

  /** Somebody at the municipality. */
  official(key = "official"): Person {
    return this.#person(key, { role: "municipality" }, "other", call("official", key, "official"));
  }

  /** Whoever runs activities. */
  provider(key = "provider"): Person {
    return this.#person(key, { role: "activityProvider" }, "other", call("provider", key, "provider"));
  }

  /** What acts by itself: for trying what it may do, since the engine does it already. */
  system(): Person {
    return this.#person("system", { role: "system" }, "other", "town.system()");
  }

  /** Somebody who visits or helps without pay. */
  volunteer(key = "volunteer"): Person {
    return this.#person(key, { role: "volunteer" }, "other", call("volunteer", key, "volunteer"));
  }

  /** A coach who may or may not work here. */
  coachCalled(key: string): Coach {
    return this.coachAs(key, `town.coachCalled("${key}")`);
  }

  /** @internal */
  protected coachAs(key: string, code: string): Coach {
    const known = this.#people.get(`coach|${key}`);
    if (known !== undefined && isCoach(known)) return known;
    const speaker = this.#introduce(key, { role: "coach" }, "other", code);
    const { listen, paths, soFar } = this.#stage;
    const isTheirs = ({ state }: Path) => state.record.coach.id === key && state.place.coach === "assigned";
    const coach = coachPerson(speaker, listen, () => paths().filter(isTheirs), soFar);
    this.#people.set(`coach|${key}`, coach);
    return coach;
  }

  /** @internal Somebody who came as data. */
  protected cast({ role, key, profession, organisation }: Who): Person {
    switch (role) {
      case "coach":
        return this.coachCalled(key);
      case "coordinator":
        return this.coordinator(key);
      case "municipality":
        return this.official(key);
      case "activityProvider":
        return this.provider(key);
      case "volunteer":
        return this.volunteer(key);
      case "resident":
        return this.resident(key);
      case "referrer":
      case "practiceNurse":
        return this.referrer(profession ?? "gp", organisation);
      case "system":
        return this.system();
    }
  }

  #person(
    key: string,
    as: Omit<Speaker["actor"], "id" | "organisation"> & { organisation?: string },
    profession: Profession,
    code: string,
  ): Person {
    const name = `${as.role}|${key}`;
    const known = this.#people.get(name);
    if (known !== undefined) return known;
    const someone = person(this.#introduce(key, as, profession, code), this.#stage.listen);
    this.#people.set(name, someone);
    return someone;
  }

  #introduce(key: string, as: { role: Role; organisation?: string }, profession: Profession, code: string) {
    const variable = variableFor(key, this.#variables);
    this.#variables.add(variable);
    const { variant: current } = this.#stage;
    const speaker = {
      key,
      variable,
      profession,
      // Whoever speaks goes by the rules of that moment.
      get variant() {
        return current();
      },
      actor: { id: key, ...as } as Speaker["actor"],
    };
    this.#stage.introduced(speaker, code);
    return speaker;
  }
}

const isCoach = (someone: Person): someone is Coach => "caseload" in someone;

const call = (method: string, key: string, usual: string): string =>
  key === usual ? `town.${method}()` : `town.${method}("${key}")`;
