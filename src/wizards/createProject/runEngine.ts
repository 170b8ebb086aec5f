import { ArmError } from "../../azure/ArmError";
import type { DeploymentTarget, RunDeployment } from "../../azure/deployments";
import { cancelDeployment } from "../../azure/deploymentState";
import { runDeployment, watchDeployment } from "../../azure/runDeployment";
import { loadSubscriptions } from "../../azure/subscriptions";
import type { ArmTemplate } from "../../provisioning/plan";
import { runProject } from "../../provisioning/run/runProject";
import type { Clock } from "../../shared/Clock";
import { planAll, planOne, type SessionOf } from "./planProject";
import type { RunEngine } from "./ProjectRuns";
import type { RunRequest } from "./RunLog";

/** The template of a deployment as it has to be now; what was planned before somebody else's run is out of date. */
type Replan = (target: DeploymentTarget) => Promise<ArmTemplate>;

/**
 * Runs a deployment. One of the same name that is under way (another window, or this one before it was
 * closed) is watched to its end first, then what it left open is run; an abort cancels it in Azure too.
 */
function runOrRejoin(replan: Replan, signal: AbortSignal): RunDeployment {
  return async (session, target, template, options) => {
    try {
      try {
        return await runDeployment(session, target, template, options);
      } catch (error) {
        if (!(error instanceof ArmError) || error.code !== "DeploymentActive") throw error;
        // How it ends does not matter: what it made is found, the rest is deployed after it.
        await watchDeployment(session, target, options).catch((end: unknown) => {
          if (!(end instanceof ArmError)) throw end;
        });
        return await runDeployment(session, target, await replan(target), options);
      }
    } catch (error) {
      if (signal.aborted) {
        // It may not have begun, or have ended meanwhile; then there is nothing to cancel.
        await cancelDeployment(session, target).catch(() => undefined);
      }
      throw error;
    }
  };
}

/** Plans what is there now and runs it, environment by environment. */
export function createRunEngine(
  sessionsOf: (request: RunRequest) => SessionOf,
  clock: Clock,
): RunEngine {
  return async (request, report, signal) => {
    const { manifest, environments, runId, by } = request;
    const sessionOf = sessionsOf(request);
    const plans = await planAll(manifest, environments, sessionOf, signal);
    const first = environments[0];
    // Names are for people; without them the ids are shown.
    const found = first ? await loadSubscriptions(sessionOf(first), signal).catch(() => []) : [];
    const subscriptionNames = Object.fromEntries(found.map(({ id, name }) => [id, name]));
    const replan: Replan = async ({ name, subscriptionId }) => {
      const old = plans.find(
        (one) => one.deploymentName === name && one.subscriptionId === subscriptionId,
      );
      if (!old) throw new Error(`No plan for the deployment ${name}`);
      return (await planOne(manifest, old.environment, sessionOf, signal)).template;
    };
    const deploy = runOrRejoin(replan, signal);
    const confirmed = new Set(request.confirmed ?? []);
    const what = { manifest, plans, confirmed, sessionOf, subscriptionNames, runId, by };
    await runProject({ ...what, runDeployment: deploy, clock, signal, report });
  };
}
