/** The API takes no longer page. */
export const PAGE_ROWS_MAX = 100;
