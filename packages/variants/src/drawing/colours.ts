import type { Stage } from "@wor/lifecycle";

/** The colours of the stages, the same in every drawing. */
export const stageColours: { readonly [S in Stage]: { readonly line: string; readonly fill: string } } = {
  referred: { line: "#3b6ea8", fill: "#eff5fb" },
  intake: { line: "#5563b5", fill: "#f1f3fc" },
  matched: { line: "#7a55b5", fill: "#f6f1fc" },
  participating: { line: "#2c7a56", fill: "#edf8f2" },
  feedback: { line: "#15788a", fill: "#ebf7f9" },
  dropped: { line: "#b4532a", fill: "#fdf3ee" },
};
