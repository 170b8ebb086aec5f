import { isObject } from "../../sandbox/mergeForPatch";
import type { Provider, ResourceKind } from "../../sandbox/provider";

const style = {
  createStatus: 201,
  updateStatus: 200,
  put: "asyncOperation",
  delete: "location",
} as const;

/** A kind that takes a minute to come up and keeps its properties as they were sent. */
export function slowKind(changes: Partial<ResourceKind> = {}): ResourceKind {
  const type = changes.type ?? "Microsoft.Test/things";
  return {
    type,
    apiVersions: ["2024-01-01"],
    style,
    tracked: true,
    deleteDurationMs: 30_000,
    put: ({ id, name, body, existing }) => ({
      record: {
        id,
        type,
        name,
        ...(typeof body.location === "string" && { location: body.location }),
        properties: { ...existing?.properties, ...(isObject(body.properties) && body.properties) },
      },
      work: {
        durationMs: 60_000,
        finish: (record) => {
          record.properties.endpoint = `https://${record.name}.example`;
        },
      },
    }),
    actions: {
      listkeys: () => ({ status: 200, body: { primaryKey: "abc" } }),
      stop: ({ record }) => {
        record.properties.state = "Stopping";
        const finish = (stopped: typeof record): void => {
          stopped.properties.state = "Stopped";
        };
        return { status: 202, work: { durationMs: 10_000, finish } };
      },
    },
    ...changes,
  };
}

/** A provider for tests of the pipeline alone: a tracked type with children. */
export const testProvider: Provider = {
  namespace: "Microsoft.Test",
  kinds: [slowKind(), slowKind({ type: "Microsoft.Test/things/parts", tracked: false })],
};
