import { type Entries } from "./entry.ts";

/** What may be wrong with one place of a policy document, and what a run asks a person to look at. */
export const policies = {
  POLICY_YAML: {
    id: ["Bukan YAML yang benar", "Baris {line}, kolom {column}: tulisan YAML tidak terbaca ({reason})."],
    en: ["Not proper YAML", "Line {line}, column {column}: the YAML can't be read ({reason})."],
  },
  POLICY_ALIAS: {
    id: ["Tanpa rujukan YAML", "Baris {line}: rujukan seperti *nama tidak dipakai di sini. Tulis isinya."],
    en: ["No YAML aliases", "Line {line}: an alias like *name is not used here. Write it out."],
  },
  POLICY_FLOAT: {
    id: ["Bilangan pecahan", 'Baris {line}: {found} harus bilangan bulat, atau desimal di dalam teks seperti "0.01".'],
    en: ["Floating point", 'Line {line}: {found} must be whole, or a decimal in a text like "0.01".'],
  },
  POLICY_TOO_LONG: {
    id: ["Dokumen terlalu panjang", "Dokumen kebijakan paling banyak {limit} huruf."],
    en: ["Document too long", "A policy document has at most {limit} characters."],
  },
  POLICY_KEY_UNKNOWN: {
    id: ["Kunci tidak dikenal", "Baris {line}, kolom {column}: kunci {name} tidak dikenal. Periksa ejaannya."],
    en: ["Unknown key", "Line {line}, column {column}: there is no key {name}. Check its spelling."],
  },
  POLICY_KEY_MISSING: {
    id: ["Kunci belum ada", "Baris {line}: kunci {name} wajib ada."],
    en: ["Key missing", "Line {line}: the key {name} is needed."],
  },
  POLICY_VALUE_WRONG: {
    id: ["Isi tidak cocok", "Baris {line}, kolom {column}: isi ini tidak sesuai dengan yang diharapkan."],
    en: ["Value does not fit", "Line {line}, column {column}: this is not what is expected here."],
  },
  POLICY_REFERENCE_UNKNOWN: {
    id: ["Rujukan tidak ada", "Baris {line}: {name} tidak ada di dokumen ini."],
    en: ["Nothing of that name", "Line {line}: {name} is not in this document."],
  },
  POLICY_UNIT_WRONG: {
    id: ["Satuan berbeda", "Baris {line}: satuannya {found}, seharusnya {expected}."],
    en: ["Wrong unit", "Line {line}: the unit is {found}, it should be {expected}."],
  },
  POLICY_FORM_WRONG: {
    id: ["Bentuk masukan berbeda", "Baris {line}: {name} bukan masukan berbentuk {expected}."],
    en: ["Wrong form of input", "Line {line}: {name} is no input of the form {expected}."],
  },
  POLICY_BASE_MISMATCH: {
    id: ["Dasar potongan berbeda", "Baris {line}: potongan hanya boleh mengurangi dasarnya sendiri, bukan {name}."],
    en: ["Cut of another base", "Line {line}: a cut lessens its own base only, not {name}."],
  },
  POLICY_COUNTED_TWICE: {
    id: ["Dihitung dua kali", "Baris {line}: satu langkah disebut dua kali dalam jumlah ini."],
    en: ["Counted twice", "Line {line}: a step stands twice in this sum."],
  },
  POLICY_SHARES: {
    id: ["Bagian tidak utuh", "Baris {line}: bagian dari {base} harus berjumlah 100 persen."],
    en: ["Shares are not the whole", "Line {line}: the shares of {base} must be 100 percent together."],
  },
  POLICY_STEP_UNUSED: {
    id: ["Langkah tidak dipakai", "Baris {line}: hasil tidak bergantung pada langkah {name}. Pakai atau hapus."],
    en: ["Unused step", "Line {line}: the result does not rest on {name}. Use it or leave it out."],
  },
  POLICY_RESULT: {
    id: ["Harus satu hasil", "Dokumen harus mempunyai tepat satu langkah hasil; ditemukan {found}."],
    en: ["One result needed", "A document has exactly one result; there are {found}."],
  },
  POLICY_ID_REPEATED: {
    id: ["Nama dipakai dua kali", "Baris {line}: nama {name} sudah dipakai."],
    en: ["Id used twice", "Line {line}: the id {name} is taken."],
  },
  POLICY_CYCLE: {
    id: ["Langkah melingkar", "Baris {line}: langkah {name} bergantung pada dirinya sendiri."],
    en: ["Steps form a circle", "Line {line}: the step {name} rests on itself."],
  },
  POLICY_TIER_GAP: {
    id: ["Tingkat berlubang", "Baris {line}: tidak ada tingkat dari {from} sampai {to}."],
    en: ["Gap between brackets", "Line {line}: there is no bracket from {from} to {to}."],
  },
  POLICY_TIER_OVERLAP: {
    id: ["Tingkat bertumpuk", "Baris {line}: dua tingkat memuat {at}."],
    en: ["Brackets overlap", "Line {line}: two brackets hold {at}."],
  },
  POLICY_PERCENT: {
    id: ["Bukan persen", 'Baris {line}: tulis persen sebagai bilangan bulat atau teks seperti "2.5".'],
    en: ["Not a percent", 'Line {line}: write a percent as a whole number or a text like "2.5".'],
  },
  POLICY_RUPIAH: {
    id: ["Bukan rupiah utuh", "Baris {line}: jumlah rupiah harus bilangan bulat, nol atau lebih."],
    en: ["Not whole rupiah", "Line {line}: an amount is a whole number of rupiah, zero or more."],
  },
  POLICY_DATES: {
    id: ["Tanggal terbalik", "Baris {line}: hari terakhir tidak boleh sebelum hari pertama."],
    en: ["Days in the wrong order", "Line {line}: the last day may not be before the first."],
  },
  POLICY_SUPERSEDES: {
    id: ["Versi yang diganti salah", "Baris {line}: yang diganti harus versi lebih awal dari dokumen yang sama."],
    en: ["Wrong version replaced", "Line {line}: what is replaced must be an earlier version of the same document."],
  },
  POLICY_TEST_FAILS: {
    id: ["Contoh hitungan gagal", "Contoh ini mengharapkan {expected}, hasilnya {found}."],
    en: ["Worked example fails", "The example expects {expected}, the result is {found}."],
  },
  POLICY_TEST_FLAGS: {
    id: ["Tanda contoh berbeda", "Contoh ini memberi tanda lain: {found}."],
    en: ["Other flags than expected", "The example has other flags: {found}."],
  },
  POLICY_EDGE_UNTESTED: {
    id: ["Batas belum diuji", "Tambahkan contoh dengan {input} = {edge}."],
    en: ["Edge without example", "Add an example with {input} = {edge}."],
  },
  POLICY_STEP_UNTESTED: {
    id: ["Langkah belum diuji", "Tidak ada contoh yang mengubah sesuatu di langkah {name}."],
    en: ["Step without example", "No example lets the step {name} do anything."],
  },
  POLICY_TEST_OFFICIAL: {
    id: ["Belum ada contoh resmi", "Sertakan paling sedikit satu contoh dari naskah resmi atau pedoman instansi."],
    en: ["No official example", "Add at least one example of an official text or the agency's manual."],
  },
  INPUT_MISSING: {
    id: ["Data belum ada", "{label} belum ada, sehingga belum dapat dihitung."],
    en: ["Fact missing", "{label} is not known, so nothing could be computed."],
  },
  INPUT_IMPOSSIBLE: {
    id: ["Data tidak mungkin", "{label} berisi nilai yang tidak mungkin."],
    en: ["Impossible fact", "{label} has a value that can't be."],
  },
  INPUT_ASSUMED: {
    id: ["Data dianggap", "{label} belum ada; dihitung seolah-olah {assumed}."],
    en: ["Fact assumed", "{label} is not known; computed as if it were {assumed}."],
  },
  TABLE_ROW_MISSING: {
    id: ["Tidak ada di tabel", "Tabel {table} tidak memuat {key}."],
    en: ["Not in the table", "The table {table} has no row {key}."],
  },
  DAYS_IMPOSSIBLE: {
    id: ["Jumlah hari tidak mungkin", "{days} hari dari {of_days} hari sebulan tidak mungkin."],
    en: ["Impossible days", "{days} of {of_days} days of a month can't be."],
  },
  STEPS_DO_NOT_ADD_UP: {
    id: ["Langkah tidak bertemu", "Langkah-langkahnya tidak menghubungkan bruto dan neto. Periksa kebijakannya."],
    en: ["Steps do not add up", "The steps do not lead from gross to net. Check the policy."],
  },
  NET_IMPOSSIBLE: {
    id: ["Neto tidak mungkin", "Neto kurang dari nol atau lebih dari bruto. Periksa kebijakannya."],
    en: ["Impossible net", "The net is below zero or above the gross. Check the policy."],
  },
  CUT_EXCEEDS_BASE: {
    id: ["Potongan melebihi dasarnya", "{label} lebih besar dari dasarnya; yang dipotong hanya dasarnya."],
    en: ["Cut exceeds its base", "{label} is more than its base; only the base is cut."],
  },
  DAYS_PAID_ELSEWHERE: {
    id: ["Hari sudah dibayar", "{elsewhere} hari sudah diberikan di tempat lain; di sini {paid} hari."],
    en: ["Days paid before", "{elsewhere} days were given elsewhere; {paid} days remain here."],
  },
  NET_ZERO: {
    id: ["Tidak ada yang dibayar", "Jumlah bulan ini nol. Pastikan hal itu benar."],
    en: ["Nothing to pay", "This month comes to zero. Make sure that is right."],
  },
  NET_JUMP: {
    id: ["Sangat berbeda dari bulan lalu", "Jumlahnya dua kali atau setengah dari yang terakhir dibayar."],
    en: ["Very different from before", "The amount is twice or half of what was paid last."],
  },
} satisfies Entries;
