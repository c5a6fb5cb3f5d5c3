import { readPolicy } from "../adapters/policy/read-policy.ts";
import { type PolicyDocument } from "../domain/policy/document.ts";

/** Every rule and key of a document; nothing here is anybody's law. The tests change one piece at a time and look for the fault. */
export const everyRule = `schema: kinerja.policy/v1
id: semua-aturan
version: 2
title: Semua aturan (rekaan)
kind: tpp
effective: { from: "2026-01-01", to: "2026-12-31" }
supersedes: { id: semua-aturan, version: 1 }
legal:
  perkada:
    ref: Peraturan contoh 1/2026
    title: Rekaan
    checked: invented
    url: https://example.go.id/perkada
    text_sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
    wording: { Pasal 4: Besaran menurut kelas jabatan. }
  edaran: { ref: Edaran contoh 2/2026, title: Rekaan, checked: invented }
governance: { owner: BKD rekaan, note: Untuk uji. }
choices:
  - id: C1
    question: Potongan melebihi dasarnya?
    choice: dibatasi
    why: tidak diatur
    confirm_with: BKD rekaan
    at: [steps.cuts.on_exceed, steps.cuts.absent.percent, tables.tariff.values.2026-01-01.rows.8]
unverified:
  - { at: steps.cuts.late.brackets.1.percent, why: dibaca di tempat lain, needs: naskah resmi }
approval_timeout:
  id: diam
  label: Atasan diam
  cite: { legal: edaran, article: angka 1 }
  days: 3
  on_timeout: approve
  sanction_on: none
anomalies:
  jump: { ratio: "1.5", severity: block }
  zero: { severity: off }
  negative_base: { severity: block }
  over_maximum: { of: tariff, severity: warn }
  missing_predicate: { severity: off }
  late_data: { after_day: 5, severity: warn }
  by_hand: { severity: block }
  fact_unread: { severity: block }
inputs:
  own_class: { from: roster.class, unit: key, label: Kelas, values: ["7", "8", "9"], on_missing: block }
  classes: { from: roster.class_history, unit: span, label: Riwayat kelas, on_missing: { assume: 0, flag: none } }
  staff_kind: { from: roster.staff_kind, unit: key, label: Jenis, values: [pns, cpns], on_missing: { assume: pns, flag: warn } }
  post: { from: roster.position_kind, unit: key, label: Jenis jabatan, on_missing: { assume: umum, flag: none } }
  predikat: { from: evaluation.predicate, unit: key, label: Predikat, values: [kurang, baik], harm: more_pays_more, on_missing: block }
  paid_days: { from: roster.paid_days, unit: day, label: Hari, at_most: 31, on_missing: block }
  month_days: { from: calendar.days_of_month, unit: day, label: Hari sebulan, on_missing: block }
  minutes: { from: activity.approved_minutes, unit: minute, label: Menit, on_missing: { assume: 0, flag: warn } }
  days: { from: attendance.days, unit: day, label: Hari hadir, on_missing: { assume: 0, flag: none } }
  outages: { from: attendance.outages, unit: span, label: Gangguan, on_missing: { assume: 0, flag: none } }
  leave: { from: leave.spans, unit: span, label: Cuti, on_missing: { assume: 0, flag: none } }
  sanctions: { from: discipline.sanctions, unit: span, label: Hukuman, on_missing: { assume: 0, flag: none } }
  demotions: { from: discipline.demotions, unit: span, label: Penurunan, on_missing: { assume: 0, flag: none } }
  posts: { from: acting.posts, unit: span, label: Rangkap, on_missing: { assume: 0, flag: none } }
  score: { from: score.perilaku, unit: percent, label: Perilaku, on_missing: { assume: "87.5", flag: none } }
  extra: { from: points.tambahan, unit: point, label: Poin, on_missing: { assume: 1, flag: none } }
  own_amount: { from: amount.nilai, unit: rupiah, label: Nilai, on_missing: { assume: 500000, flag: none } }
  lhkpn: { from: list.lhkpn, unit: event, label: LHKPN, on_missing: { assume: 0, flag: none } }
facts:
  - { id: valid, rule: data_validity, of: days, check_in: { until: "04:00", at: ["07:30"] }, check_out: { from: "23:00" },
      counts_as: missed, flag: warn,
      label: Rekaman, cite: { legal: perkada, article: Pasal 2 } }
  - { id: working, rule: outage, of: valid, outages: outages, neutralises: [missed_in, late],
      label: Gangguan, cite: { legal: perkada, article: Pasal 2 } }
  - { id: tolerant, rule: tolerance, of: working, item: late, minutes: 15, mode: threshold, per: day,
      label: Toleransi, cite: { legal: perkada, article: Pasal 2 } }
  - { id: classified, rule: classify, of: tolerant, no_check_in_as: 90, label: Tidak merekam, cite: { legal: perkada, article: Pasal 2 } }
  - { id: first_only, rule: same_day, of: classified, order: [missed_in, late, early],
      label: Sehari sekali, cite: { legal: perkada, article: Pasal 2 } }
  - { id: absent_days, rule: aggregate, of: first_only, take: days, how: count, where: { status_in: [ALPA], work: true },
      label: Alpa, cite: { legal: perkada, article: Pasal 2 } }
  - { id: late_list, rule: aggregate, of: first_only, take: late, how: each, label: Terlambat, cite: { legal: perkada, article: Pasal 2 } }
  - { id: credited, rule: credit, of: first_only, minutes: { HADIR: 30, ALPA: -60 }, days: working,
      label: Kredit, cite: { legal: perkada, article: Pasal 2 } }
  - { id: all_minutes, rule: total, of: [minutes, credited], unit: minute, floor: zero,
      label: Jumlah menit, cite: { legal: perkada, article: Pasal 2 } }
  - { id: sick_times, rule: count_spans, of: leave, kinds: [sakit], count: begun_in_year, label: Sakit, cite: { legal: perkada, article: Pasal 2 } }
  - { id: leave_days, rule: span_days, of: leave, day_kind: working, days: first_only, label: Hari cuti, cite: { legal: perkada, article: Pasal 2 } }
  - { id: dated_class, rule: start_rule, history: classes, effect: next_month, on_first_day: same_month,
      label: Kelas bulan ini, cite: { legal: perkada, article: Pasal 2 } }
  - { id: lowered, rule: effective_class, class: own_class, demotions: demotions, starts: next_month, on_overlap: lowest,
      label: Kelas turun, cite: { legal: perkada, article: Pasal 2 } }
  - { id: class, rule: substitute_class, class: lowered, when: { input: staff_kind, in: [cpns] }, by: post, rows: { umum: "7" }, otherwise: keep,
      label: Kelas CPNS, cite: { legal: perkada, article: Pasal 2 } }
notices:
  - { id: sakit_lama,
      label: Sakit lama, cite: { legal: perkada, article: Pasal 3 }, severity: warn, when: { all: [{ input: sick_times, gte: 3 }, { not: { spans: leave, kinds: [sakit], active: whole_month } }] } }
tables:
  tariff:
    key: class
    unit: rupiah
    cite: { legal: perkada, article: Pasal 4 }
    mid_month: by_days
    values:
      - { valid_from: "2026-01-01", rows: { "7": 1000000, "8": 2000000, "9": 3000000 } }
      - { valid_from: "2026-07-15", rows: { "7": 1100000, "8": 2100000, "9": 3100000 }, cite: { legal: edaran, article: angka 2 } }
  ranges: { key: dated_class, unit: rupiah, cite: { legal: perkada, article: Pasal 4 }, rows: { "8": { min: 400000, max: 600000 } } }
  predikat_percent: { key: predikat, unit: percent, cite: { legal: perkada, article: Pasal 5 }, rows: { kurang: 40, baik: 100 } }
  burden: { key: [own_class, staff_kind], unit: percent, cite: { legal: perkada, article: Pasal 5 }, rows: { 7/pns: 10, 8/pns: 20, 9/cpns: "30.5" } }
steps:
  - { id: tariff, rule: lookup, table: tariff, label: Tarif, cite: { legal: perkada, article: Pasal 4 } }
  - { id: base, rule: prorate, of: tariff, days: paid_days, of_days: month_days, label: Dasar, cite: { legal: perkada, article: Pasal 4 } }
  - { id: work_part, rule: share, of: base, percent: 60, label: Kinerja, cite: { legal: perkada, article: Pasal 5 } }
  - { id: att_part, rule: share, of: base, percent: 40, label: Kehadiran, cite: { legal: perkada, article: Pasal 5 } }
  - { id: scaled, rule: scale_by_table, of: work_part, table: predikat_percent, label: Predikat, cite: { legal: perkada, article: Pasal 5 } }
  - { id: reduced, rule: cut_by_table, of: scaled, table: predikat_percent, label: Dikurangi, cite: { legal: perkada, article: Pasal 5 } }
  - { id: gate, rule: threshold_gate, of: reduced, input: all_minutes, gte: 3000, by_month: { "3": 2500 }, else_percent: 50,
      label: Ambang, cite: { legal: perkada, article: Pasal 5 } }
  - { id: ratio, rule: ratio_capped, of: gate, input: all_minutes, target: minutes, cap_percent: 100, digits: 2,
      prorate: { days: paid_days, of_days: month_days },
      label: Rasio, cite: { legal: perkada, article: Pasal 5 } }
  - id: graded
    rule: tier
    of: ratio
    input: score
    brackets: [{ gte: 0, lte: "50.5", percent: 50 }, { gt: "50.5", lt: 90, percent: 80 }, { gte: 90, percent: 100 }]
    label: Perilaku
    cite: { legal: perkada, article: Pasal 5 }
  - id: cuts
    rule: sum_cuts
    of: att_part
    label: Potongan
    cite: { legal: perkada, article: Pasal 6 }
    on_exceed: { clamp: base, flag: warn, label: Dibatasi }
    waive: { when: { input: predikat, not_in: [kurang] }, label: Dibebaskan }
    items:
      - { id: absent, rule: rate_per_unit, input: absent_days, percent: 3, per: day, label: Alpa, cite: { legal: perkada, article: Pasal 6 } }
      - id: late
        rule: tier
        input: late_list
        per: occurrence
        brackets: [{ gte: 0, lte: 0, percent: 0 }, { gte: 1, lte: 30, percent: "0.5" }, { gt: 30, percent: 1 }]
        label: Terlambat
        cite: { legal: perkada, article: Pasal 6 }
      - id: both
        rule: combine
        days: first_only
        a: { item: late, brackets: [{ gte: 0, percent: 1 }] }
        b: { item: early, brackets: [{ gte: 0, percent: 1 }] }
        pair: sum
        min: 1
        max: 2
        per: day
        label: Datang dan pulang
        cite: { legal: perkada, article: Pasal 6 }
      - { id: listed, rule: negative_item, input: lhkpn, percent: 10, repeat: once, label: LHKPN, cite: { legal: perkada, article: Pasal 6 } }
      - { id: long_sick, rule: rate_per_day_after, spans: leave, kinds: [sakit], grace_days: 3, percent: 1, until_days: 30,
          day_kind: calendar, count: in_month,
          label: Sakit, cite: { legal: perkada, article: Pasal 6 } }
  - { id: attendance, rule: subtract, of: att_part, cut: cuts, label: Setelah potongan, cite: { legal: perkada, article: Pasal 6 } }
  - { id: subtotal, rule: sum, of: [graded, attendance], label: Jumlah, cite: { legal: perkada, article: Pasal 5 } }
  - { id: cpns, rule: multiplier, of: subtotal, percent: 80, when: { any: [{ input: staff_kind, in: [cpns] }, { input: leave_days, gt: 20 }] },
      label: CPNS, cite: { legal: perkada, article: Pasal 7 } }
  - { id: long_leave, rule: override_by_month, spans: leave, rows: { melahirkan: [50, 25] }, beyond: { percent: 0, flag: warn },
      spell_at_least_days: 30, month: touched, flag_if: { input: leave_days, of: month_days, lt: 1/2 }, of: base, replaces: cpns, means: paid, with_cuts: erase, only_if: cut_gt_zero,
      label: Cuti, cite: { legal: perkada, article: Pasal 8 } }
  - { id: spell, rule: override_by_days, spans: leave, kinds: [sakit], day_kind: calendar, count: spell_total, brackets: [{ gte: 0, lt: 15,
      percent: 0 }, { gte: 15, percent: 50 }], of: base, replaces: long_leave, means: cut, with_cuts: keep, only_if: cut_gt_zero,
      label: Masa sakit, cite: { legal: perkada, article: Pasal 8 } }
  - { id: after, rule: rate_per_day_after, spans: leave, kinds: [sakit], grace_days: 14, percent: "2.5", day_kind: calendar,
      count: in_month, of: base, replaces: spell, with_cuts: keep, only_if: cut_gt_zero,
      label: Sesudahnya, cite: { legal: perkada, article: Pasal 8 } }
  - { id: again, rule: nth_occurrence, spans: leave, kinds: [penting], window: calendar_year, rows: [0, 10, 20], of: base, replaces: after,
      means: cut, with_cuts: scale, only_if: cut_gt_zero,
      label: Kali ke, cite: { legal: perkada, article: Pasal 8 } }
  - id: sanction
    rule: duration
    of: again
    base: base
    spans: sanctions
    rows: [{ rows: { ringan: { percent: 5, months: 1 } } }, { events_from: "2026-03-01", rows: { ringan: { percent: 10, months: 2 } } }]
    starts: next_month
    on_overlap: largest
    label: Hukuman
    cite: { legal: perkada, article: Pasal 9 }
  - { id: later, rule: lag, of: sanction, base: base, spans: sanctions, rows: { berat: 20 }, offsets: { months: [1, 2] }, on_overlap: once,
      label: Kemudian, cite: { legal: perkada, article: Pasal 9 } }
  - { id: unpaid, rule: exclude, of: later, when: { spans: leave, kinds: [besar], active: first_day },
      label: Tidak berhak, cite: { legal: perkada, article: Pasal 9 } }
  - { id: capped, rule: cap, of: unpaid, rupiah: 9000000, label: Paling banyak, cite: { legal: perkada, article: Pasal 10 } }
  - { id: floored, rule: floor, of: capped, rupiah: 0, label: Paling sedikit, cite: { legal: perkada, article: Pasal 10 } }
  - { id: rounded, rule: round, of: floored, mode: half-up, unit: 100, label: Dibulatkan, cite: { legal: perkada, article: Pasal 10 } }
  - { id: result, rule: result, gross: base, net: rounded, rounding: { mode: half-up, unit: 1 },
      label: Hasil, cite: { legal: perkada, article: Pasal 10 } }
  - { id: acted, rule: add_share, own: tariff, spans: posts, kinds: [plt], table: tariff, levels: { same: { percent: 20 },
      one_below: { difference: true } }, months: calendar, on_overlap: largest,
      label: Rangkap, cite: { legal: perkada, article: Pasal 11 } }
  - { id: acting, rule: result, component: acting, gross: acted, net: acted, rounding: { mode: half-up, unit: 1 }, months_late: 1,
      label: Hasil rangkap, cite: { legal: perkada, article: Pasal 11 } }
  - id: points
    rule: score_sum
    items:
      - { id: behaviour, input: score, max: 40, label: Perilaku, cite: { legal: perkada, article: Pasal 12 } }
      - { id: diligence, input: lhkpn, brackets: [{ gte: 0, lt: 1, points: 60 }, { gte: 1, points: "12.5" }],
          label: Kerajinan, cite: { legal: perkada, article: Pasal 12 } }
    label: Poin
    cite: { legal: perkada, article: Pasal 12 }
  - { id: pointed, rule: point_value, of: points, rupiah: 10000, label: Nilai poin, cite: { legal: perkada, article: Pasal 12 } }
  - { id: own, rule: amount, input: own_amount, label: Nilai sendiri, cite: { legal: perkada, article: Pasal 12 } }
  - { id: less, rule: difference, of: own, less: pointed, label: Selisih, cite: { legal: perkada, article: Pasal 12 } }
  - { id: ranged, rule: lookup, table: ranges, amount: own_amount, label: Menurut rentang, cite: { legal: perkada, article: Pasal 12 } }
  - { id: loaded, rule: component_percent, of: ranged, criterion: beban kerja, table: burden,
      label: Beban kerja, cite: { legal: perkada, article: Pasal 12 } }
  - { id: made, rule: product, factors: [{ step: loaded }, { percent: 50 }, { decimal: "1.25" }, { input: extra }, { table: predikat_percent }],
      label: Perkalian, cite: { legal: perkada, article: Pasal 12 } }
  - { id: least, rule: min, of: [less, made], label: Terkecil, cite: { legal: perkada, article: Pasal 10 } }
  - { id: most, rule: max, of: [least, own], label: Terbesar, cite: { legal: perkada, article: Pasal 10 } }
  - { id: bonus_sum, rule: sum, of: [most, made], label: Tambahan, cite: { legal: perkada, article: Pasal 12 } }
  - { id: bonus, rule: result, component: bonus, gross: bonus_sum, net: bonus_sum, rounding: { mode: down, unit: 1 },
      label: Hasil tambahan, cite: { legal: perkada, article: Pasal 12 } }
payout:
  month: next
  cite: { legal: edaran, article: angka 3 }
  contributions:
    - { id: bpjs,
        label: Iuran, cite: { legal: edaran, article: angka 4 }, percent: 1, cap_rupiah: 12000000, already_deducted_in: salary, employer_percent: 4 }
  tax: { method: final, id: pph,
      label: PPh 21, cite: { legal: edaran, article: angka 5 }, borne_by: region, by: staff_kind, rows: { pns: 5, cpns: 0 } }
  recovery: { cap_percent: 50, cite: { legal: edaran, article: angka 6 } }
exports:
  - { format: sipd, header: true, number_column: false }
tests:
  - name: satu bulan
    source: own
    ref: rekaan
    period: 2026-03
    given:
      own_class: "8"
      staff_kind: pns
      predikat: baik
      paid_days: 31
      month_days: 31
      class: "9"
      score: "75.5"
      late_list: [0, 45]
      days: [{ day: 2026-03-02, work: true, status: HADIR, late: 5, missed_out: true, check_in: "07:35" }]
      leave: [{ kind: sakit, from: 2026-03-03, to: 2026-03-05, pending: false }]
    expect: { base: 3000000, cuts.late: -15000, points.behaviour: "30.2", class: "9", all_minutes: 30, net: 1, acting.net: 0, bonus.gross: "10" }
    flags: [INPUT_ASSUMED]
`;

export function everyRuleDocument(): PolicyDocument {
  const { document, faults } = readPolicy(everyRule);
  if (!document) throw new Error(JSON.stringify(faults));
  return document;
}
