import type { Exchange, Services, Step } from "../exchange";
import { ArmFault } from "../provider";

/** Only our own token at our own address. */
export const authorization: Step = (exchange, services) => {
  requireOwnHost(exchange, services);
  services.identity.check(exchange.headers.authorization);
};

/** A page in a browser must not get through by a foreign host name. */
export function requireOwnHost({ headers }: Exchange, { origin }: Services): void {
  const { port } = new URL(origin);
  const host = headers.host?.toLowerCase();
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    throw new ArmFault(421, "MisdirectedRequest", `This server is not '${host ?? ""}'.`);
  }
}
