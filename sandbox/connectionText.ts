import type { Sandbox } from "./serve";

/** How a person reaches the sandbox; the token itself is never printed. */
export function connectionText({ endpoint, connectionFile, store }: Sandbox): string {
  const subscriptions = store
    .list({ type: "Microsoft.Resources/subscriptions" })
    .map(({ id, name }) => `  ${name}  ${id.split("/")[2] ?? ""}`);
  const lines = [
    `The ESML sandbox is at ${endpoint} (sample data only, nothing of it is in Azure).`,
    "Subscriptions:",
    ...subscriptions,
    ...(connectionFile === undefined ? memoryOnly : howToReach(endpoint, connectionFile)),
    "Press Ctrl+C to end it.",
  ];
  return `${lines.join("\n")}\n`;
}

const memoryOnly = [
  "Everything is kept in memory only. With --state DIR it survives a restart, and the folder then",
  "holds a connection file for clients.",
];

function howToReach(endpoint: string, file: string): readonly string[] {
  const quoted = `'${file.replaceAll("'", String.raw`'\''`)}'`;
  const pick = (name: string): string =>
    `"$(node -p "JSON.parse(require('fs').readFileSync(process.argv[1])).${name}" ${quoted})"`;
  return [
    `Connection file (endpoint, certificate, token): ${file}`,
    "With curl:",
    `  curl --cacert <(printf %s ${pick("ca")}) \\`,
    `    -H "Authorization: Bearer "${pick("token")} \\`,
    `    '${endpoint}/subscriptions?api-version=2022-12-01'`,
  ];
}
