import { analyst, clerk, expert, line, senior, skilled, type Department } from "./office.ts";

const farming: Department = {
  name: "Dinas Pertanian dan Ketahanan Pangan",
  head: "Kepala Dinas Pertanian dan Ketahanan Pangan",
  degrees: ["S.P., M.P.", "S.P., M.Si."],
  isPersonnel: false,
  outcomes: [
    { objective: "Produksi pangan daerah meningkat", indicator: "Produktivitas padi per hektare", target: "5,4", unit: "ton" },
    { objective: "Kelompok tani mandiri", indicator: "Kelompok tani kelas madya ke atas", target: "46", unit: "persen" },
    { objective: "Kesehatan hewan ternak terjaga", indicator: "Ternak sasaran yang divaksin", target: "88", unit: "persen" },
  ],
  divisions: [
    {
      name: "Bidang Tanaman Pangan",
      head: "Kepala Bidang Tanaman Pangan",
      posts: [expert("Pengawas Mutu Hasil Pertanian", "S.P."), expert("Pengendali Organisme Pengganggu Tumbuhan", "S.P."), skilled("Pengawas Benih Tanaman", "A.Md.P."), clerk("Pengelola Data Pertanian")],
      work: [
        line(0, "Serangan hama tertangani sebelum ambang kerugian", "Petak amatan bebas serangan yang tak tertangani", "Amati petak tanaman padi", "petak"),
        line(0, "Benih bermutu tersedia sebelum musim tanam", "Contoh benih yang ditugaskan selesai diuji", "Uji contoh benih", "contoh"),
      ],
    },
    {
      name: "Bidang Penyuluhan",
      head: "Kepala Bidang Penyuluhan",
      posts: [senior("Penyuluh Pertanian", "S.P., M.Si."), expert("Penyuluh Pertanian", "S.P.", "S.Pt."), skilled("Penyuluh Pertanian", "A.Md.P.")],
      work: [
        line(1, "Kelompok tani menerapkan rencana usaha bersama", "Kelompok tani binaan memiliki rencana usaha", "Kunjungi kelompok tani binaan", "kelompok"),
        line(1, "Data kelompok tani mutakhir", "Data anggota kelompok binaan tervalidasi", "Validasi data anggota kelompok tani", "data"),
      ],
    },
    {
      name: "Bidang Kesehatan Hewan",
      head: "Kepala Bidang Kesehatan Hewan",
      posts: [expert("Medik Veteriner", "S.K.H."), skilled("Paramedik Veteriner", "A.Md.Vet."), clerk("Pengadministrasi Umum")],
      work: [
        line(2, "Ternak sasaran tervaksin sesuai jadwal", "Ternak di desa binaan tervaksin sesuai jadwal", "Vaksinasi ternak desa binaan", "ekor"),
        line(2, "Laporan penyakit hewan terjawab dalam dua hari", "Laporan penyakit hewan yang diterima terjawab", "Periksa laporan penyakit hewan", "laporan"),
      ],
    },
  ],
}; // prettier-ignore

const civilRegistry: Department = {
  name: "Dinas Kependudukan dan Pencatatan Sipil",
  head: "Kepala Dinas Kependudukan dan Pencatatan Sipil",
  degrees: ["S.H., M.H.", "S.STP., M.Si."],
  isPersonnel: false,
  outcomes: [
    { objective: "Penduduk memiliki dokumen kependudukan", indicator: "Kepemilikan akta kelahiran anak", target: "97", unit: "persen" },
    { objective: "Layanan kependudukan cepat dan pasti", indicator: "Permohonan selesai dalam satu hari kerja", target: "93", unit: "persen" },
  ],
  divisions: [
    {
      name: "Bidang Pencatatan Sipil",
      head: "Kepala Bidang Pencatatan Sipil",
      posts: [expert("Administrator Database Kependudukan", "S.Kom."), analyst("Penelaah Akta Pencatatan Sipil", "S.H."), clerk("Operator Pencatatan Sipil", "A.Md.")],
      work: [
        line(0, "Anak baru lahir menerima akta tanpa antre", "Permohonan akta yang ditugaskan selesai di hari yang sama", "Terbitkan akta kelahiran", "akta"),
        line(1, "Register akta tersimpan utuh", "Berkas register yang ditugaskan selesai dipindai", "Pindai berkas register akta", "berkas"),
      ],
    },
    {
      name: "Bidang Pendaftaran Penduduk",
      head: "Kepala Bidang Pendaftaran Penduduk",
      posts: [expert("Administrator Database Kependudukan", "S.Kom."), skilled("Operator Sistem Informasi Kependudukan", "A.Md.Kom."), clerk("Pengadministrasi Kependudukan")],
      work: [
        line(1, "Perekaman identitas menjangkau seluruh kampung", "Kampung yang ditugaskan selesai direkam", "Rekam identitas penduduk", "orang"),
        line(1, "Perpindahan penduduk tercatat tepat waktu", "Permohonan pindah yang diterima selesai tercatat", "Catat perpindahan penduduk", "permohonan"),
      ],
    },
    {
      name: "Bidang Pemanfaatan Data",
      head: "Kepala Bidang Pemanfaatan Data",
      posts: [expert("Pranata Komputer", "S.Kom."), skilled("Pranata Komputer", "A.Md.Kom."), analyst("Analis Data Kependudukan", "S.Stat.", "S.Kom.")],
      work: [
        line(0, "Sekolah dan puskesmas memadankan data anak", "Lembaga dampingan selesai memadankan data", "Padankan data lembaga pengguna", "lembaga"),
        line(1, "Gangguan layanan daring pulih dalam satu jam", "Gangguan yang ditangani pulih dalam satu jam", "Tangani gangguan layanan daring", "gangguan"),
      ],
    },
  ],
}; // prettier-ignore

const personnel: Department = {
  name: "Badan Kepegawaian dan Pengembangan SDM",
  head: "Kepala Badan Kepegawaian dan Pengembangan SDM",
  degrees: ["S.IP., M.Si.", "S.E., M.M."],
  isPersonnel: true,
  outcomes: [
    { objective: "Manajemen ASN berbasis merit", indicator: "Indeks sistem merit", target: "268", unit: "nilai" },
    { objective: "Layanan kepegawaian memuaskan", indicator: "Layanan kepegawaian selesai tepat waktu", target: "95", unit: "persen" },
  ],
  divisions: [
    {
      name: "Bidang Mutasi dan Kepangkatan",
      head: "Kepala Bidang Mutasi dan Kepangkatan",
      posts: [expert("Analis SDM Aparatur", "S.IP.", "S.Sos."), skilled("Pranata SDM Aparatur", "A.Md."), clerk("Pengelola Kepegawaian", "A.Md.")],
      work: [
        line(1, "Usul kenaikan pangkat selesai sebelum tanggal mulai berlaku", "Berkas kenaikan pangkat yang ditugaskan tanpa kekurangan", "Verifikasi berkas kenaikan pangkat", "berkas"),
        line(1, "Pegawai mendapat jawaban dalam satu hari", "Konsultasi yang diterima terjawab dalam satu hari", "Layani konsultasi kepegawaian", "pegawai"),
      ],
    },
    {
      name: "Bidang Kinerja dan Disiplin",
      head: "Kepala Bidang Kinerja dan Disiplin",
      posts: [expert("Analis SDM Aparatur", "S.E.", "S.H."), skilled("Pranata SDM Aparatur", "A.Md."), analyst("Pengolah Data Kehadiran", "S.Kom.")],
      work: [
        line(0, "Evaluasi kinerja bulanan terbit untuk seluruh unit", "Unit dampingan menerbitkan dokumen evaluasi tepat waktu", "Dampingi evaluasi kinerja unit", "unit kerja"),
        line(0, "Data kehadiran siap menjadi dasar tambahan penghasilan", "Data kehadiran unit dampingan cocok dengan rekaman mesin", "Cocokkan data kehadiran", "unit kerja"),
      ],
    },
    {
      name: "Bidang Pengembangan SDM",
      head: "Kepala Bidang Pengembangan SDM",
      posts: [expert("Analis Pengembangan Kompetensi", "S.Psi.", "S.Sos."), analyst("Penyusun Bahan Pelatihan", "S.Pd."), clerk("Pengadministrasi Umum")],
      work: [
        line(0, "ASN memenuhi dua puluh jam pelatihan setahun", "Peserta pelatihan yang didampingi lulus", "Dampingi peserta pelatihan", "peserta"),
        line(1, "Data riwayat pelatihan pegawai lengkap", "Riwayat pelatihan yang ditugaskan selesai dicatat", "Catat riwayat pelatihan", "riwayat"),
      ],
    },
  ],
}; // prettier-ignore

/** Offices of a regency. */
export const regencyOffices: readonly Department[] = [farming, civilRegistry, personnel];
