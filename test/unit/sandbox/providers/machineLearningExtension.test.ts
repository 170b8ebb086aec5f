import { describe, expect, it } from "vitest";
import { machineLearningProblem } from "../../../../sandbox/providers/kubernetesConfiguration/machineLearningExtension";

const inference = {
  enableInference: "True",
  inferenceRouterServiceType: "LoadBalancer",
  inferenceRouterHA: "False",
};
const files = ["sslCertPemFile", "sslKeyPemFile"];

describe("the settings of the machine learning extension", () => {
  it.each<[string, Record<string, string>, string[], RegExp | undefined]>([
    ["training alone", { enableTraining: "true" }, [], undefined],
    ["neither", { enableTraining: "False" }, [], /enableTraining or enableInference/u],
    ["insecure", { ...inference, allowInsecureConnections: "true" }, [], undefined],
    ["no TLS", inference, [], /^E40007/u],
    ["TLS by secret", { ...inference, sslSecret: "tls", sslCname: "a.b" }, [], undefined],
    ["TLS by files", { ...inference, sslCname: "a.b" }, files, undefined],
    ["half of the files", { ...inference, sslCname: "a.b" }, files.slice(1), /^E40007/u],
    ["TLS without a name", { ...inference, sslSecret: "tls" }, [], /^E40007/u],
    ["names in any case", { ...inference, AllowInsecureConnections: "TRUE" }, [], undefined],
    [
      "a service that is none",
      { ...inference, inferenceRouterServiceType: "x" },
      [],
      /loadBalancer/u,
    ],
  ])("allow or refuse: %s", (_, settings, protectedNames, problem) => {
    const found = machineLearningProblem({ settings, protectedNames }, 3);
    expect(found).toEqual(problem === undefined ? undefined : expect.stringMatching(problem));
  });

  it.each([
    [2, "E40002"],
    [3, undefined],
  ])(
    "take the router's high availability, which is the default, with %i nodes: %s",
    (nodes, code) => {
      const { inferenceRouterHA: _, ...settings } = inference;
      const insecure = { ...settings, allowInsecureConnections: "True" };
      const problem = machineLearningProblem({ settings: insecure, protectedNames: [] }, nodes);
      expect(problem?.slice(0, 6)).toBe(code);
    },
  );
});
