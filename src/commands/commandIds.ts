/** Every command of the product; package.json contributes exactly these. */
export const commandIds = [
  "esml.project.create",
  "esml.sandbox.start",
  "esml.sandbox.restart",
  "esml.azure.connect",
  "esml.log.show",
  "esml.environments.refresh",
  "esml.resource.openInPortal",
  "esml.resource.copyId",
  "esml.resource.viewAsJson",
  "esml.branch.retry",
] as const;

export type CommandId = (typeof commandIds)[number];

/** Arguments are what VS Code passes on, for example the node of a tree; a handler looks before it uses them. */
export type CommandHandler = (...args: readonly unknown[]) => unknown;

export type CommandHandlers = Readonly<Record<CommandId, CommandHandler>>;
