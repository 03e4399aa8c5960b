import { statSync } from "node:fs";

/**
 * Tells later whether a path still leads to the file that it leads to now.
 *
 * SQLite goes on writing to a file that was deleted or replaced under its hands, and acknowledges what nobody will
 * ever find again.
 */
export function placeOf(path: string): () => boolean {
  const then = identityOf(path);
  return () => identityOf(path) === then;
}

function identityOf(path: string): string | undefined {
  const found = path === ":memory:" ? undefined : statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
}
