import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { link } from "../widgets/button";
import { hidden, icon } from "../widgets/icon";
import { message, readingLine } from "../widgets/message";
import type { PageContext } from "./context";
import { footer } from "./footer";
import { regionsSubscription } from "./loads";
import { computePage } from "./pages/compute";
import { createPage } from "./pages/create";
import { factoryPage } from "./pages/factory";
import { networkPage } from "./pages/network";
import { reviewPage } from "./pages/review";
import { servicesPage } from "./pages/services";
import { teamPage } from "./pages/team";
import type { ReadyState, StartingState } from "./state";
import { steps } from "./steps";

function where(state: ReadyState): string {
  const { project, factory, location } = state.draft.manifest;
  const at = regionsSubscription(state);
  const regions = at === undefined ? undefined : state.loads.regions[at]?.value;
  const region = regions?.find((one) => one.name === location.region)?.displayName;
  const parts = [factory.prefix, region ?? location.region].filter((one) => one !== "");
  return [t("Project {0}", project.number), ...parts].join(" · ");
}

function saved(state: ReadyState): string {
  if (state.writtenRevision === state.revision) return t("Manifest written");
  switch (state.saved) {
    case "kept":
      return t("Draft kept");
    case "saving":
      return t("Keeping the draft…");
    case "failed":
      return t("The draft could not be kept");
  }
}

function lostLine(onReload: () => void): TemplateResult {
  return html`<span class="st" role="alert"
    >${icon("debug-disconnect", "warning")}<span
      >${t("Not connected. Your draft is kept.")} ${link(t("Reload"), onReload)}</span
    ></span
  >`;
}

function sandboxBadge(): TemplateResult {
  const title = t("A simulated Azure on this computer. Nothing here reaches Azure or costs money.");
  return html`<span class="sandbox" title=${title}
    >${icon("beaker")}${t("Sandbox")}${hidden(t(": a simulated Azure on this computer"))}</span
  >`;
}

function page(context: PageContext): TemplateResult {
  switch (context.state.draft.page) {
    case "factory":
      return factoryPage(context);
    case "team":
      return teamPage(context);
    case "services":
      return servicesPage(context);
    case "compute":
      return computePage(context);
    case "network":
      return networkPage(context);
    case "review":
      return reviewPage(context);
    case "create":
      return createPage(context);
  }
}

/** The frame: header and footer stay, only `main` scrolls. */
export function view(context: PageContext, announcement: string): TemplateResult {
  const { state, acts } = context;
  return html`<div class="app">
    <header class="top">
      <strong>${t("Create project")}</strong><span class="where">${where(state)}</span>
      <span class="end"
        >${
          state.lost
            ? lostLine(() => {
                acts.reconnect();
              })
            : html`<span class="muted small draft">${saved(state)}</span>`
        }${state.connection.simulated ? sandboxBadge() : nothing}</span
      >
    </header>
    ${steps(context)}
    <main class="main" id="main" tabindex="-1">
      ${keyed(state.draft.page, html`<div class="page">${page(context)}</div>`)}
    </main>
    ${footer(context)}
    <p class="sr" role="alert">${announcement}</p>
  </div>`;
}

/** Before the host has answered for the first time. */
export function startingView(state: StartingState, onReload: () => void): TemplateResult {
  return html`<div class="app single">
    <header class="top">
      <strong>${t("Create project")}</strong>
      <span class="end">${state.lost ? lostLine(onReload) : nothing}</span>
    </header>
    <main class="main" id="main" tabindex="-1">
      <div class="page">
        ${
          state.reason === undefined
            ? readingLine(t("Reading the draft…"))
            : message("error", state.reason)
        }
      </div>
    </main>
  </div>`;
}
