/** What names are made of, see `tokensOf` in names.ts. Suffixes carry their dash. */
export interface NameTokens {
  readonly prefix: string;
  readonly projectPrefix: string;
  readonly projectSuffix: string;
  readonly common: string;
  readonly vnetBase: string;
  /** Three digits. */
  readonly number: string;
  readonly loc: string;
  /** Azure's spelling: `dev`, `test`, `prod`. */
  readonly env: string;
  readonly factorySuffix: string;
  readonly commonSuffix: string;
  readonly projectResourceSuffix: string;
  readonly salt: string;
  readonly identitySalt: string;
}

export interface NameFormula {
  readonly needs: "nothing" | "salt" | "identitySalt";
  /** Azure's limit for the resource type, in characters. */
  readonly limit: number;
  build(t: NameTokens): string;
}

const bare = (suffix: string) => suffix.replaceAll("-", "");
const project = (t: NameTokens) => `prj${t.number}-${t.loc}-${t.env}`;
const projectGroup = (t: NameTokens) =>
  `${t.prefix}${t.projectPrefix}project${t.number}-${t.loc}-${t.env}${t.factorySuffix}${t.projectSuffix}`;
const storage = (index: number) => (t: NameTokens) =>
  `saprj${t.number}${t.loc}${t.salt}${index}${bare(t.projectResourceSuffix)}${t.env}`;
const identity = (kind: string) => (t: NameTokens) =>
  `${kind}-${project(t)}-${t.salt}${t.identitySalt}${t.projectResourceSuffix}`;

const plain = (limit: number, build: (t: NameTokens) => string) =>
  ({ needs: "nothing", limit, build }) as const;
const salted = (limit: number, build: (t: NameTokens) => string) =>
  ({ needs: "salt", limit, build }) as const;
const identitySalted = (limit: number, build: (t: NameTokens) => string) =>
  ({ needs: "identitySalt", limit, build }) as const;

/**
 * The factory's naming convention for everything an ESML project has. Names that the factory does not know
 * (NAT gateway, its address, the AKS identity, the common network's parts) follow its nearest pattern.
 * Limits: Microsoft's "Naming rules and restrictions for Azure resources" and the services' API specifications,
 * where no line says otherwise.
 */
export const nameFormulas = {
  commonResourceGroup: plain(
    90,
    (t) => `${t.prefix}${t.common}-${t.loc}-${t.env}${t.factorySuffix}`,
  ),
  projectResourceGroup: plain(90, projectGroup),
  // AKS refuses more than 80 (aka.ms/aks-naming-rules), although a group may have 90.
  aksNodeResourceGroup: plain(80, (t) => `aks-${projectGroup(t)}`),
  // Azure takes 32; the factory cuts at 16 and then refers to the uncut name.
  computeCluster: plain(16, (t) => `p${t.number}-m01${t.loc}-${t.env}`),
  // A cluster may have 63; the workspace's compute of the same name may not (2 to 16 for attached computes).
  aksCluster: plain(16, (t) => `aks${t.number}-${t.loc}-${t.env}`),
  vnet: plain(64, (t) => `${t.vnetBase}-${t.loc}-${t.env}${t.commonSuffix}`),
  natGateway: plain(80, (t) => `nat-${t.loc}-${t.env}${t.commonSuffix}`),
  natPublicIp: plain(80, (t) => `pip-nat-${t.loc}-${t.env}${t.commonSuffix}`),
  genaiSubnet: plain(80, (t) => `snt-prj${t.number}-genai`),
  aksSubnet: plain(80, (t) => `snt-prj${t.number}-aks`),
  aks2Subnet: plain(80, (t) => `snt-prj${t.number}-aks-002`),
  genaiNsg: plain(80, (t) => `genai-nsg-${project(t)}`),
  aksNsg: plain(80, (t) => `aks-nsg-${project(t)}`),
  aks2Nsg: plain(80, (t) => `aks2-nsg-${project(t)}`),
  routeTable: plain(80, (t) => `rt-prj${t.number}-aks2-${t.loc}-${t.env}`),
  ownRegistryEndpoint: plain(64, (t) => `pend-prj${t.number}${t.loc}-containerreg-to-vnt-mlcmn`),
  sharedRegistryEndpoint: plain(64, (t) => `pend-acr-cmn${t.loc}-containerreg-to-${t.vnetBase}`),
  logAnalytics: salted(63, (t) => `la-cmn-${t.loc}-${t.env}-${t.salt}${t.commonSuffix}`),
  sharedRegistry: salted(50, (t) => `acrcommon${t.salt}${t.loc}${bare(t.commonSuffix)}${t.env}`),
  ownRegistry: salted(
    50,
    (t) => `acrprj${t.number}genai${t.loc}${t.salt}${t.env}${bare(t.projectResourceSuffix)}`,
  ),
  workspace: salted(
    33,
    (t) => `aml-${t.number}-${t.loc}-${t.env}-${t.salt}${t.projectResourceSuffix}`,
  ),
  dataFactory: salted(
    63,
    (t) => `adf-${t.number}-${t.loc}-${t.env}-${t.salt}${t.projectResourceSuffix}`,
  ),
  keyVault: salted(
    24,
    (t) => `kv-p${t.number}-${t.loc}-${t.env}-${t.salt}${t.projectResourceSuffix.slice(2, 4)}`,
  ),
  storage1: salted(24, storage(1)),
  storage2: salted(24, storage(2)),
  appInsights: salted(260, (t) => `ain-${project(t)}-${t.salt}${t.projectResourceSuffix}`),
  projectIdentity: identitySalted(128, identity("mi")),
  aksIdentity: identitySalted(128, identity("mi-aks")),
} satisfies Readonly<Record<string, NameFormula>>;

export type NameKey = keyof typeof nameFormulas;
