import type { CaseAnswer } from "./answer.ts";
import { otherSources } from "./other-sources.ts";
import { peers } from "./peers.ts";
import { samenInBeweging1 } from "./samen-in-beweging-1.ts";
import { samenInBeweging2 } from "./samen-in-beweging-2.ts";

/** The unhappy paths of the sources and of peers, each with what answers it. Printed to docs/cases.md. */
export const caseAnswers: readonly CaseAnswer[] = [
  ...samenInBeweging1,
  ...samenInBeweging2,
  ...otherSources,
  ...peers,
];
