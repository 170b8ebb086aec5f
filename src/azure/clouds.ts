/** Same spellings as the manifest's `cloud`. */
export type CloudId = "sandbox" | "azure" | "azureChina" | "azureUsGovernment";
export type RealCloudId = Exclude<CloudId, "sandbox">;

export interface Cloud {
  readonly id: RealCloudId;
  /** Origin without a trailing slash. */
  readonly resourceManager: string;
  /** Sign-in origin. */
  readonly authority: string;
  readonly portal: string;
  /** Token scope of Resource Manager. */
  readonly scope: string;
}

/** Addresses as in `@azure/identity` (authorities), the SDK clients' cloud settings (endpoints) and the portals. */
export const clouds: Readonly<Record<RealCloudId, Cloud>> = {
  azure: {
    id: "azure",
    resourceManager: "https://management.azure.com",
    authority: "https://login.microsoftonline.com",
    portal: "https://portal.azure.com",
    scope: "https://management.azure.com/.default",
  },
  azureChina: {
    id: "azureChina",
    resourceManager: "https://management.chinacloudapi.cn",
    authority: "https://login.chinacloudapi.cn",
    portal: "https://portal.azure.cn",
    scope: "https://management.chinacloudapi.cn/.default",
  },
  azureUsGovernment: {
    id: "azureUsGovernment",
    resourceManager: "https://management.usgovcloudapi.net",
    authority: "https://login.microsoftonline.us",
    portal: "https://portal.azure.us",
    scope: "https://management.usgovcloudapi.net/.default",
  },
};

/** The sandbox is asked for tokens of the same scope as public Azure; its credential does not look at it. */
export const sandboxScope = clouds.azure.scope;
