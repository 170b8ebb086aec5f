import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { environmentIds, environmentSpellings } from "../../../src/project/environments";
import { loadLine, type PageContext } from "../context";
import { saltsKey } from "../loads";

function sourceText(source: string, from: string | undefined): string {
  switch (source) {
    case "manifest":
      return t("kept in the manifest");
    case "dotEnv":
      return t("read from {0}", from ?? ".env");
    case "existingResource":
      return t("read from {0}", from ?? t("an existing resource"));
    default:
      return t("computed from the common resource group");
  }
}

/** One sentence where all salts are from the same place, else one for each environment. */
function saltSources(
  decided: readonly { readonly title: string; readonly source: string }[],
): string {
  const sources = [...new Set(decided.map((one) => one.source))];
  const [only] = sources;
  const titles = decided.map((one) => one.title).join(" · ");
  if (sources.length === 1 && only !== undefined) return t("{0}: {1}.", titles, only);
  return decided.map((one) => t("{0}: {1}.", one.title, one.source)).join(" ");
}

/** The salts with where they came from. */
export function saltField(context: PageContext): TemplateResult {
  const { manifest } = context.state.draft;
  const decided = environmentIds.flatMap((id) => {
    const salt = manifest.environments[id]?.salt;
    const { title } = environmentSpellings[id];
    return salt ? [{ title, value: salt.value, source: sourceText(salt.source, salt.from) }] : [];
  });
  const reading = loadLine(
    context,
    "salts",
    saltsKey(context.state.draft),
    t("Deciding the salts…"),
  );
  return html`<div class="field">
    <span class="flabel">${t("Salt")}</span>
    ${
      decided.length > 0
        ? html`<div class="value"><code>${decided.map((one) => one.value).join(" · ")}</code></div>
            <span class="help"
              >${saltSources(decided)} ${t("Decided once, then kept in the manifest.")}</span
            >`
        : nothing
    }
    ${
      decided.length === 0 && reading === nothing
        ? html`<div class="value muted">${t("Decided when connected.")}</div>`
        : nothing
    }
    ${reading}
  </div>`;
}
