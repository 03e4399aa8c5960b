import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { format, inspect } from "node:util";

/**
 * Runs the code of pages one after the other in this process, which loads the packages once, and writes what each
 * printed, or how it failed, as JSON into a file: `node run-pages.ts <result.json> <page.ts>…`
 */
const [result = "printed.json", ...pages] = process.argv.slice(2);
const ran: { [page: string]: { printed: string; error?: string } } = {};

for (const page of pages) {
  let printed = "";
  console.log = (...values: unknown[]) => {
    printed += `${format(...values)}\n`;
  };
  try {
    await import(pathToFileURL(page).href);
    ran[page] = { printed };
  } catch (error) {
    ran[page] = { printed, error: inspect(error) };
  }
}
await writeFile(result, JSON.stringify(ran));
