import { describe, expect, it } from "vitest";
import { runShell } from "../../../../sandbox/providers/containerService/commands/kubectl";

const outcome = (line: string, namespaces: readonly string[] = []) => {
  const result = runShell(line, namespaces);
  return result && [result.exitCode, result.namespaces, result.output.join("|")];
};

describe("a simulated shell", () => {
  it.each([
    ["kubectl create namespace a", 0, ["a"], "namespace/a created"],
    [
      "kubectl create ns a && kubectl create ns b",
      0,
      ["a", "b"],
      "namespace/a created|namespace/b created",
    ],
    ["kubectl get ns a || kubectl create ns a", 0, ["a"], /NotFound.*\|namespace\/a created/u],
    ["kubectl get ns default || kubectl create ns a", 0, [], /default/u],
    ["kubectl get ns a && kubectl create ns b", 1, [], /NotFound/u],
    ["kubectl get ns a; kubectl create ns b", 0, ["b"], /NotFound.*\|namespace\/b created/u],
    ["kubectl get namespace a --ignore-not-found", 0, [], ""],
    ["kubectl delete namespace default", 1, [], /Forbidden/u],
    ["kubectl create namespace Not_A_Name", 1, [], /is invalid/u],
    ["  kubectl   create   namespace   a  ", 0, ["a"], "namespace/a created"],
  ])("runs %s", (line, exitCode, namespaces, output) => {
    const result = outcome(line);
    expect(result?.slice(0, 2)).toEqual([exitCode, namespaces]);
    expect(result?.[2]).toEqual(
      typeof output === "string" ? output : expect.stringMatching(output),
    );
  });

  it("removes what is there", () => {
    expect(outcome("kubectl delete ns a", ["a", "b"])).toEqual([0, ["b"], 'namespace "a" deleted']);
  });

  it.each([
    "",
    "kubectl",
    "kubectl get pods",
    "helm install x",
    "kubectl create namespace a; rm -rf /",
    "kubectl create namespace a | tee b",
    "create namespace a",
  ])("does not know '%s'", (line) => {
    expect(runShell(line, [])).toBeUndefined();
  });
});
