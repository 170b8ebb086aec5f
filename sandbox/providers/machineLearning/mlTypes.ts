export const mlVersions = ["2025-09-01"];
export const mlNamespace = "Microsoft.MachineLearningServices";
export const workspaceType = `${mlNamespace}/workspaces`;
export const computeType = `${workspaceType}/computes`;

/** Name in a path as the specification has it for what is not a compute, an endpoint or a workspace. */
export const itemName = {
  pattern: /^[A-Za-z0-9][\w-]{0,254}$/u,
  code: "UserError",
  message: "It takes up to 255 letters, digits, '-' and '_' and begins with a letter or digit.",
};
