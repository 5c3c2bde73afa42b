/** The public suffix list that splits names into domains: it is part of the package `tldts`, which does not say its date. */

/** The version of `tldts` the date below belongs to; a test compares it with the one installed. */
export const SUFFIX_LIST_PACKAGE = '7.5.5';

/**
 * When that version was published: the list in it is not newer. After an update of `tldts`, the time that
 * `npm view tldts time` gives for the version.
 */
export const SUFFIX_LIST_DATE = '2026-11-19T16:18:19Z';

/** Provenance of every edge from a host name to its domain. */
export const SUFFIX_LIST_PROVENANCE = {
  reference_name: 'public-suffix-list',
  reference_org: 'Mozilla',
  reference_url_info: 'https://publicsuffix.org/',
} as const;
