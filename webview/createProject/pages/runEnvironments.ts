import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { link } from "../../widgets/button";
import { icon } from "../../widgets/icon";
import { between } from "../../widgets/times";
import { toggle, type PageContext } from "../context";
import {
  countResources,
  isFinished,
  waitsFor,
  type EnvironmentView,
  type ResourceView,
  type RunView,
} from "../run";

const shownRows = 12;

export function stateIcon(state: ResourceView["state"] | EnvironmentView["state"]) {
  switch (state) {
    case "running":
      return icon("sync", "run");
    case "created":
    case "unchanged":
    case "succeeded":
      return icon("pass", "pass");
    case "failed":
      return icon("error", "error");
    case "canceled":
      return icon("circle-slash", "muted");
    case "waiting":
    case "notStarted":
      return icon("circle-large", "muted");
  }
}

function workingWord(change: ResourceView["change"]): string {
  if (change === "delete") return t("Deleting");
  return change === "modify" ? t("Changing") : t("Creating");
}

function doneWord(change: ResourceView["change"]): string {
  if (change === "delete") return t("Deleted");
  return change === "modify" ? t("Changed") : t("Created");
}

function stateWord({ state, change }: ResourceView): string {
  switch (state) {
    case "running":
      return workingWord(change);
    case "created":
      return doneWord(change);
    case "unchanged":
      return t("Unchanged");
    case "failed":
      return t("Failed");
    case "waiting":
      return t("Waiting");
    case "notStarted":
      return t("Not started");
  }
}

function detail(resource: ResourceView, environment: EnvironmentView): string {
  const what = resource.detail === "" ? resource.kind : `${resource.kind} · ${resource.detail}`;
  if (resource.state !== "waiting" || environment.state !== "running") return what;
  const before = waitsFor(resource, environment);
  return before ? t("{0} · waits for {1}", resource.kind, before.name) : what;
}

function time(context: PageContext, resource: ResourceView, run: RunView): string {
  if (resource.startedAt === undefined) return "–";
  return between(resource.startedAt, resource.finishedAt ?? run.finishedAt ?? context.now);
}

/** At work first, then what failed, then the newest that is done, then what waits. */
function rank(resource: ResourceView): number {
  if (resource.state === "running") return 0;
  if (resource.state === "failed") return 1;
  return isFinished(resource) ? 2 : 3;
}

function rows(context: PageContext, run: RunView, environment: EnvironmentView) {
  const { hideFinished, open } = context.state.options;
  const key = `run ${environment.environment} all`;
  const all = environment.resources
    .filter((one) => !hideFinished || !isFinished(one))
    .toSorted((a, b) => rank(a) - rank(b));
  const shown = open.includes(key) ? all : all.slice(0, shownRows);
  if (all.length === 0) return html`<p class="help">${t("All resources are finished.")}</p>`;
  return html`<table class="grid plan">
      <colgroup>
        <col class="c-st" />
        <col class="c-nm2" />
        <col class="hide-narrow" />
        <col class="c-t" />
      </colgroup>
      <caption class="sr">
        ${t("Resources in {0}", environment.title)}
      </caption>
      <tbody>
        ${shown.map(
          (one) =>
            html`<tr>
              <td class="nowrap">${stateIcon(one.state)}${stateWord(one)}</td>
              <th scope="row"><code>${one.name}</code></th>
              <td class="muted hide-narrow">${detail(one, environment)}</td>
              <td class="r num muted">${time(context, one, run)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      all.length > shown.length
        ? html`<p>
            ${link(t("Show {0} more", all.length - shown.length), () => {
              toggle(context, "open", key);
            })}
          </p>`
        : nothing
    }`;
}

function summary(context: PageContext, run: RunView, environment: EnvironmentView): string {
  const counts = countResources(environment.resources);
  const done = t("{0} of {1}", counts.done, counts.all);
  if (environment.startedAt !== undefined) {
    const end = environment.finishedAt ?? run.finishedAt ?? context.now;
    return `${done} · ${between(environment.startedAt, end)}`;
  }
  const before = run.environments.find((one) => one.state === "running");
  return before ? t("{0} · waits for {1}", done, before.title) : done;
}

function environmentView(context: PageContext, run: RunView, one: EnvironmentView): TemplateResult {
  const id = `run ${one.environment}`;
  const { options } = context.state;
  const opensItself = one.state === "running" || one.state === "failed";
  const isOpen = opensItself ? !options.closed.includes(id) : options.open.includes(id);
  return html`<details
    class="rg"
    ?open=${isOpen}
    @toggle=${(event: Event) => {
      const { open } = event.currentTarget as HTMLDetailsElement;
      if (open !== isOpen) toggle(context, opensItself ? "closed" : "open", id);
    }}
  >
    <summary>
      <span class="codicon codicon-chevron-right" aria-hidden="true"></span>${stateIcon(one.state)}
      <h3>${one.title}</h3>
      <span class="end num">${summary(context, run, one)}</span>
    </summary>
    <div class="in">${rows(context, run, one)}</div>
  </details>`;
}

export function runEnvironments(context: PageContext, run: RunView): TemplateResult {
  return html`<div>${run.environments.map((one) => environmentView(context, run, one))}</div>`;
}
