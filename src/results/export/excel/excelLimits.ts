/** What a sheet of Excel holds; the names of the columns are one of its rows. */
export const mostSheetRows = 1_048_576;
export const mostSheetColumns = 16_384;
/** In UTF-16 units. */
export const mostCellCharacters = 32_767;
