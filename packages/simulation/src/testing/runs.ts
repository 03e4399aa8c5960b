/** How often a property is tried: `usual`, times WOR_RUNS from the environment. */
export const runs = (usual: number): number =>
  Math.max(1, Math.round(usual * Number(process.env.WOR_RUNS ?? 1)));
