import type { FamilyQuota } from "./catalogue";

const families: readonly (readonly [
  family: string,
  title: string,
  compute: number,
  aml: number,
])[] = [
  ["standardBSFamily", "BS Family", 40, 0],
  ["standardAv2Family", "Av2 Family", 40, 0],
  ["standardDv2Family", "Dv2 Family", 100, 100],
  ["standardDSv2Family", "DSv2 Family", 100, 100],
  ["standardDSv3Family", "DSv3 Family", 100, 100],
  ["standardDSv5Family", "DSv5 Family", 100, 100],
  ["standardDASv5Family", "DASv5 Family", 100, 100],
  ["standardDDSv5Family", "DDSv5 Family", 100, 100],
  ["standardESv3Family", "ESv3 Family", 100, 48],
  ["standardEDSv5Family", "EDSv5 Family", 100, 64],
  ["standardFSv2Family", "FSv2 Family", 64, 48],
  ["standardNCSv3Family", "NCSv3 Family", 12, 24],
  ["standardNCASv3_T4Family", "NCASv3_T4 Family", 16, 64],
  ["standardNCADSA100v4Family", "NCADSA100v4 Family", 24, 144],
  ["standardNCadsH100v5Family", "NCadsH100v5 Family", 0, 80],
  ["standardNDASv4_A100Family", "NDASv4_A100 Family", 0, 96],
  ["standardNDAMSv4_A100Family", "NDAMSv4_A100 Family", 0, 192],
  ["standardNDSH100v5Family", "NDSH100v5 Family", 0, 0],
];

export const computeQuotas: readonly FamilyQuota[] = families.map(([family, title, limit]) => ({
  family,
  title: `Standard ${title} vCPUs`,
  limit,
  used: 0,
}));

export const machineLearningQuotas: readonly FamilyQuota[] = families.map(
  ([family, title, , limit]) => ({
    family,
    title: `Standard ${title} Cluster Dedicated vCPUs`,
    limit,
    used: 0,
  }),
);
