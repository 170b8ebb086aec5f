import { notImplemented } from "../../armErrors";
import { defineKind } from "../defineKind";
import { mlVersions, workspaceType } from "./workspaces";

/** Registered things: only described, nothing behind them runs. */
const asset = (name: string) =>
  defineKind({
    type: `${workspaceType}/${name}`,
    apiVersions: mlVersions,
    style: { createStatus: 201, updateStatus: 200, put: "none", delete: "none" },
    hasSystemData: true,
    properties: ({ given }) => given,
  });

/** Things that would have to run: they can be listed, and there are none. */
const listOnly = (name: string) =>
  defineKind({
    type: `${workspaceType}/${name}`,
    apiVersions: mlVersions,
    properties: () => {
      throw notImplemented(`creating '${workspaceType}/${name}'`);
    },
  });

const versioned = ["models", "data", "environments", "components", "codes"];

export const assets = [
  ...versioned.flatMap((name) => [asset(name), asset(`${name}/versions`)]),
  asset("datastores"),
  asset("connections"),
  listOnly("jobs"),
  listOnly("schedules"),
];
