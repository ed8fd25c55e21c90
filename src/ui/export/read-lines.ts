/** Calls in other languages that read a CSV file of ours, in either habit. */

/** @param decimalComma whether the file was written with decimal commas */
export const pandasReads = (name: string, decimalComma: boolean): string =>
  decimalComma
    ? `pd.read_csv("${name}", comment="#", sep=";", decimal=",")`
    : `pd.read_csv("${name}", comment="#")`;

/** @param decimalComma whether the file was written with decimal commas */
export const rReads = (name: string, decimalComma: boolean): string =>
  `${decimalComma ? 'read.csv2' : 'read.csv'}("${name}", comment.char = "#")`;
