/** Draws the lifecycle beside the log. Answers what was drawn, and in which file. */
export async function draw(_out: string): Promise<[what: string, file: string][]> {
  return [];
}
