export { CsvFault, piecesOf, readCsvRecords, type CsvRecord } from "./records.ts";
