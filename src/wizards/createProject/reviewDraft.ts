import { loadComputeOffer } from "../../azure/computeOffer";
import type { ComputeOffer } from "../../project/computeOffer";
import type { EnvironmentId } from "../../project/environments";
import type { EnvironmentPlan } from "../../provisioning/plan";
import { reviewPlans } from "../../provisioning/review";
import type { Clock } from "../../shared/Clock";
import { isCancellation } from "../../shared/errors";
import type { ProjectDraft, ReviewFile, ReviewModel } from "../contracts/createProject";
import { inOrder, planOne, type SessionOf } from "./planProject";

export interface ReviewOptions {
  readonly sessionOf: SessionOf;
  readonly files: readonly ReviewFile[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

type Planned =
  | { readonly plan: EnvironmentPlan; readonly offer: ComputeOffer | undefined }
  | { readonly environment: EnvironmentId; readonly reason: string };

/** What Create would do, by environment; one that cannot be planned is told with its reason. */
export async function reviewDraft(
  draft: ProjectDraft,
  options: ReviewOptions,
): Promise<ReviewModel> {
  const { manifest } = draft;
  const all = await Promise.all(inOrder(draft.selected).map((id) => planFor(draft, id, options)));
  const plans = all.flatMap((one) => ("plan" in one ? [one.plan] : []));
  const offers = Object.fromEntries(
    all.flatMap((one) => ("plan" in one && one.offer ? [[one.plan.environment, one.offer]] : [])),
  );
  return {
    ...reviewPlans(manifest, plans, offers),
    files: options.files,
    failures: all.flatMap((one) => ("reason" in one ? [one] : [])),
    checkedAt: new Date(options.clock.now()).toISOString(),
  };
}

async function planFor(
  { manifest }: ProjectDraft,
  environment: EnvironmentId,
  { sessionOf, signal }: ReviewOptions,
): Promise<Planned> {
  try {
    const plan = await planOne(manifest, environment, sessionOf, signal);
    const { region } = manifest.location;
    // Only marks large sizes: without the catalogue the table of known large ones is used.
    const offer = await loadComputeOffer(sessionOf(environment), plan.subscriptionId, region, {
      signal,
    }).catch(() => undefined);
    return { plan, offer };
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { environment, reason: error instanceof Error ? error.message : String(error) };
  }
}
