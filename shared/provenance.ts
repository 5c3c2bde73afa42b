/** Where an edge comes from. */

/** Every edge carries these where known; unknown ones are absent. Names and meaning are IYP's. */
export const PROVENANCE = {
  reference_name: 'the data set, named by the user or by the format',
  reference_org: 'who publishes the data set',
  reference_url_data: 'where the data came from',
  reference_url_info: 'where the data set is described',
  reference_time_fetch: 'datetime, UTC: when it was imported',
  reference_time_modification: 'datetime, UTC: when the data set says it was last changed',
} as const;
