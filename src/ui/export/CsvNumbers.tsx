import { Select } from '../controls/choices';
import { CSV_NUMBERS, csvNumbers, useDecimalComma } from './decimal-comma';

/** The choice of what is between cells and digits of CSV files, beside a button that saves one. */
export function CsvNumbers() {
  const { value, choose } = useDecimalComma();
  return <Select label={CSV_NUMBERS} options={csvNumbers} value={value} onChange={choose} />;
}
