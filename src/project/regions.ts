/**
 * Short codes for region names, as the factory's documents use them; the factory itself takes free text.
 * Three characters, because four do not fit into Stage and Prod names.
 */
const shortCodes: Readonly<Record<string, string>> = {
  australiaeast: "aue",
  brazilsouth: "brs",
  canadacentral: "cac",
  canadaeast: "cae",
  centralindia: "inc",
  centralus: "cus",
  chinaeast2: "ce2",
  chinanorth3: "cn3",
  eastasia: "eas",
  eastus: "eus",
  eastus2: "eu2",
  francecentral: "frc",
  germanywestcentral: "gwc",
  italynorth: "itn",
  japaneast: "jpe",
  koreacentral: "krc",
  northcentralus: "ncu",
  northeurope: "neu",
  norwayeast: "noe",
  polandcentral: "plc",
  qatarcentral: "qac",
  southafricanorth: "san",
  southcentralus: "scu",
  southeastasia: "sea",
  spaincentral: "spc",
  swedencentral: "sdc",
  switzerlandnorth: "swn",
  uaenorth: "uan",
  uksouth: "uks",
  ukwest: "ukw",
  usgovarizona: "uga",
  usgovvirginia: "ugv",
  westcentralus: "wcu",
  westeurope: "weu",
  westus: "wus",
  westus2: "wu2",
  westus3: "wu3",
};

/** A short code to start from, or undefined for a region that the table does not know. */
export function shortCodeOf(region: string): string | undefined {
  return Object.hasOwn(shortCodes, region) ? shortCodes[region] : undefined;
}
