// title: Where the evidence comes from
// description: Every import: which file (with its SHA-256) went into which data set, when, where the log was taken (vantage), how many of its rows were accepted, left out or rejected, and the times it covers, with its gaps.
// category: Evidence

MATCH (import:_Import)
RETURN import.dataset AS dataset,
  import.file AS file,
  import.sha256 AS sha256,
  import.format AS format,
  import.vantage AS vantage,
  import.status AS status,
  import.startedAt AS imported,
  import.read AS rowsRead,
  import.accepted AS rowsAccepted,
  import.read - import.accepted - import.rejected AS rowsLeftOut,
  import.leftOut AS leftOutByReason,
  import.rejected AS rowsRejected,
  import.firstSeen AS firstSeen,
  import.lastSeen AS lastSeen,
  import.gaps AS gaps
ORDER BY dataset, imported
