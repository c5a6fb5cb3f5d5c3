/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- TypeORM types its options by a class and takes plain objects */
import { EntitySchema } from "typeorm";

import { type Agreement, type Objective } from "../../domain/agreement.ts";
import { type NoticeCode } from "../../domain/notice.ts";

export type AgreementRow = {
  readonly id: string;
  readonly agencyId: string;
  readonly unitId: string;
  readonly year: number;
  readonly state: Agreement["state"];
  readonly version: number;
  readonly objectives: Objective[];
  readonly changedAt: Date;
};

export const agreementSchema = new EntitySchema<AgreementRow>({
  name: "agreement",
  columns: {
    id: { type: "uuid", primary: true },
    agencyId: { type: "uuid", name: "agency_id" },
    unitId: { type: "uuid", name: "unit_id" },
    year: { type: "int" },
    state: { type: "text" },
    version: { type: "int" },
    objectives: { type: "jsonb" },
    changedAt: { type: "timestamptz", name: "changed_at" },
  },
});

export const toAgreement = ({ changedAt: _, ...agreement }: AgreementRow): Agreement => agreement;

export type NoticeRow = {
  readonly id: string;
  readonly personId: string;
  readonly code: NoticeCode;
  readonly params: Record<string, string>;
  readonly at: Date;
};

export const noticeSchema = new EntitySchema<NoticeRow>({
  name: "notice",
  columns: {
    id: { type: "uuid", primary: true },
    personId: { type: "uuid", name: "person_id" },
    code: { type: "text" },
    params: { type: "jsonb" },
    at: { type: "timestamptz" },
  },
});

export const schemas = [agreementSchema, noticeSchema];
