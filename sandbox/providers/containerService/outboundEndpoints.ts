import type { ResourceRecord } from "../../provider";
import { textOf } from "../fields";

const https = (domainName: string): object => ({
  domainName,
  endpointDetails: [{ port: 443, protocol: "Https" }],
});

/** Hosts that the nodes of every cluster have to reach (Azure's public egress rules for AKS). */
export function outboundEndpoints({ properties, location = "" }: ResourceRecord): object[] {
  const apiServer = textOf(properties["privateFQDN"]) ? undefined : textOf(properties["fqdn"]);
  return [
    {
      category: "azure-resource-management",
      endpoints: ["management.azure.com", "login.microsoftonline.com"].map(https),
    },
    {
      category: "images",
      endpoints: ["mcr.microsoft.com", "*.data.mcr.microsoft.com"].map(https),
    },
    {
      category: "artifacts",
      endpoints: [
        "packages.microsoft.com",
        "acs-mirror.azureedge.net",
        "packages.aks.azure.com",
      ].map(https),
    },
    {
      category: "apiserver",
      endpoints: [`*.hcp.${location}.azmk8s.io`, ...(apiServer ? [apiServer] : [])].map(https),
    },
  ];
}
