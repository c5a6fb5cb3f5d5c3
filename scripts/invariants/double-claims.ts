/**
 * Pairs of runs that both hold days of one person, with the days that they share: each was paid twice. A class of a year (thr, gaji13) has "2026" as its
 * month, and one day. Since days are claimed by a class nobody makes such a pair any more; what tukin and TPP had claimed beside each other before stands
 * (ADR 0047). Nothing is changed: a correction of either run gives the days up.
 */
export const doubleClaims = `select a.kind as class, a.period, a.person_id,
    (select string_agg(lpad((n + 1)::text, 2, '0'), ' ' order by n) from generate_series(0, 30) n where (a.days & b.days) >> n & 1 = 1) as days,
    a.run_id as first_run, a.agency_id as first_agency, p.kind as first_policy, r.state as first_state,
    b.run_id as second_run, b.agency_id as second_agency, q.kind as second_policy, s.state as second_state
  from day_claim a join day_claim b on (b.kind, b.period, b.person_id) = (a.kind, a.period, a.person_id) and b.run_id > a.run_id and a.days & b.days <> 0
  left join run r on r.id = a.run_id left join policy p on p.id = r.policy_id
  left join run s on s.id = b.run_id left join policy q on q.id = s.policy_id
  order by a.period, a.person_id, a.run_id, b.run_id`;

/** The whole list as CSV, for psql. */
export const doubleClaimsExport = `copy (${doubleClaims}) to stdout (format csv, header)`;
