// Prints the answers to the unhappy paths to docs/cases.md.
import { writeFileSync } from "node:fs";
import { caseAnswers } from "../src/cases/answers.ts";
import { casesPage } from "../src/cases/print.ts";

writeFileSync(new URL("../../../docs/cases.md", import.meta.url), casesPage(caseAnswers));
console.log(`${caseAnswers.length} cases printed to docs/cases.md`);
