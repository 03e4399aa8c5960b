import { type About, type Problem, type ProblemCode, problem } from "../problems.ts";

/** Why a workbook cannot be read at all. Never leaves this package: outside it is a problem among the others. */
export class Unreadable extends Error {
  readonly problem: Problem;

  constructor(code: ProblemCode, about: About = {}, row = 1) {
    super(code);
    this.problem = problem(row, code, about);
  }
}
