import { closest, distance } from "fastest-levenshtein";

/** The known word that was probably meant; nothing when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || word.length > 100) return undefined;
  const found = closest(word.toLowerCase(), [...known]);
  return distance(word.toLowerCase(), found) <= Math.max(1, Math.min(3, word.length / 2)) ? found : undefined;
}
