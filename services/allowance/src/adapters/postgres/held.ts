/**
 * That the person of this row is out of the run: held and not released, or released only after the batch was checked, to a later payment. Rows are
 * named by their alias; they have run_id and person_id.
 */
export const isHeld = (row: string): string =>
  `exists (select from run_hold h where h.run_id = ${row}.run_id and h.person_id = ${row}.person_id
     and (h.released_at is null or h.release_due is not null))`;

/** Of a batch. */
export const postedStates = "('POSTED', 'SETTLED')";

/** That the batch of this row is posted. Rows have run_id and batch. */
export const isOfPosted = (row: string): string =>
  `exists (select from batch b where b.run_id = ${row}.run_id and b.batch = ${row}.batch and b.state in ${postedStates})`;

/** The rows of one run in the tables of months: of the other months nothing is looked at. `$1` is its id. */
export const payoutsOfRun = "p.run_id = $1 and p.payout_period = (select r.payout_period from run r where r.id = $1)";
export const entitlementsOfRun = "e.run_id = $1 and e.period = (select r.period from run r where r.id = $1)";
