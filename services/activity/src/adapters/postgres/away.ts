/** Whether a fact of attendance says that its person had the day off, or was on leave: nothing is missing then. */
export const isOff = (row: string): string =>
  `(${row}.status like 'CUTI%' or ${row}.status in ('CLTN', 'TUGAS_BELAJAR', 'LIBUR') or ${row}.work is false)`;

/** Whether no check was to be expected: off, or on duty elsewhere. */
export const isAway = (row: string): string => `(${isOff(row)} or ${row}.status in ('DINAS_LUAR', 'DIKLAT', 'IZIN'))`;
