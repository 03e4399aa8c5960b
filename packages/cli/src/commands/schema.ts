import { variantJsonSchema } from "@wor/variants";
import { defineCommand } from "../command.ts";
import { output } from "../options.ts";
import { asText } from "../variant/writing.ts";
import { says } from "../words.ts";

/** What an editor needs to complete and check a variant while it is being written. */
export const schema = defineCommand({
  about: says(
    "Schrijft het JSON Schema van een variant. Een editor als VS Code (met de extensie YAML) geeft daarmee aanvulling en uitleg tijdens het typen. Zet bovenaan uw bestand: # yaml-language-server: $schema=variant.schema.json",
    "Writes the JSON Schema of a variant. With it an editor such as VS Code (with the YAML extension) completes and explains while you type. Begin your file with: # yaml-language-server: $schema=variant.schema.json",
  ),
  examples: ["schema -o variant.schema.json"],
  positionals: {},
  options: { output },
  async run({ options, context }) {
    const found = variantJsonSchema();
    return asText(schemaText(), options.output, context.terminal, { schema: found });
  },
});

/** The file that a variant's first line names, and what is in it. */
export const schemaFile = "variant.schema.json";
export const schemaText = (): string => `${JSON.stringify(variantJsonSchema(), null, 2)}\n`;
