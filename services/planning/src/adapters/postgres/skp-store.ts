import { Refusal } from "@kinerja/common/errors";
import { enqueue, type OutgoingEvent } from "@kinerja/common/messaging";
import { type Database, type Db, lockKey, lockKeys, type Tx } from "@kinerja/common/postgres";

import { type Act, type CascadeFacts, type Look, type Owner, type SkpStore } from "../../app/stores.ts";
import { noticesOf } from "../../domain/notice.ts";
import { type GivenRole, type Skp, type SkpEventType, type SkpRecord } from "../../domain/skp.ts";
import { above, placeSkp, type Placed } from "./cascade.ts";
import { auditAct, type Clockwork, runOnce } from "./commands.ts";
import { readRecord, writeMonths, writeSetting, writeSkp } from "./skp-rows.ts";

/** Turns a changed SKP into the fact that is told. */
export type TellSkp = (record: SkpRecord, type: SkpEventType, act: Act, at: number) => OutgoingEvent;

export type SkpStoreParts = Clockwork & { readonly db: Database; readonly tell: TellSkp };

type Change = { readonly before: SkpRecord | undefined; readonly after: SkpRecord; readonly type: SkpEventType };

async function writeCascade(tx: Tx, { after, type }: Change): Promise<void> {
  const isPlaced = type === "SkpOpened" || type === "SkpSaved" || type === "SkpSet";
  await Promise.all([
    isPlaced && placeSkp(tx, after.skp, "newest"),
    type === "SkpSet" && placeSkp(tx, after.skp, "set"),
  ]);
}

async function writeNotices(tx: Tx, { after, type }: Change, { now, newId }: SkpStoreParts): Promise<void> {
  await Promise.all(
    noticesOf(type, after).map(({ personId, code, params }) =>
      tx.query("insert into notice (id, person_id, code, params, at) values ($1, $2, $3, $4, $5)", [
        newId(),
        personId,
        code,
        JSON.stringify(params),
        new Date(now()),
      ]),
    ),
  );
}

/** State, cascade, notices, fact and audit row leave together or not at all. */
async function write(tx: Tx, parts: SkpStoreParts, act: Act, change: Change): Promise<void> {
  const { before, after, type } = change;
  const at = parts.now();
  const { id, agencyId, version } = after.skp;
  await Promise.all([
    writeSkp(tx, after, at),
    writeMonths(tx, before, after),
    type === "SkpSet" && writeSetting(tx, after.skp, act.caller.personId, at),
    writeCascade(tx, change),
    writeNotices(tx, change, parts),
    enqueue(tx, [parts.tell(after, type, act, at)]),
    auditAct(tx, act, { id, agencyId, version }, at),
  ]);
}

/** Cells that name the person; the later matrix of a leader replaces the earlier one whole. */
async function rolesOf(tx: Db, personId: string, year: number): Promise<GivenRole[]> {
  const rows = await tx.query<GivenRole>(
    `select c.leader_rhk_id as "leaderRhkId", c.result,
       exists (select from cascade_node n where n.id = c.leader_rhk_id and n.layer = 'set') as "isFirm"
     from matrix_cell c where c.person_id = $1 and c.year = $2 order by c.leader_id, c.nr limit 30`,
    [personId, year],
  );
  return rows;
}

async function factsFor(
  tx: Db,
  record: SkpRecord,
  look: Look | undefined,
): Promise<CascadeFacts & { placed: Placed[] }> {
  if (look === undefined) return { cascade: new Map(), assigned: new Set(), placed: [] };
  const [placed, roles] = await Promise.all([
    above(tx, look.parents(record), look.layer),
    rolesOf(tx, record.skp.personId, record.skp.year),
  ]);
  return {
    placed,
    cascade: new Map(placed.map(({ node }) => [node.id, node])),
    assigned: new Set(roles.map(({ leaderRhkId }) => leaderRhkId)),
  };
}

async function existing(tx: Db, skpId: string): Promise<SkpRecord> {
  const record = await readRecord(tx, skpId);
  if (record === undefined) throw new Refusal("not-found", "NOT_FOUND");
  return record;
}

const agenciesOn = ({ skp }: SkpRecord, placed: readonly Placed[]): string[] =>
  [...new Set([skp.agencyId, ...placed.map(({ agencyId }) => agencyId)])].sort();

/**
 * A circle closes only by settings beside each other, so those of an agency and year go one after another. A cascade that crosses agencies takes
 * the locks of all of them, in order; when the way up has changed meanwhile, the caller reads again.
 */
async function lockCascade(tx: Tx, skpId: string, look: Look): Promise<ReadonlySet<string>> {
  const record = await existing(tx, skpId);
  const { placed } = await factsFor(tx, record, look);
  const agencies = agenciesOn(record, placed);
  const locks = agencies.map((agency) => `cascade/${agency}/${record.skp.year}`);
  await lockKeys(tx, locks);
  return new Set(agencies);
}

function changeSkp(parts: SkpStoreParts): SkpStore["change"] {
  return (act, skpId, look, decide, answer) =>
    runOnce(parts.db, act, async (tx) => {
      const locked = look?.layer === "set" ? await lockCascade(tx, skpId, look) : undefined;
      const [, before] = await Promise.all([lockKey(tx, skpId), existing(tx, skpId)]);
      const facts = await factsFor(tx, before, look);
      if (locked && agenciesOn(before, facts.placed).some((agency) => !locked.has(agency)))
        throw new Refusal("conflict", "VERSION_CONFLICT");
      const { state: after, events } = decide(before, facts);
      for (const { type } of events) await write(tx, parts, act, { before, after, type });
      return answer(after);
    });
}

function openSkp(parts: SkpStoreParts): SkpStore["open"] {
  return (act, { employmentId, year }, decide) =>
    runOnce(parts.db, act, async (tx): Promise<Skp> => {
      const [, [found], roles] = await Promise.all([
        lockKey(tx, `skp/${employmentId}/${year}`),
        tx.query("select from skp where employment_id = $1 and year = $2", [employmentId, year]),
        rolesOf(tx, act.caller.personId, year),
      ]);
      if (found !== undefined) throw new Refusal("exists", "SKP_EXISTS", { year });
      const { state: after, events } = decide(roles);
      const { id, personId, agencyId } = after.skp;
      await Promise.all([
        tx.query("insert into skp_owner (skp_id, person_id, agency_id) values ($1, $2, $3)", [id, personId, agencyId]),
        ...events.map(({ type }) => write(tx, parts, act, { before: undefined, after, type })),
      ]);
      return after.skp;
    });
}

export const postgresSkpStore = (parts: SkpStoreParts): SkpStore => ({
  async ownerOf(skpId) {
    const [owner] = await parts.db.query<Owner>(
      `select person_id as "personId", agency_id as "agencyId" from skp_owner where skp_id = $1`,
      [skpId],
    );
    return owner;
  },
  open: openSkp(parts),
  change: changeSkp(parts),
});
