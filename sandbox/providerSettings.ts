import type { Permission } from "./catalogue/catalogue";

/** Where the caller stands, as seen from accounts and endpoints that take no public traffic. */
export const networkPlaces = ["inside", "outside", "unreachable"] as const;

/** What can be changed while the sandbox runs and providers look at. */
export interface ProviderSettings {
  /** Entries of one page of a list. */
  pageSize: number;
  /** `inside` the virtual networks, `outside` of them, or where no data-plane host can be reached. */
  network: (typeof networkPlaces)[number];
  /** What the caller may do besides what role assignments in the store give. */
  permissions: readonly Permission[];
}
