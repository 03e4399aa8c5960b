import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { drawMermaid, drawSvg, nijmegen } from "@wor/variants";

/** Draws the lifecycle beside the log. Answers what was drawn, and in which file. */
export async function draw(out: string): Promise<[what: string, file: string][]> {
  const locale = "nl";
  await writeFile(join(out, "lifecycle.svg"), drawSvg(nijmegen, { locale }));
  await writeFile(join(out, "lifecycle.md"), `\`\`\`mermaid\n${drawMermaid(nijmegen, { locale })}\`\`\`\n`);
  return [
    ["The lifecycle, drawn", "lifecycle.svg"],
    ["The same, for Mermaid", "lifecycle.md"],
  ];
}
