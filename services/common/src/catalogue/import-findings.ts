import { type Entries } from "./entry.ts";

/** What may be wrong with one line of a personnel file. */
export const importFindings = {
  NIP_MISSING: {
    id: ["NIP kosong", "Baris ini tanpa NIP. Lengkapi dari data kepegawaian."],
    en: ["NIP missing", "This line has no NIP. Complete it from the personnel data."],
  },
  NIP_SCIENTIFIC: {
    id: [
      "NIP menjadi pecahan",
      "Lembar sebar mengubah NIP menjadi angka pecahan. Ekspor ulang dengan kolom NIP sebagai teks.",
    ],
    en: [
      "NIP became a fraction",
      "A spreadsheet turned the NIP into a fraction. Export again with the column as text.",
    ],
  },
  NIP_ROUNDED: {
    id: ["NIP dibulatkan", "Angka terakhir NIP menjadi nol. Ekspor ulang dengan kolom NIP sebagai teks."],
    en: ["NIP was rounded", "The last digits of the NIP became zero. Export again with the column as text."],
  },
  NIP_DIFFERS: {
    id: ["NIP berbeda", "Orang yang sama memakai NIP lain pada baris {otherLine}. Periksa keduanya."],
    en: ["NIPs differ", "The same person has another NIP in line {otherLine}. Check both."],
  },
  NIP_TWICE: {
    id: ["NIP dipakai dua orang", "NIP ini juga ada pada baris {otherLine} untuk orang lain. Periksa keduanya."],
    en: ["NIP used twice", "Another person has this NIP in line {otherLine}. Check both."],
  },
  NIP_TAKEN: {
    id: ["NIP milik orang lain", "NIP ini sudah tercatat untuk orang lain. Periksa data kepegawaian."],
    en: ["NIP belongs to somebody else", "This NIP is already recorded for somebody else. Check the personnel data."],
  },
  PNS_ID_MISSING: {
    id: ["ID SIASN kosong", "Kolom pns_id kosong. Ekspor ulang dari SIASN."],
    en: ["SIASN id missing", "The column pns_id is empty. Export again from SIASN."],
  },
  PNS_ID_LONG: {
    id: ["ID SIASN terlalu panjang", "Kolom pns_id paling panjang {limit} karakter."],
    en: ["SIASN id too long", "The column pns_id has at most {limit} characters."],
  },
  NAME_MISSING: {
    id: ["Nama kosong", "Baris ini tanpa nama. Lengkapi dari data kepegawaian."],
    en: ["Name missing", "This line has no name. Complete it from the personnel data."],
  },
  PERSON_TWICE: {
    id: [
      "Orang yang sama dua kali",
      "Orang ini sudah ada pada baris {otherLine}. Hapus salah satu, atau tandai tempat kedua.",
    ],
    en: ["Same person twice", "This person stands in line {otherLine} already. Remove one, or mark a second place."],
  },
  PERSON_ELSEWHERE: {
    id: ["Pegawai instansi lain", "Jabatan utama orang ini ada di instansi di luar wewenang Anda."],
    en: ["Person of another agency", "This person's main place is in an agency outside of your office."],
  },
  PEOPLE_NOT_IN_FILE: {
    id: ["Tidak ada dalam berkas", "{count} pegawai tidak ada dalam berkas. Data mereka tetap."],
    en: ["Not in the file", "{count} people are not in the file. They stay as they are."],
  },
  LINE_REPEATED: {
    id: ["Baris berulang", "Baris ini sama dengan baris {otherLine} dan dilewati."],
    en: ["Line repeated", "This line equals line {otherLine} and is left out."],
  },
  PLACE_TWICE: {
    id: ["Tempat yang sama dua kali", "Tempat ini sudah disebut pada baris {otherLine}."],
    en: ["Same place twice", "This place was named in line {otherLine} already."],
  },
  MAIN_MISSING: {
    id: ["Tempat utama tidak ada", "Orang ini hanya punya tempat tambahan. Tandai satu baris sebagai utama."],
    en: ["Main place missing", "This person has only additional places. Mark one line as the main one."],
  },
  POSITION_MISSING: {
    id: ["Jabatan kosong", "Baris ini tanpa nama jabatan. Lengkapi dari data kepegawaian."],
    en: ["Position missing", "This line has no position. Complete it from the personnel data."],
  },
  CLASS_UNKNOWN: {
    id: ["Kelas jabatan tidak dikenal", "Kelas jabatan harus 1 sampai 17. Baris ini memakai kelas 0."],
    en: ["Unknown position class", "The class must be 1 to 17. This line takes class 0."],
  },
  DATE_IMPOSSIBLE: {
    id: ["Tanggal mustahil", "Tanggal ini tidak ada. Nilai asli disimpan untuk diperiksa."],
    en: ["Impossible date", "This date does not exist. The raw value is kept to be checked."],
  },
  BIRTH_DATE_DIFFERS: {
    id: ["Tanggal lahir berbeda", "Tanggal lahir tidak sama dengan yang ada dalam NIP. Periksa keduanya."],
    en: ["Date of birth differs", "The date of birth is not the one inside of the NIP. Check both."],
  },
  EMPLOYMENT_LATER: {
    id: ["Jabatan mulai kemudian", "Jabatan baru berlaku mulai {from}. Perubahan menunggu hari itu."],
    en: ["Employment starts later", "The new employment holds from {from}. The change waits for that day."],
  },
  AGENCY_MISSING: {
    id: ["Instansi kosong", "Kolom instansi_kerja_id kosong. Ekspor ulang dari SIASN."],
    en: ["Agency missing", "The column instansi_kerja_id is empty. Export again from SIASN."],
  },
  AGENCY_NOT_PERMITTED: {
    id: ["Instansi di luar wewenang", "Anda tidak mengurus {agency}. Baris ini dilewati."],
    en: ["Agency outside of your office", "You do not administer {agency}. This line is left out."],
  },
  ZONE_UNKNOWN: {
    id: ["Zona tidak dikenal", "Zona harus WIB, WITA, atau WIT. Zona instansi dipakai."],
    en: ["Unknown zone", "The zone must be WIB, WITA or WIT. The agency's zone is taken."],
  },
  ZONE_ASSUMED: {
    id: ["Zona diperkirakan", "Zona {agency} tidak disebut; {zone} dipakai. Periksa."],
    en: ["Zone assumed", "The zone of {agency} is not given; {zone} is taken. Check it."],
  },
  UNIT_MISSING: {
    id: ["Unit kosong", "Kolom unor_id kosong. Ekspor ulang dari SIASN."],
    en: ["Unit missing", "The column unor_id is empty. Export again from SIASN."],
  },
  UNIT_NAME_MISSING: {
    id: ["Nama unit kosong", "Unit ini tanpa nama. Lengkapi dari data organisasi."],
    en: ["Name of the unit missing", "This unit has no name. Complete it from the organisation's data."],
  },
  UNIT_NAMES_DIFFER: {
    id: ["Nama unit berbeda", "Unit yang sama bernama lain pada baris {otherLine}. Nama pertama dipakai."],
    en: ["Names of the unit differ", "The same unit has another name in line {otherLine}. The first one is taken."],
  },
  UNIT_ZONES_DIFFER: {
    id: ["Zona unit berbeda", "Unit yang sama memakai zona lain pada baris lain. Zona pertama dipakai."],
    en: ["Zones of the unit differ", "The same unit has another zone in another line. The first one is taken."],
  },
  UNIT_PARENTS_DIFFER: {
    id: ["Induk unit berbeda", "Unit yang sama memakai induk lain pada baris {otherLine}. Induk pertama dipakai."],
    en: ["Parents of the unit differ", "The same unit has another parent in line {otherLine}. The first one is taken."],
  },
  UNIT_PARENT_UNKNOWN: {
    id: ["Induk unit tidak dikenal", "Unit induk tidak ada dalam berkas maupun data. Unit ini berdiri di puncak."],
    en: [
      "Parent of the unit unknown",
      "The unit above is neither in the file nor stored. This unit stands at the top.",
    ],
  },
  UNIT_PARENT_ELSEWHERE: {
    id: ["Induk unit di instansi lain", "Unit induk milik instansi lain. Periksa data organisasi."],
    en: ["Parent of the unit elsewhere", "The unit above belongs to another agency. Check the organisation's data."],
  },
  UNIT_CYCLE: {
    id: ["Unit berputar", "Unit ini menjadi induk dirinya sendiri. Periksa kolom induk."],
    en: ["Units in a circle", "This unit is its own ancestor. Check the parent column."],
  },
  UNIT_ELSEWHERE: {
    id: ["Unit instansi lain", "Unit ini milik instansi di luar wewenang Anda. Baris ini dilewati."],
    en: ["Unit of another agency", "This unit belongs to an agency outside of your office. The line is left out."],
  },
  UNIT_HEADS_MANY: {
    id: ["Kepala unit lebih dari satu", "Unit ini sudah punya kepala pada baris {otherLine}. Yang pertama dipakai."],
    en: ["More than one head", "This unit has a head in line {otherLine} already. The first one is taken."],
  },
  UNIT_TWO_AGENCIES: {
    id: ["Unit di dua instansi", "Unit yang sama disebut untuk dua instansi. Periksa data organisasi."],
    en: ["Unit in two agencies", "The same unit is named for two agencies. Check the organisation's data."],
  },
  STAFF_KIND_STALE: {
    id: [
      "Status CPNS usang",
      "Tertulis CPNS, tetapi TMT PNS sudah lewat. Dicatat sebagai PNS; perbarui status di SIASN.",
    ],
    en: ["CPNS status out of date", "Says CPNS, but the day of appointment has passed. Taken as PNS; update SIASN."],
  },
  STAFF_KIND_UNKNOWN: {
    id: [
      "Jenis pegawai tidak dikenal",
      "Isi sel ini bukan PNS, CPNS, atau PPPK, jadi dilewati. Periksa nilainya di SIASN.",
    ],
    en: [
      "Unknown kind of staff",
      "This cell says neither PNS, CPNS nor PPPK, so it is passed over. Check it in SIASN.",
    ],
  },
  STANDING_UNKNOWN: {
    id: [
      "Kedudukan hukum tidak dikenal",
      "Orang ini dicatat sebagai pegawai aktif. Pastikan kedudukan hukumnya di SIASN sebelum diterapkan.",
    ],
    en: [
      "Unknown standing",
      "This person is taken as serving. Make sure of the legal standing in SIASN before you apply.",
    ],
  },
  STANDING_AWAY: {
    id: [
      "Tidak sedang bertugas",
      "Menurut kedudukan hukum, orang ini tidak bertugas (pensiun, diberhentikan, CLTN, dan lain-lain). Ia tidak dicatat sebagai pegawai; tempatnya yang tercatat berakhir. Akhiri perannya bila ada.",
    ],
    en: [
      "Not serving",
      "By the legal standing this person does not serve (retired, dismissed, on unpaid leave and the like). The person is not taken as an employee, and places on record end. End the roles, if there are any.",
    ],
  },
  SUPERIOR_MISSING: {
    id: ["Atasan tidak disebut", "Orang ini tanpa atasan. Tetapkan atasan sebelum SKP disusun."],
    en: ["Superior missing", "This person has no superior. Set one before the SKP is drafted."],
  },
  SUPERIOR_UNKNOWN: {
    id: ["Atasan tidak dikenal", "NIP atasan tidak ada dalam berkas maupun data. Periksa NIP-nya."],
    en: ["Superior unknown", "The superior's NIP is neither in the file nor stored. Check it."],
  },
  SUPERIOR_AWAY: {
    id: [
      "Atasan tidak sedang bertugas",
      "Atasan yang disebut tidak bertugas menurut berkas ini. Sebutkan atasan lain.",
    ],
    en: ["Superior does not serve", "The superior named does not serve by this file. Name another one."],
  },
  SUPERIOR_SELF: {
    id: ["Atasan diri sendiri", "Orang ini disebut sebagai atasannya sendiri. Periksa NIP atasan."],
    en: ["Own superior", "This person is named as the own superior. Check the superior's NIP."],
  },
  SUPERIOR_CYCLE: {
    id: ["Atasan berputar", "Rantai atasan kembali ke orang ini. Periksa NIP atasan."],
    en: ["Superiors in a circle", "The chain of superiors comes back to this person. Check the superior's NIP."],
  },
  SUPERIOR_LEFT: {
    id: ["Atasan sudah keluar", "Atasan ini tidak lagi bekerja pada hari berlakunya. Periksa NIP atasan."],
    en: ["Superior has left", "This superior no longer works on the effective day. Check the superior's NIP."],
  },
  FINDINGS_CUT: {
    id: ["Temuan terlalu banyak", "Hanya {limit} temuan pertama yang ditampilkan. Perbaiki berkas, lalu mulai lagi."],
    en: ["Too many findings", "Only the first {limit} findings are shown. Mend the file, then start again."],
  },
  TEXT_CONTROL: {
    id: ["Tanda yang tidak boleh", "Isian memuat tanda kendali. Hapus tanda itu."],
    en: ["Characters not allowed", "The text holds control characters. Remove them."],
  },
} satisfies Entries;
