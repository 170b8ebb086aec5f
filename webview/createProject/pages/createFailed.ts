import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { button, iconButton } from "../../widgets/button";
import { icon } from "../../widgets/icon";
import { fold, section } from "../../widgets/section";
import { between, clockWithSeconds } from "../../widgets/times";
import { openPage, toggle, type PageContext } from "../context";
import {
  allResources,
  countResources,
  failedResource,
  type EnvironmentView,
  type RunFailure,
  type RunView,
} from "../run";
import { said } from "./notice";
import { runEnvironments, stateIcon } from "./runEnvironments";

const environmentOf = (run: RunView, failure: RunFailure | undefined) =>
  run.environments.find((one) => one.environment === failure?.environment);

function headline(run: RunView): string {
  const where = environmentOf(run, run.failure)?.title;
  const resource = failedResource(run);
  if (where === undefined) return t("The run failed");
  if (!resource) return t("{0} failed", where);
  const isStep = resource.resourceId !== undefined;
  return isStep
    ? t("{0} failed: {1} {2}", where, resource.kind, resource.name)
    : t("{0} failed: {1} {2} was not created", where, resource.kind, resource.name);
}

function complete(run: RunView): string {
  const done = run.environments.filter((one) => one.state === "succeeded");
  if (done.length === 0) return t("Nothing was deleted, and you can continue from here.");
  const titles = done.map((one) => one.title).join(", ");
  return t(
    "Complete and usable: {0}. Nothing was deleted, and you can continue from here.",
    titles,
  );
}

function part(id: string, title: string, content: unknown): TemplateResult {
  return html`<section aria-labelledby=${id}>
    <h2 id=${id}>${title}</h2>
    <div>${content}</div>
  </section>`;
}

const pair = (name: string, value: unknown) =>
  html`<dt>${name}</dt>
    <dd>${value}</dd>`;

function rawAnswer(context: PageContext, raw: string): TemplateResult {
  const isOpen = context.state.options.open.includes("raw");
  const kind = context.state.connection.simulated ? t("Simulated, JSON") : t("JSON");
  return fold(
    {
      heading: t("Answer from Azure Resource Manager"),
      description: kind,
      isOpen,
      onToggle: () => {
        toggle(context, "open", "raw");
      },
    },
    html`<pre class="raw" tabindex="0">${raw}</pre>`,
  );
}

function whatHappened(context: PageContext, run: RunView, failure: RunFailure): TemplateResult {
  const { correlationId, raw } = failure;
  const after = between(run.startedAt, failure.at);
  return html`<p>${failure.message}</p>
    <dl class="kv">
      ${pair(t("Code"), html`<code>${failure.code}</code>`)}
      ${pair(t("Time"), t("{0}, after {1}", clockWithSeconds(failure.at), after))}
      ${
        correlationId === undefined
          ? nothing
          : pair(
              t("Correlation id"),
              html`<code>${correlationId}</code> ${iconButton(
                  "copy",
                  t("Copy correlation id"),
                  () => {
                    context.acts.copyText(correlationId, t("Correlation id"));
                  },
                )}`,
            )
      }
    </dl>
    ${raw === undefined ? nothing : rawAnswer(context, raw)}`;
}

function onWhich(run: RunView): TemplateResult {
  const resource = failedResource(run);
  const environment = environmentOf(run, run.failure);
  const what = resource && [resource.kind, resource.detail].filter((one) => one !== "").join(", ");
  return html`<dl class="kv">
    ${
      resource
        ? html`${pair(t("Resource"), html`<code>${resource.name}</code>, ${what}`)}
          ${pair(t("Group"), html`<code>${resource.resourceGroup}</code>`)}`
        : pair(t("Resource"), t("None: the environment as a whole"))
    }
    ${
      environment
        ? html`${pair(
            t("Subscription"),
            `${environment.subscriptionName}, ${environment.location}`,
          )}
          ${pair(t("Deployment"), html`<code>${environment.deploymentName}</code>`)}`
        : nothing
    }
  </dl>`;
}

function stateText(one: EnvironmentView): { readonly state: string; readonly meaning: string } {
  const { done } = countResources(one.resources);
  switch (one.state) {
    case "succeeded":
      return { state: t("Complete"), meaning: t("Ready to use") };
    case "failed":
      return { state: t("Failed"), meaning: t("Not usable yet; kept as it is") };
    case "canceled":
      return { state: t("Canceled"), meaning: t("Kept as it is") };
    case "running":
      return { state: t("Running"), meaning: t("Still at work") };
    case "waiting":
      return {
        state: t("Not started"),
        meaning: done === 0 ? t("This run made nothing here") : t("Kept as it is"),
      };
  }
}

function environmentRow(one: EnvironmentView): TemplateResult {
  const counts = countResources(one.resources);
  const { state, meaning } = stateText(one);
  return html`<tr>
    <th scope="row">${one.title}</th>
    <td class="nowrap">${stateIcon(one.state)}${state}</td>
    <td class="r num">${counts.done}</td>
    <td class="r num">${counts.failed}</td>
    <td class="r num">${counts.notStarted}</td>
    <td class="hide-narrow">${meaning}</td>
  </tr>`;
}

function whatExists(context: PageContext, run: RunView): TemplateResult {
  const { done } = countResources(allResources(run));
  const bill = context.state.connection.simulated
    ? t(
        "In Azure, the {0} finished resources would be billed. In the sandbox they cost nothing.",
        done,
      )
    : t("The {0} finished resources are billed as long as they exist.", done);
  return html`<table class="grid">
      <caption class="sr">
        ${t("State of each environment")}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t("Environment")}</th>
          <th scope="col">${t("State")}</th>
          <th scope="col" class="r">${t("Done")}</th>
          <th scope="col" class="r">${t("Failed")}</th>
          <th scope="col" class="r">${t("Not started")}</th>
          <th scope="col" class="hide-narrow">${t("Meaning")}</th>
        </tr>
      </thead>
      <tbody>
        ${run.environments.map(environmentRow)}
      </tbody>
    </table>
    <p class="help">${bill}</p>`;
}

function nextSteps(context: PageContext, failure: RunFailure | undefined): TemplateResult {
  return html`<ol class="todo">
    <li>
      <span class="muted num">1.</span>
      <div><p>${failure?.nextStep ?? t("Read the log for the cause.")}</p></div>
      <div class="btns">
        ${button(
          t("Edit compute"),
          () => {
            openPage(context, "compute");
          },
          { secondary: true },
        )}
      </div>
    </li>
    <li>
      <span class="muted num">2.</span>
      <div>
        <p>${t("Continue the run. Finished resources are checked, not created again.")}</p>
        <p class="help">${t("After a change of settings, create from Review instead.")}</p>
      </div>
    </li>
  </ol>`;
}

/** The four parts of a failed run, always in this order. */
export function failurePage(context: PageContext, run: RunView): TemplateResult {
  const { failure } = run;
  return html`<header><h1 tabindex="-1">${t("Create")}</h1></header>
    ${said(context)}
    <div class="note-box error" role="alert">
      ${icon("error", "error")}
      <div>
        <h2>${headline(run)}</h2>
        <p>${complete(run)}</p>
      </div>
    </div>
    <div class="diag">
      ${part(
        "d1",
        t("What happened"),
        failure
          ? whatHappened(context, run, failure)
          : html`<p>${t("The run ended without a reason. The log holds every request.")}</p>`,
      )}
      ${part("d2", t("On which resource"), onWhich(run))}
      ${part("d3", t("What exists now"), whatExists(context, run))}
      ${part("d4", t("What to do next"), nextSteps(context, failure))}
    </div>
    ${section({ id: "s-res", title: t("Resources") }, runEnvironments(context, run))}`;
}
