import type { Step } from "../exchange";
import { ArmFault } from "../provider";

/** Only our own address and our own token: a page in a browser must not get through by a foreign host name. */
export const authorization: Step = (exchange, services) => {
  const { port } = new URL(services.origin);
  const host = exchange.headers.host?.toLowerCase();
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    const message = `This server is not '${host ?? ""}'.`;
    throw new ArmFault(421, "MisdirectedRequest", message);
  }
  services.identity.check(exchange.headers.authorization);
};
