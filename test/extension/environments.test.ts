import assert from "node:assert/strict";
import { commands, env, window } from "vscode";
import { killSandbox, setFaults, startSandbox, type Fault } from "./support/sandbox";
import { labelsOf, rowAt, rowsBelow } from "./support/tree";

const refresh = () => commands.executeCommand("esml.environments.refresh");

const refused = (path: string): Fault => ({
  match: { path },
  action: { status: 409, code: "Conflict", message: "The service is being moved." },
});

const workspaceRow = () => rowAt("Project 001", "Dev", /^aml-001-/);

async function startAnew(): Promise<void> {
  await setFaults(await startSandbox(), []);
  await refresh();
}

describe("Environments", () => {
  before(startAnew);

  it("lists the projects of the sample factory with their environments", async () => {
    const projects = (await rowsBelow()).slice(0, 2);
    assert.deepEqual(labelsOf(projects), ["Project 001", "Project 002"]);
    assert.deepEqual(labelsOf(await rowsBelow(projects[0])), ["Dev", "Stage", "Prod"]);
    assert.deepEqual(labelsOf(await rowsBelow(projects[1])), ["Dev"]);
  });

  it("reads what is in a workspace when it is expanded", async () => {
    const workspace = await workspaceRow();
    const groups = await rowsBelow(workspace);
    assert.deepEqual(labelsOf(groups), [
      "Compute clusters",
      "Compute instances",
      "Kubernetes computes",
      "Online endpoints",
    ]);
    const members = await Promise.all(groups.map((group) => rowsBelow(group)));
    assert.deepEqual(
      members.map((rows) => rows.length),
      [1, 2, 1, 1],
    );
    const states = members[1]?.map(({ description }) => description) ?? [];
    assert.ok(
      states.some((state) => state.includes("Running")),
      states.join(),
    );
    assert.ok(
      states.some((state) => state.includes("Stopped")),
      states.join(),
    );
    const [endpoint] = members[3] ?? [];
    assert.ok((await rowsBelow(endpoint)).length > 0, "the endpoint has deployments");
  });

  it("reads the node pools of a cluster", async () => {
    const [pool] = await rowsBelow(await rowAt("Project 001", "Dev", /^aks001-/));
    assert.match(pool?.description ?? "", /1 node/);
  });

  it("copies the id of a resource and shows it as JSON", async () => {
    const { element } = await rowAt("Project 001", "Dev", /^aks001-/);
    await commands.executeCommand("esml.resource.copyId", element);
    const id = await env.clipboard.readText();
    assert.match(id, /\/providers\/Microsoft\.ContainerService\/managedClusters\/aks001-weu-dev$/i);
    await commands.executeCommand("esml.resource.viewAsJson", element);
    const document = window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, "esml-resource");
    const shown = JSON.parse(document.getText()) as { id: string };
    assert.equal(shown.id.toLowerCase(), id.toLowerCase());
  });
});

describe("a branch that cannot be read", () => {
  beforeEach(startAnew);
  after(startAnew);

  it("says why below its environment, and Retry reads it", async () => {
    const sandbox = await startSandbox();
    await setFaults(sandbox, [refused("/providers/Microsoft\\.ResourceGraph/")]);
    await refresh();
    const environment = await rowAt("Project 001", "Dev");
    const [failed, ...others] = await rowsBelow(environment);
    assert.deepEqual(others, []);
    assert.match(failed?.label ?? "", /^Could not read the resources: .*being moved/);
    assert.equal(failed?.command, "esml.branch.retry");
    await setFaults(sandbox, []);
    await commands.executeCommand("esml.branch.retry", failed.element);
    await workspaceRow();
  });

  it("says that the token was refused, and Retry reads it", async () => {
    const sandbox = await startSandbox();
    const path = "/providers/Microsoft\\.ResourceGraph/";
    const action = {
      status: 401,
      code: "ExpiredAuthenticationToken",
      message: "The access token has expired.",
    };
    await setFaults(sandbox, [{ match: { path }, action }]);
    await refresh();
    const [refused] = await rowsBelow(await rowAt("Project 001", "Dev"));
    assert.match(refused?.label ?? "", /token|sign/i);
    assert.equal(refused?.command, "esml.branch.retry");
    await setFaults(sandbox, []);
    await commands.executeCommand("esml.branch.retry", refused.element);
    await workspaceRow();
  });

  it("waits as long as a busy Azure asks for, then shows what it read", async () => {
    const sandbox = await startSandbox();
    const path = "/providers/Microsoft\\.ResourceGraph/";
    const busy = { code: "RateLimiting", message: "Too many requests.", retryAfterSeconds: 0 };
    await setFaults(sandbox, [
      { match: { path }, times: 1, action: { status: 429, ...busy } },
      { match: { path }, times: 1, action: { status: 500, ...busy } },
    ]);
    await refresh();
    await workspaceRow();
  });

  it("says that a sandbox which drops every connection is not reachable, and Retry reads it", async () => {
    const sandbox = await startSandbox();
    const path = "/providers/Microsoft\\.ResourceGraph/";
    await setFaults(sandbox, [{ match: { path }, action: { drop: true } }]);
    await refresh();
    const environment = await rowAt("Project 001", "Dev");
    const [unreachable] = await rowsBelow(environment);
    assert.match(unreachable?.contextValue ?? "", /notConnected/);
    assert.equal(unreachable?.command, "esml.branch.retry");
    await setFaults(sandbox, []);
    await commands.executeCommand("esml.branch.retry", unreachable.element);
    await workspaceRow();
  });

  it("says why below a workspace, and Retry reads it", async () => {
    const sandbox = await startSandbox();
    await setFaults(sandbox, [refused("/computes(\\?|$)")]);
    const workspace = await workspaceRow();
    const [group] = await rowsBelow(workspace);
    const [failed] = await rowsBelow(group);
    assert.match(failed?.label ?? "", /^Could not list the compute clusters of .*being moved/);
    assert.equal(failed?.command, "esml.branch.retry");
    await setFaults(sandbox, []);
    await commands.executeCommand("esml.branch.retry", failed.element);
    const [cluster] = await rowsBelow(group);
    assert.match(cluster?.label ?? "", /^p001-m01/);
  });

  it("has nothing to show of a sandbox that has gone", async () => {
    await killSandbox(await startSandbox());
    await refresh();
    assert.deepEqual(await rowsBelow(), []);
    await startSandbox();
    await refresh();
    await rowAt("Project 001");
  });
});
