import { invalidContent } from "./armErrors";
import type { SimulatedClock } from "./clock";
import type { Reply, Route, RouteRequest, Services } from "./exchange";
import { parseFaultRules } from "./faults";
import type { Presence } from "./presence";

export interface ControlServices {
  readonly clock: SimulatedClock;
  readonly presence: Presence;
  readonly services: () => Services;
}

type Handle = (request: RouteRequest) => Reply;

/** Routes that no Azure has: faults, settings, time, the record of requests. Same token as all others. */
export function controlRoutes(control: ControlServices): readonly Route[] {
  const { services } = control;
  const route = (method: string, name: string, handle: Handle): Route => ({
    method,
    path: `/_sandbox/${name}`,
    apiVersions: "any",
    handle,
  });
  const noFaults: Handle = () => {
    services().faults.set([]);
    return { status: 204 };
  };
  return [
    route("GET", "about", () => ({ status: 200, body: about(control) })),
    route("GET", "hold", () => hold(control.presence)),
    route("GET", "faults", () => ({ status: 200, body: { faults: services().faults.rules } })),
    route("PUT", "faults", ({ body }) => {
      services().faults.set(parseFaultRules(body().faults));
      return { status: 200, body: { faults: services().faults.rules } };
    }),
    route("DELETE", "faults", noFaults),
    route("PATCH", "settings", ({ body }) => ({
      status: 200,
      body: changeSettings(body(), control),
    })),
    route("POST", "clock", ({ body }) => {
      control.clock.advance(positive(body().advanceMs, "advanceMs"));
      return { status: 200, body: { now: new Date(control.clock.now()).toISOString() } };
    }),
    route("GET", "requests", () => {
      return { status: 200, body: { value: services().requests.all() } };
    }),
    route("DELETE", "requests", () => {
      services().requests.clear();
      return { status: 204 };
    }),
  ];
}

function about({ clock, presence, services }: ControlServices): object {
  const { identity, settings, kinds, store } = services();
  const { username, tenantId } = identity.caller;
  return {
    name: "ESML sandbox",
    simulated: true,
    pid: process.pid,
    now: new Date(clock.now()).toISOString(),
    account: { username, tenantId },
    settings: { ...settings, timeScale: scaleName(clock.timeScale) },
    clients: presence.count,
    subscriptions: store
      .list({ type: "Microsoft.Resources/subscriptions" })
      .map(({ id, name }) => ({ subscriptionId: id.split("/")[2], displayName: name })),
    providers: kinds.providers().map(({ namespace, kinds: types }) => ({
      namespace,
      types: types.map(({ type }) => type),
    })),
  };
}

/** Stays open: as long as it does, its client counts as present. */
function hold(presence: Presence): Reply {
  return {
    status: 200,
    stream: (connection) => {
      connection.write("held\n");
      connection.onClose(presence.enter());
    },
  };
}

function changeSettings(body: Record<string, unknown>, control: ControlServices): object {
  const { settings } = control.services();
  const { timeScale, graphLagMs, pageSize } = body;
  if (timeScale !== undefined) {
    control.clock.timeScale = timeScale === "frozen" ? Infinity : positive(timeScale, "timeScale");
  }
  if (graphLagMs !== undefined) {
    settings.graphLagMs = positive(graphLagMs, "graphLagMs");
  }
  if (pageSize !== undefined) {
    settings.pageSize = Math.max(1, positive(pageSize, "pageSize"));
  }
  return { ...settings, timeScale: scaleName(control.clock.timeScale) };
}

function scaleName(scale: number): number | "frozen" {
  return scale === Infinity ? "frozen" : scale;
}

function positive(value: unknown, name: string): number {
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) {
    throw invalidContent(`"${name}" is a number that is 0 or more.`);
  }
  return value;
}
