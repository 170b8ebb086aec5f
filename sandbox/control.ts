import type { SimulatedClock } from "./clock";
import type { Reply, Route, RouteRequest, Services } from "./exchange";
import { parsePermissions } from "./access/parsePermissions";
import { invalidContent } from "./armErrors";
import type { FaultRule } from "./faults";
import { audienceOf, audiences } from "./identity";
import { parseFaultRules } from "./parseFaultRules";
import type { Presence } from "./presence";
import { networkPlaces, type ProviderSettings } from "./providerSettings";
import { readThrottle } from "./readThrottle";
import { amount, flag, shape, whole } from "./shape";
import type { ThrottleLimits } from "./throttle";

export interface ControlServices {
  readonly clock: SimulatedClock;
  readonly presence: Presence;
  readonly services: () => Services;
}

const readFaults = shape<{ readonly faults: readonly FaultRule[] }>(
  { faults: parseFaultRules },
  "faults",
);
const readAdvance = shape<{ readonly advanceMs: number }>({ advanceMs: amount(0) }, "advanceMs");

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
  const declaredFaults = (): Reply => {
    const { rules, counters } = services().faults;
    return { status: 200, body: { faults: rules, counters } };
  };
  const noFaults: Handle = () => {
    services().faults.set([]);
    return { status: 204 };
  };
  return [
    route("GET", "about", () => ({ status: 200, body: about(control) })),
    route("GET", "hold", () => hold(control.presence)),
    route("GET", "faults", declaredFaults),
    route("PUT", "faults", ({ body }) => {
      services().faults.set(readFaults(body(), "The body").faults);
      return declaredFaults();
    }),
    route("DELETE", "faults", noFaults),
    route("PATCH", "settings", ({ body }) => ({
      status: 200,
      body: changeSettings(body(), control),
    })),
    route("POST", "clock", ({ body }) => {
      control.clock.advance(readAdvance(body(), "The body").advanceMs);
      return { status: 200, body: { now: new Date(control.clock.now()).toISOString() } };
    }),
    route("POST", "token", ({ body }) => issueToken(body(), services())),
    route("GET", "requests", () => {
      return { status: 200, body: { value: services().requests.all() } };
    }),
    route("DELETE", "requests", () => {
      services().requests.clear();
      return { status: 204 };
    }),
  ];
}

function about(control: ControlServices): object {
  const { clock, presence, services } = control;
  const { identity, kinds, store, dataPlanes } = services();
  const { username, tenantId } = identity.caller;
  return {
    name: "ESML sandbox",
    simulated: true,
    pid: process.pid,
    now: new Date(clock.now()).toISOString(),
    account: { username, tenantId },
    settings: settingsOf(control),
    clients: presence.count,
    load: loadOf(services()),
    subscriptions: store
      .list({ type: "Microsoft.Resources/subscriptions" })
      .map(({ id, name }) => ({ subscriptionId: id.split("/")[2], displayName: name })),
    providers: kinds.providers().map(({ namespace, kinds: types }) => ({
      namespace,
      types: types.map(({ type }) => type),
    })),
    dataPlanes: dataPlanes.map(({ name }) => name),
  };
}

/** How much it holds, for those who watch it under load. */
function loadOf({ store, operations, requests }: Services): object {
  const kept = operations.all();
  const { heapUsed, rss } = process.memoryUsage();
  return {
    records: store.size,
    operations: kept.length,
    running: kept.filter(({ status }) => status === "InProgress").length,
    requests: requests.count,
    heapBytes: heapUsed,
    residentBytes: rss,
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

interface SettingsChange {
  readonly timeScale?: number | "frozen";
  readonly graphLagMs?: number;
  readonly pageSize?: number;
  readonly emptyPages?: boolean;
  readonly throttle?: ThrottleLimits | "off";
  readonly network?: ProviderSettings["network"];
  readonly permissions?: ProviderSettings["permissions"];
}

const readSettings = shape<SettingsChange>({
  timeScale: (value, where) => (value === "frozen" ? value : amount(0)(value, where)),
  graphLagMs: amount(0),
  pageSize: whole(1),
  emptyPages: flag,
  throttle: readThrottle,
  network: networkPlace,
  permissions: parsePermissions,
});

function changeSettings(body: Record<string, unknown>, control: ControlServices): object {
  const { timeScale, throttle, ...changes } = readSettings(body, "The settings");
  const { settings } = control.services();
  Object.assign(settings, changes);
  if (timeScale !== undefined) {
    control.clock.timeScale = timeScale === "frozen" ? Infinity : timeScale;
  }
  if (throttle !== undefined) {
    settings.throttle = throttle === "off" ? undefined : throttle;
  }
  return settingsOf(control);
}

/** In the form in which they are set. */
function settingsOf({ clock, services }: ControlServices): object {
  const { emptyPages = false, throttle = "off", ...others } = services().settings;
  return { ...others, emptyPages, throttle, timeScale: scaleName(clock.timeScale) };
}

function networkPlace(value: unknown): ProviderSettings["network"] {
  const place = networkPlaces.find((known) => known === value);
  if (!place) {
    throw invalidContent(`"network" is one of ${networkPlaces.join(", ")}.`);
  }
  return place;
}

/** A token for one service alone, as Entra issues it for a scope such as `https://storage.azure.com/.default`. */
function issueToken({ scope }: Record<string, unknown>, { identity }: Services): Reply {
  const audience = typeof scope === "string" ? audienceOf(scope) : "";
  if (!Object.values<string>(audiences).includes(audience)) {
    const known = Object.values(audiences).map((each) => `${each}/.default`);
    throw invalidContent(`"scope" is one of ${known.join(", ")}.`);
  }
  return { status: 200, body: { token: identity.issueToken(audience) } };
}

function scaleName(scale: number): number | "frozen" {
  return scale === Infinity ? "frozen" : scale;
}
