import { type Role } from "../api/types.ts";
import { type Words } from "./define.ts";

/** What the roles are called, wherever they are shown. */
export const roleWords: Words<Record<Role, string>> = {
  id: {
    PERSONNEL_OFFICER: "Petugas kepegawaian",
    PAY_MAKER: "Pembuat daftar tunjangan",
    PAY_CHECKER: "Pemeriksa tunjangan",
    PAY_APPROVER: "Penyetuju tunjangan",
    AUDITOR: "Pengawas",
    BKN_OPERATOR: "Operator BKN",
    OPERATIONS: "Operasi platform",
  },
  en: {
    PERSONNEL_OFFICER: "Personnel officer",
    PAY_MAKER: "Maker of the pay run",
    PAY_CHECKER: "Checker of the pay run",
    PAY_APPROVER: "Approver of the pay run",
    AUDITOR: "Auditor",
    BKN_OPERATOR: "BKN operator",
    OPERATIONS: "Platform operations",
  },
};
