import type { Problem } from "../../src/project/problems";
import type { ReviewModel, ReviewStep } from "../../src/wizards/contracts/createProject";
import { reviewKey } from "./loads";
import type { ReadyState } from "./state";

/** The plan of this revision; while it is made anew, nothing older is taken for it. */
export const planOf = (state: ReadyState): ReviewModel | undefined =>
  state.loads.review[reviewKey(state)]?.value;

/** The steps that lose something. */
export const replacementsOf = (review: ReviewModel): readonly ReviewStep[] =>
  review.steps.filter(({ loses }) => loses !== undefined);

/** Path of a step's tick, as problems name fields. */
export const tickPath = ({ id }: ReviewStep) => `confirmed.${id.replaceAll(".", "-")}`;

/** What keeps Create from starting beside the errors of the pages; the first one is where to go. */
export function planBlocks(state: ReadyState): readonly Pick<Problem, "page" | "path">[] {
  const review = planOf(state);
  if (!review) return [];
  const { confirmed } = state.options;
  const open = replacementsOf(review).filter(({ id }) => !confirmed.includes(id));
  return [
    ...review.problems.filter(({ severity }) => severity === "error"),
    ...open.map((step) => ({ page: "review", path: tickPath(step) }) as const),
  ];
}
