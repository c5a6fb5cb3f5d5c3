import { type Entries } from "./entry.ts";
import { payFlags } from "./pay-flags.ts";

/** What may be wrong with one place of a policy document, and what a run asks a person to look at. */
export const policies = {
  POLICY_YAML: {
    id: [
      "Bukan YAML yang benar",
      "Baris {line}, kolom {column}: tulisan YAML tidak terbaca ({reason}). Periksa inden, tanda kutip dan kurung.",
    ],
    en: [
      "Not proper YAML",
      "Line {line}, column {column}: the YAML can't be read ({reason}). Check indents, quotes and brackets.",
    ],
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
    id: ["Dokumen terlalu panjang", "Dokumen kebijakan paling banyak {limit} huruf. Pendekkan atau bagi dokumennya."],
    en: ["Document too long", "A policy document has at most {limit} characters. Shorten or divide it."],
  },
  POLICY_KEY_UNKNOWN: {
    id: ["Kunci tidak dikenal", "Baris {line}, kolom {column}: kunci {name} tidak dikenal. Periksa ejaannya."],
    en: ["Unknown key", "Line {line}, column {column}: there is no key {name}. Check its spelling."],
  },
  POLICY_KEY_MISSING: {
    id: ["Kunci belum ada", "Baris {line}: kunci {name} wajib ada. Tambahkan."],
    en: ["Key missing", "Line {line}: the key {name} is needed. Add it."],
  },
  POLICY_KEY_UNFIT: {
    id: [
      "Kunci tidak pada tempatnya",
      "Baris {line}: kunci {name} tidak cocok dengan isi di sekitarnya. Hapus salah satu.",
    ],
    en: [
      "Key does not belong here",
      "Line {line}: the key {name} does not go with what stands around it. Leave one out.",
    ],
  },
  POLICY_VALUE_WRONG: {
    id: ["Isi tidak cocok", "Baris {line}, kolom {column}: isi ini tidak cocok. Yang diharapkan: {expected}."],
    en: ["Value does not fit", "Line {line}, column {column}: this value does not fit. Expected: {expected}."],
  },
  POLICY_VALUE_UNKNOWN: {
    id: [
      "Nilai tidak terdaftar",
      "Baris {line}: {found} tidak ada di antara nilai masukan itu ({known}). Samakan ejaannya.",
    ],
    en: [
      "Value is not listed",
      "Line {line}: {found} is not among the values of the input ({known}). Spell them alike.",
    ],
  },
  POLICY_REFERENCE_UNKNOWN: {
    id: [
      "Rujukan tidak ada",
      "Baris {line}: {name} tidak ada di sini, atau baru ada sesudahnya. Periksa ejaan dan urutannya.",
    ],
    en: ["Nothing of that name", "Line {line}: {name} is not here, or comes only later. Check its spelling and place."],
  },
  POLICY_PLACE_UNKNOWN: {
    id: [
      "Tempat tidak ada",
      "Baris {line}: dokumen tidak mempunyai tempat {name}. Tulis seperti steps.langkah.percent.",
    ],
    en: ["No such place", "Line {line}: the document has no place {name}. Write it like steps.step_id.percent."],
  },
  POLICY_UNIT_WRONG: {
    id: [
      "Satuan berbeda",
      "Baris {line}: satuannya {found}, seharusnya {expected}. Ubah satuan atau pakai masukan lain.",
    ],
    en: ["Wrong unit", "Line {line}: the unit is {found}, it should be {expected}. Change it or take another input."],
  },
  POLICY_FORM_WRONG: {
    id: [
      "Bentuk masukan berbeda",
      "Baris {line}: {name} berbentuk {found}, di sini perlu {expected}. Pakai masukan lain.",
    ],
    en: [
      "Wrong form of input",
      "Line {line}: {name} has the form {found}, here {expected} is needed. Take another input.",
    ],
  },
  POLICY_VALUE_KIND: {
    id: [
      "Bukan jenis nilai yang sama",
      "Baris {line}: {name} memberi {found}, di sini perlu {expected}. Ubah poin menjadi rupiah dengan point_value atau product.",
    ],
    en: [
      "Another kind of value",
      "Line {line}: {name} gives {found}, here {expected} is needed. Make points an amount by point_value or product.",
    ],
  },
  POLICY_FACTORS: {
    id: [
      "Faktor rupiah harus satu",
      "Baris {line}: ada {found} faktor rupiah. Sebutkan tepat satu; yang lain persen, bilangan atau poin.",
    ],
    en: [
      "One factor of rupiah needed",
      "Line {line}: there are {found} factors of rupiah. Name exactly one; the others are percents, numbers or points.",
    ],
  },
  POLICY_CONDITION_DEEP: {
    id: [
      "Syarat terlalu bertingkat",
      "Baris {line}: syarat di dalam syarat paling banyak {limit} tingkat. Pecah menjadi beberapa langkah.",
    ],
    en: ["Condition too deep", "Line {line}: conditions go at most {limit} deep. Divide them among several steps."],
  },
  POLICY_BASE_MISMATCH: {
    id: [
      "Dasar potongan berbeda",
      "Baris {line}: potongan hanya mengurangi dasarnya sendiri lewat subtract, bukan {name}. Samakan dasarnya.",
    ],
    en: ["Cut of another base", "Line {line}: a cut lessens its own base by subtract, not {name}. Use the same base."],
  },
  POLICY_COUNTED_TWICE: {
    id: ["Dihitung dua kali", "Baris {line}: hal yang sama disebut dua kali. Hapus salah satu."],
    en: ["Counted twice", "Line {line}: the same stands here twice. Leave one out."],
  },
  POLICY_SHARES: {
    id: ["Bagian tidak utuh", "Baris {line}: bagian dari {base} harus berjumlah 100 persen. Periksa setiap bagiannya."],
    en: [
      "Shares are not the whole",
      "Line {line}: the shares of {base} must be 100 percent together. Check each of them.",
    ],
  },
  POLICY_STEP_UNUSED: {
    id: ["Langkah tidak dipakai", "Baris {line}: hasil tidak bergantung pada langkah {name}. Pakai atau hapus."],
    en: ["Unused step", "Line {line}: the result does not rest on {name}. Use it or leave it out."],
  },
  POLICY_NAME_UNUSED: {
    id: ["Tidak dipakai", "Baris {line}: tidak ada yang memakai {name}. Pakai, hapus, atau periksa ejaannya."],
    en: ["Not used", "Line {line}: nothing uses {name}. Use it, leave it out, or check its spelling."],
  },
  POLICY_LAW_UNUSED: {
    id: ["Peraturan tidak dirujuk", "Baris {line}: tidak ada yang merujuk {name}. Rujuk di tempatnya atau hapus."],
    en: ["Regulation not cited", "Line {line}: nothing cites {name}. Cite it where it applies or leave it out."],
  },
  POLICY_ARTICLE_UNUSED: {
    id: [
      "Pasal tidak dirujuk",
      "Baris {line}: tidak ada yang merujuk {name} dengan tulisan itu. Samakan tulisannya atau hapus bunyinya.",
    ],
    en: [
      "Article not cited",
      "Line {line}: nothing cites {name} by that name. Write both alike or leave the wording out.",
    ],
  },
  POLICY_RESULT: {
    id: [
      "Hasil utama belum ada",
      "Baris {line}: tepat satu hasil tanpa nama komponen (main) wajib ada; hasil yang ditemukan: {found}.",
    ],
    en: [
      "Main result needed",
      "Line {line}: exactly one result without a component's name (main) is needed; results found: {found}.",
    ],
  },
  POLICY_COMPONENT: {
    id: ["Komponen dua kali", "Baris {line}: komponen {name} sudah mempunyai hasil. Beri nama lain atau gabungkan."],
    en: ["Component twice", "Line {line}: the component {name} has a result already. Name it otherwise or join them."],
  },
  POLICY_ID_REPEATED: {
    id: ["Nama dipakai dua kali", "Baris {line}: nama {name} sudah dipakai. Pilih nama lain."],
    en: ["Id used twice", "Line {line}: the id {name} is taken. Choose another."],
  },
  POLICY_CYCLE: {
    id: [
      "Langkah melingkar",
      "Baris {line}: langkah {name} bergantung pada dirinya sendiri. Putuskan salah satu rujukannya.",
    ],
    en: ["Steps form a circle", "Line {line}: the step {name} rests on itself. Cut one of its references."],
  },
  POLICY_TIER_GAP: {
    id: ["Tingkat berlubang", "Baris {line}: tidak ada tingkat dari {from} sampai {to}. Sambungkan batasnya."],
    en: ["Gap between brackets", "Line {line}: there is no bracket from {from} to {to}. Let the edges meet."],
  },
  POLICY_TIER_EDGE: {
    id: [
      "Batas tidak termuat",
      "Baris {line}: tidak ada tingkat yang memuat {at} sendiri. Pakai gte atau lte di salah satu sisi.",
    ],
    en: ["Edge in no bracket", "Line {line}: no bracket holds {at} itself. Use gte or lte on one of its sides."],
  },
  POLICY_TIER_OVERLAP: {
    id: ["Tingkat bertumpuk", "Baris {line}: dua tingkat memuat {at}. Geser salah satu batas, atau pakai gt atau lt."],
    en: ["Brackets overlap", "Line {line}: two brackets hold {at}. Move one edge, or use gt or lt."],
  },
  POLICY_TIER_EMPTY: {
    id: ["Tingkat kosong", "Baris {line}: tingkat ini berakhir di {at} sebelum dimulai. Perbaiki batasnya."],
    en: ["Empty bracket", "Line {line}: this bracket ends at {at} before it begins. Mend its edges."],
  },
  POLICY_PERCENT: {
    id: ["Bukan persen", 'Baris {line}: tulis persen sebagai bilangan bulat atau teks seperti "2.5".'],
    en: ["Not a percent", 'Line {line}: write a percent as a whole number or a text like "2.5".'],
  },
  POLICY_NUMBERS_LARGE: {
    id: [
      "Bilangan terlalu besar",
      "Baris {line}: bilangan langkah {name} terlalu panjang untuk dihitung tepat. Kurangi angka di belakang koma, atau batasi masukannya.",
    ],
    en: [
      "Numbers too large",
      "Line {line}: the numbers of step {name} are too long to be exact. Use fewer decimals, or limit its inputs.",
    ],
  },
  POLICY_PERCENT_MORE: {
    id: ["Lebih dari seluruhnya", "Baris {line}: di sini tidak dapat lebih dari 100 persen. Tulis paling banyak 100."],
    en: ["More than all", "Line {line}: here it can't be more than 100 percent. Write 100 at most."],
  },
  POLICY_RUPIAH: {
    id: ["Bukan rupiah utuh", "Baris {line}: jumlah rupiah harus bilangan bulat, nol atau lebih."],
    en: ["Not whole rupiah", "Line {line}: an amount is a whole number of rupiah, zero or more."],
  },
  POLICY_RANGE_EMPTY: {
    id: ["Rentang terbalik", "Baris {line}: batas atas tidak boleh kurang dari batas bawah. Tukar keduanya."],
    en: ["Range upside down", "Line {line}: the most may not be less than the least. Swap them."],
  },
  POLICY_TABLE_UNFIT: {
    id: [
      "Tabel tidak cocok",
      "Baris {line}: tabel {name} tidak dapat dipakai di sini. Pakai tabel satu kunci tanpa rentang.",
    ],
    en: [
      "Table does not fit",
      "Line {line}: the table {name} can't be used here. Take one with one key and without ranges.",
    ],
  },
  POLICY_TABLE_LATE: {
    id: [
      "Tabel mulai terlambat",
      "Baris {line}: baris pertama baru berlaku {found}, kebijakan sudah {from}. Tambahkan baris sebelumnya.",
    ],
    en: [
      "Table begins too late",
      "Line {line}: the first rows hold from {found}, the policy from {from}. Add the rows before.",
    ],
  },
  POLICY_ROW_KEY: {
    id: [
      "Kunci baris tidak cocok",
      'Baris {line}: {found} harus terdiri atas {parts} bagian yang dipisahkan dengan "/".',
    ],
    en: ["Row's key does not fit", 'Line {line}: {found} must have {parts} parts with "/" between them.'],
  },
  POLICY_ROW_MISSING: {
    id: ["Baris belum ada", "Baris {line}: tabel ini memerlukan baris {key}. Tambahkan."],
    en: ["Row missing", "Line {line}: a row {key} is needed here. Add it."],
  },
  POLICY_ORDER: {
    id: [
      "Urutan terbalik",
      "Baris {line}: {found} harus sesudah {before}. Urutkan dari yang paling awal, masing-masing sekali.",
    ],
    en: ["Wrong order", "Line {line}: {found} must come after {before}. Begin with the earliest, each once."],
  },
  POLICY_DATES: {
    id: ["Tanggal terbalik", "Baris {line}: hari terakhir tidak boleh sebelum hari pertama. Perbaiki salah satunya."],
    en: ["Days in the wrong order", "Line {line}: the last day may not be before the first. Mend one of them."],
  },
  POLICY_SUPERSEDES: {
    id: ["Versi yang diganti salah", "Baris {line}: yang diganti harus versi lebih awal dari dokumen yang sama."],
    en: ["Wrong version replaced", "Line {line}: what is replaced must be an earlier version of the same document."],
  },
  POLICY_TEST_PERIOD: {
    id: [
      "Bulan di luar masa berlaku",
      "Baris {line}: {found} di luar masa berlaku {from} sampai {to}. Pilih bulan lain.",
    ],
    en: ["Month not in force", "Line {line}: {found} is not between {from} and {to}. Choose another month."],
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
  POLICY_TEST_PRINTED: {
    id: ["Belum ada contoh dari naskah", "Sertakan paling sedikit satu contoh yang tercetak dalam naskah resmi."],
    en: ["No printed example", "Add at least one example that the official text prints."],
  },
  POLICY_PLACE_OPEN: {
    id: ["Belum dibandingkan", "Bagian {name} belum dibandingkan dengan naskah resmi."],
    en: ["Not compared yet", "The place {name} was not compared with the official text."],
  },
  ...payFlags,
} satisfies Entries;
