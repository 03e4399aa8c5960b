/**
 * A copy of plain data that nobody else holds, so that it can be changed in place. For what is small and changes in
 * several places at once: copying it whole is cheaper than watching what changes.
 */
export function privateCopy<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(privateCopy) as T;
  const copy: { [key: string]: unknown } = {};
  for (const key of Object.keys(value)) copy[key] = privateCopy((value as { [key: string]: unknown })[key]);
  return copy as T;
}
