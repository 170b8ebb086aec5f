import type { Sandbox } from "./serve";
import type { SeedName } from "./server";
import type { StateFolder } from "./stateFolder";

/** How a person reaches the sandbox; the token itself is never printed. */
export function connectionText(sandbox: Sandbox, seed: SeedName): string {
  const { endpoint, folder, store } = sandbox;
  const subscriptions = store
    .list({ type: "Microsoft.Resources/subscriptions" })
    .map(({ id, name }) => `  ${name}  ${id.split("/")[2] ?? ""}`);
  const lines = [
    `The ESML sandbox is at ${endpoint} (sample data only, nothing of it is in Azure).`,
    stateText(sandbox, seed),
    timeText(sandbox.clock.timeScale),
    "Subscriptions:",
    ...subscriptions,
    ...(folder === undefined ? memoryOnly : howToReach(endpoint, folder)),
    "Press Ctrl+C to end it.",
  ];
  return `${lines.join("\n")}\n`;
}

const seedTexts: Readonly<Record<"sample" | "none", string>> = {
  sample: "filled with the sample factory",
  none: "empty",
};

function stateText({ folder, hadState, store }: Sandbox, seed: SeedName): string {
  const records = `${store.size.toLocaleString("en")} records`;
  if (folder && hadState) {
    return `State: as an earlier run has left it in ${folder.folder}, ${records}; --seed counts for a new folder.`;
  }
  const start =
    seed === "sample" || seed === "none"
      ? seedTexts[seed]
      : `filled with a factory of ${seed.slice("scale:".length)} projects`;
  return `State: new, ${start}, ${records}.`;
}

function timeText(timeScale: number): string {
  return timeScale === 0
    ? "Time: every operation ends at once (--time-scale 0)."
    : `Time: a minute of Azure takes ${Number((timeScale * 60).toPrecision(3))} s here (--time-scale ${timeScale}).`;
}

const memoryOnly = [
  "Everything is kept in memory only. With --state DIR it survives a restart, and the folder then",
  "holds a connection file for clients.",
];

function howToReach(endpoint: string, folder: StateFolder): readonly string[] {
  return [
    `Connection file (endpoint, certificate, token): ${folder.connectionFile}`,
    "With curl:",
    `  curl --cacert ${quoted(folder.certificateFile)} -H @${quoted(folder.authorizationFile)} \\`,
    `    '${endpoint}/subscriptions?api-version=2022-12-01'`,
  ];
}

function quoted(file: string): string {
  return `'${file.replaceAll("'", String.raw`'\''`)}'`;
}
