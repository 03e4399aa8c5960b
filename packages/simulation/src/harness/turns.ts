import { CarePathFailure } from "./failure.ts";

/** Sees that one thing happens at a time: a forgotten `await` is found where the next begins, not three lines later. */
export class Turns {
  #going: string | undefined;
  #together = false;

  /** Whether several steps are happening at the same moment, none knowing of the others. */
  get areTogether(): boolean {
    return this.#together;
  }

  /** Whether what can be read now is certain to stay so: not while a step is going on. */
  get areUncertain(): boolean {
    return this.#going !== undefined && !this.#together;
  }

  /** @throws {CarePathFailure} while something else is going on. */
  async alone<T>(what: string, work: () => Promise<T>): Promise<T> {
    if (this.#together) return work();
    if (this.#going !== undefined)
      throw new CarePathFailure(
        `"${what}" begins while "${this.#going}" is still going on. Write await before it, or town.atOnce(() => …, () => …) around both.`,
      );
    this.#going = what;
    try {
      return await work();
    } finally {
      this.#going = undefined;
    }
  }

  /** Lets steps begin before others have ended, until `work` is done; then `after`, alone again. */
  async together<T>(what: string, work: () => Promise<T>, after: () => Promise<void>): Promise<T> {
    return this.alone(what, async () => {
      this.#together = true;
      try {
        return await work();
      } finally {
        this.#together = false;
        await after();
      }
    });
  }

  /** @throws {CarePathFailure} while anything is going on. */
  mustBeOver(): void {
    if (this.#going !== undefined)
      throw new CarePathFailure(`"${this.#going}" is still going on. Write await before it.`);
  }
}
