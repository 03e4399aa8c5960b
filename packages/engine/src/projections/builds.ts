import type { EventStore, Position, ProjectionBuild, ProjectionStore } from "@wor/event-store";
import type { Projection } from "./projection.ts";

type Any = Pick<Projection<never>, "name" | "version" | "query">;

/** The builds of a projection in the version at hand. */
export const buildsOf = async (
  projections: ProjectionStore,
  { name, version }: Any,
): Promise<ProjectionBuild[]> => (await projections.builds(name)).filter((one) => one.version === version);

/** The build that readers have. */
export const servingBuild = async (
  projections: ProjectionStore,
  projection: Any,
): Promise<ProjectionBuild | undefined> =>
  (await buildsOf(projections, projection)).find((one) => one.serving);

/** Whether everything up to `position` that the projection asks for is in a build. */
export async function hasReached(
  store: Pick<EventStore, "read">,
  { query }: Any,
  build: Pick<ProjectionBuild, "position">,
  position: Position,
): Promise<boolean> {
  if (build.position >= position) return true;
  for await (const [next] of store.read(query, { after: build.position, limit: 1 }))
    return next === undefined || next.position > position;
  return true;
}
