/** Operators of Resource Graph (docs: concepts/query-language) that the sandbox does not run. */
const operators = new Set(
  "distinct join lookup mv-expand mvexpand parse project-away project-keep project-rename project-reorder sample summarize top union".split(
    " ",
  ),
);

/** Functions of KQL that are common in queries and that the sandbox does not run. */
const functions = new Set(
  `abs ago array_concat array_length avg avgif bag_keys bag_pack bin bool ceiling case count countif datetime
   datetime_diff dcount dynamic extract extract_json format_datetime iff iif indexof ipv4_is_in_range ipv4_lookup make_list
   make_set max min now pack pack_all pack_array parse_json parse_url parse_version percentile replace replace_string reverse round
   set_has_element split startofday strcat_array strcat_delim strlen substring sum sumif todatetime todouble todynamic
   todecimal tobool toreal trim url_decode`
    .trim()
    .split(/\s+/),
);

export function isGraphOperator(name: string): boolean {
  return operators.has(name);
}

export function isGraphFunction(name: string): boolean {
  return functions.has(name);
}

/** Tables are named for what they hold, for example `advisorresources` or `resourcechanges`. */
export function isGraphTable(name: string): boolean {
  return /^[a-z]+(resources|changes)$/.test(name);
}
