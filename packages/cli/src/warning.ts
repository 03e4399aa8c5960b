import type { Context } from "./command.ts";
import { hanging } from "./layout.ts";
import type { Words } from "./words.ts";

/** Tells something that is not as it should be, beside a result that is there all the same. */
export function warn(words: Words, { locale, terminal }: Pick<Context, "locale" | "terminal">): void {
  terminal.tell(hanging(`${terminal.errorInk("yellow", "!")} `, words[locale], terminal.width));
}
