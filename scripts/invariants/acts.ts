/** Acts that a database holds, and the audit rows that must stand for them; both as keys. */
export interface Acts {
  readonly service: string;
  readonly what: string;
  readonly acts: string;
  readonly audited: string;
  /** As many rows as acts. Otherwise at least as many: what the act left behind can go or be replaced. */
  readonly isExact: boolean;
}

type Make = (
  what: string,
  acts: string,
  audited: readonly [select: string, where: string, from?: string],
  isExact?: boolean,
) => Acts;

const of =
  (service: string): Make =>
  (what, acts, [select, where, from = "audit"], isExact = true) => ({
    ...{ service, what, acts, isExact },
    audited: `select ${select} as key from ${from} where ${where}`,
  });

const byObject = "object_id";
const identity = of("identity");
const planning = of("planning");
const activity = of("activity");
const evaluation = of("evaluation");
const allowance = of("allowance");

const identityActs: readonly Acts[] = [
  identity("a password made", "select person_id::text as key from credential", [byObject, "resource = 'credential' and action in ('activate', 'change')"], false),
  identity("a code issued", "select person_id::text as key from credential union select person_id::text from activation_code",
    ["key", "action in ('issue-code', 'make')", `audit cross join lateral (select jsonb_array_elements_text(detail -> 'people') as key
      union all select object_id where resource in ('first-officer', 'site-role')) named`], false),
  identity("a session ended", "select id::text as key from session where ended_at is not null", [byObject, "resource = 'session' and action = 'end'"], false),
  identity("a signing key made", "select kid as key from signing_key", [byObject, "resource = 'signing-key' and action = 'make'"], false),
  identity("a file checked", "select id::text as key from import", [byObject, "resource = 'import' and action = 'start'"]),
  identity("a file applied", "select id::text as key from import where state = 'APPLIED'", [byObject, "resource = 'import' and action = 'apply'"]),
  identity("a role proposed", "select id::text as key from role_grant where proposed_by <> 'system/first-officer'", [byObject, "resource = 'grant' and action = 'propose'"]),
  identity("a role confirmed", "select id::text as key from role_grant where confirmed_by not like 'system/%'", [byObject, "resource = 'grant' and action = 'confirm'"]),
  identity("an account proposed", "select id::text as key from bank_account", [byObject, "resource = 'account' and action = 'propose'"]),
  identity("an account decided", "select id::text as key from bank_account where decided_by is not null", [byObject, "resource = 'account' and action in ('confirm', 'reject')"]),
  identity("a day off set", "select day::text as key from holiday where recorded_by not like 'system/%'", [byObject, "resource = 'holiday' and action = 'set'"], false),
  identity("a working week set", "select valid_from::text as key from working_week", [byObject, "resource = 'working-week' and action = 'set'"], false),
]; // prettier-ignore

const planningActs: readonly Acts[] = [
  planning("an SKP begun", "select id::text as key from skp", [byObject, "resource = 'skp' and action = 'create'"]),
  planning("an SKP set", "select skp_id::text as key from skp_setting", [byObject, "resource = 'skp' and action = 'set'"]),
  planning("an SKP or its plan changed", "select id::text as key from skp, generate_series(1, facts)", [byObject, "resource in ('skp', 'plan') and action in ('create', 'save', 'submit', 'return', 'set')"]),
  planning("an agreement changed", "select id::text as key from agreement, generate_series(1, version)", [byObject, "resource = 'agreement' and action in ('save', 'set')"]),
]; // prettier-ignore

const activityActs: readonly Acts[] = [
  activity("a decision on entries", "select concat_ws('/', person_id, case kind when 'approved' then 'approve' else 'return' end) as key from decision",
    ["concat_ws('/', object_id, action)", "resource = 'entry' and action in ('approve', 'return') and (detail ->> 'entries')::int > 0"]),
  activity("attendance imported", "select file_id as key from (select file_id from attendance union select file_id from attendance_correction) f where file_id not like 'batch/%'",
    [byObject, "resource = 'attendance' and action = 'import'"], false),
  activity("attendance recorded by machines", "select concat_ws('/', agency_id, batch_key) as key from attendance_batch",
    ["concat_ws('/', agency_id, object_id)", "resource = 'attendance' and action = 'record'"]),
  activity("a day's attendance corrected", "select id::text as key from corrected_day", [byObject, "resource = 'attendance' and action in ('correct', 'withdraw-correction')"]),
  activity("shift days set", "select distinct concat_ws('/', agency_id, recorded_by) as key from shift_day",
    ["concat_ws('/', agency_id, actor)", "resource = 'shift-day' and action = 'set'"], false),
  activity("working hours set", "select id::text as key from schedule", [byObject, "resource = 'schedule' and action = 'set'"]),
  activity("a closing begun", "select concat_ws('/', agency_id, period) as key from period", ["concat_ws('/', agency_id, object_id)", "resource = 'period' and action = 'close'"]),
  activity("a month sealed", "select concat_ws('/', agency_id, period, r) as key from period, generate_series(1, revision) r",
    ["concat_ws('/', agency_id, object_id, detail ->> 'revision')", "resource = 'period' and action = 'seal'"]),
]; // prettier-ignore

const evaluationActs: readonly Acts[] = [
  evaluation("a rating", "select concat_ws('/', person_id, term, agency_id) as key from evaluation where state <> 'OPEN'", ["concat_ws('/', object_id, agency_id)", "resource = 'evaluation' and action = 'rate'"], false),
  evaluation("a document issued", "select concat_ws('/', person_id, term, agency_id) as key from document", ["concat_ws('/', object_id, agency_id)", "resource = 'evaluation' and action = 'issue'"]),
  evaluation("a unit's predicate set", "select concat_ws('/', unit_id, term, agency_id) as key from unit_predicate", ["concat_ws('/', object_id, agency_id)", "resource = 'unit-predicate' and action = 'set'"], false),
  evaluation("predicates sealed", "select concat_ws('/', agency_id, period, revision) as key from evaluation_period",
    ["concat_ws('/', agency_id, object_id, detail ->> 'revision')", "resource = 'evaluation-period' and action = 'seal'"], false),
  evaluation("a closing taken", "select event_id::text as key from inbox", ["request_id", "resource = 'activity-month' and action = 'take'"]),
]; // prettier-ignore

const allowanceActs: readonly Acts[] = [
  allowance("a policy drafted", "select id::text as key from policy", [byObject, "resource = 'policy' and action = 'draft'"]),
  allowance("a policy reviewed", "select id::text as key from policy where reviewed_by is not null", [byObject, "resource = 'policy' and action = 'review'"]),
  allowance("a policy approved", "select id::text as key from policy where approved_by is not null", [byObject, "resource = 'policy' and action = 'approve'"]),
  allowance("a policy activated", "select id::text as key from policy where activated_by is not null", [byObject, "resource = 'policy' and action = 'activate'"]),
  allowance("a place of a policy confirmed", "select concat_ws('/', policy_id, place) as key from policy_confirmation",
    ["concat_ws('/', object_id, detail ->> 'place')", "resource = 'policy-number' and action = 'confirm'"]),
  allowance("the impact of a policy reported", "select concat_ws('/', policy_id, run_id) as key from policy_impact",
    ["concat_ws('/', object_id, detail ->> 'runId')", "resource = 'policy-impact' and action = 'report'"]),
  allowance("a run started", "select id::text as key from run", [byObject, "resource = 'run' and action = 'start'"], false),
  allowance("a fact recorded", "select coalesce(file_sha256 || '/' || kind, id::text) as key from fact group by 1",
    ["case resource when 'fact' then object_id else object_id || '/' || (detail ->> 'kind') end", "resource in ('fact', 'fact-file') and action in ('propose', 'supersede', 'revoke', 'import')"], false),
  allowance("a fact decided", "select coalesce(file_sha256, id::text) as key from fact where decided_by is not null group by 1",
    ["coalesce(f.file_sha256, a.object_id)", "a.resource in ('fact', 'fact-file') and a.action in ('confirm', 'reject')", "audit a left join fact f on f.id::text = a.object_id"], false),
  allowance("a flag decided", "select distinct concat_ws('/', run_id, person_id) as key from run_flag where decided_by is not null",
    ["concat_ws('/', f.run_id, f.person_id)", "a.resource = 'flag' and a.action = 'resolve'", "audit a join run_flag f on f.id::text = a.object_id"], false),
  allowance("a batch checked", "select concat_ws('/', run_id, batch) as key from batch where checker_id is not null", ["concat_ws('/', object_id, detail ->> 'batch')", "resource = 'run' and action = 'check'"]),
  allowance("a batch posted", "select concat_ws('/', run_id, batch) as key from batch where approver_id is not null union select concat_ws('/', run_id, batch) from transfer where phase = 'POSTED'",
    ["concat_ws('/', object_id, detail ->> 'batch')", "resource = 'run' and action = 'approve'"]),
  allowance("a batch settled", "select concat_ws('/', run_id, batch) as key from batch where settler_id is not null union select concat_ws('/', run_id, batch) from transfer where phase = 'SETTLED'",
    ["concat_ws('/', object_id, detail ->> 'batch')", "resource = 'run' and action = 'settle'"]),
  allowance("a person held", "select concat_ws('/', run_id, person_id) as key from run_hold",
    ["concat_ws('/', coalesce(f.run_id::text, a.object_id), coalesce(f.person_id::text, a.detail ->> 'personId'))",
      "(a.resource = 'run' and a.action = 'hold') or (a.resource = 'flag' and a.action = 'resolve' and a.detail ->> 'decision' = 'HOLD')",
      "audit a left join run_flag f on f.id::text = a.object_id and a.resource = 'flag'"], false),
  allowance("files made of a batch", "select distinct export_id::text as key from export_file", ["detail ->> 'export'", "resource = 'run' and action = 'export'"], false),
  allowance("a setting of files", "select concat_ws('/', agency_id, key) as key from export_setting", ["concat_ws('/', agency_id, object_id)", "resource = 'export-setting' and action = 'set'"]),
  allowance("a correction opened", "select id::text as key from correction_case", [byObject, "resource = 'correction' and action = 'open'"]),
  allowance("a correction looked at", "select concat_ws('/', id, preview_sha256) as key from correction_case where preview_sha256 is not null",
    ["concat_ws('/', object_id, detail ->> 'sha256')", "resource = 'correction' and action = 'preview'"], false),
  allowance("a correction decided", "select concat_ws('/', id, case state when 'CONFIRMED' then 'confirm' else 'refuse' end) as key from correction_case where decided_by is not null",
    ["concat_ws('/', object_id, action)", "resource = 'correction' and action in ('confirm', 'refuse')"]),
  allowance("a hold let go of", "select concat_ws('/', d.cause, d.person_id) as key from due d where d.kind = 'RELEASE'",
    ["concat_ws('/', object_id, detail ->> 'personId')", "resource = 'hold' and action = 'release'"], false),
  allowance("an objection filed", "select id::text as key from objection", [byObject, "resource = 'objection' and action = 'file'"]),
  allowance("an objection answered or taken back", "select id::text as key from objection where state <> 'FILED'",
    [byObject, "resource = 'objection' and action in ('answer', 'withdraw')"]),
]; // prettier-ignore

export const allActs = [...identityActs, ...planningActs, ...activityActs, ...evaluationActs, ...allowanceActs];
