import { analyst, clerk, expert, line, senior, skilled, type Department } from "./office.ts";

const holdings: Department = {
  name: "Direktorat Akuisisi dan Preservasi",
  head: "Direktur Akuisisi dan Preservasi",
  degrees: ["S.S., M.Hum.", "S.Hum., M.A."],
  isPersonnel: false,
  outcomes: [
    { objective: "Arsip kelautan bernilai guna terselamatkan", indicator: "Arsip statis yang terselamatkan", target: "86", unit: "persen" },
    { objective: "Arsip statis terawat", indicator: "Arsip rusak yang selesai direstorasi", target: "74", unit: "persen" },
  ],
  divisions: [
    {
      name: "Subdirektorat Akuisisi Arsip",
      head: "Kepala Subdirektorat Akuisisi Arsip",
      posts: [senior("Arsiparis", "S.Hum., M.A."), expert("Arsiparis", "S.Hum.", "S.S."), skilled("Arsiparis", "A.Md.")],
      work: [
        line(0, "Arsip pelabuhan bersejarah diakuisisi", "Arsip yang ditugaskan selesai dinilai", "Nilai arsip calon akuisisi", "berkas"),
        line(0, "Daftar arsip hasil akuisisi dapat ditelusuri", "Daftar arsip yang ditugaskan selesai disusun", "Susun daftar arsip", "daftar"),
      ],
    },
    {
      name: "Subdirektorat Preservasi Arsip",
      head: "Kepala Subdirektorat Preservasi Arsip",
      posts: [expert("Arsiparis", "S.Hum.", "S.Si."), skilled("Arsiparis", "A.Md."), analyst("Pengolah Restorasi Arsip", "S.Si."), clerk("Petugas Ruang Simpan")],
      work: [
        line(1, "Peta laut tua pulih dan dapat dibaca", "Lembar peta laut yang ditugaskan selesai direstorasi", "Restorasi lembar peta laut", "lembar"),
        line(1, "Ruang simpan memenuhi standar suhu dan kelembapan", "Ruang simpan yang dijaga memenuhi standar", "Periksa ruang simpan arsip", "ruang"),
      ],
    },
    {
      name: "Subdirektorat Alih Media",
      head: "Kepala Subdirektorat Alih Media",
      posts: [expert("Pranata Komputer", "S.Kom."), skilled("Pranata Komputer", "A.Md.Kom."), clerk("Operator Alih Media", "A.Md.")],
      work: [
        line(1, "Arsip yang sering dipinjam tersedia dalam bentuk digital", "Arsip yang ditugaskan selesai dialihmediakan", "Alih mediakan arsip", "berkas"),
        line(0, "Salinan digital lolos uji keutuhan", "Salinan digital yang ditugaskan lolos uji keutuhan", "Uji keutuhan salinan digital", "salinan"),
      ],
    },
  ],
}; // prettier-ignore

const secretariat: Department = {
  name: "Sekretariat Utama",
  head: "Sekretaris Utama",
  degrees: ["S.E., M.M.", "S.H., M.H."],
  isPersonnel: true,
  outcomes: [
    { objective: "Tata kelola lembaga akuntabel", indicator: "Nilai reformasi birokrasi", target: "79", unit: "nilai" },
    { objective: "ASN lembaga profesional", indicator: "Indeks profesionalitas ASN", target: "83", unit: "nilai" },
  ],
  divisions: [
    {
      name: "Biro Sumber Daya Manusia",
      head: "Kepala Biro Sumber Daya Manusia",
      posts: [senior("Analis SDM Aparatur", "S.Psi., M.M."), expert("Analis SDM Aparatur", "S.Sos.", "S.Psi."), skilled("Pranata SDM Aparatur", "A.Md.")],
      work: [
        line(1, "Data kepegawaian lembaga mutakhir", "Data pegawai yang ditugaskan cocok dengan berkasnya", "Mutakhirkan data pegawai", "berkas"),
        line(1, "Evaluasi kinerja bulanan terbit untuk seluruh unit", "Unit dampingan menerbitkan dokumen evaluasi tepat waktu", "Dampingi evaluasi kinerja unit", "unit kerja"),
      ],
    },
    {
      name: "Biro Keuangan",
      head: "Kepala Biro Keuangan",
      posts: [expert("Analis Pengelolaan Keuangan APBN", "S.E.", "S.Ak."), skilled("Pranata Keuangan APBN", "A.Md.Ak."), clerk("Pengadministrasi Keuangan", "A.Md.")],
      work: [
        line(0, "Pembayaran lembaga tepat jumlah dan waktu", "Surat perintah membayar yang ditugaskan tanpa ralat", "Teliti surat perintah membayar", "surat"),
        line(0, "Laporan keuangan siap diperiksa", "Rekonsiliasi akun yang ditugaskan selesai", "Rekonsiliasi akun belanja", "akun"),
      ],
    },
    {
      name: "Biro Hukum dan Hubungan Masyarakat",
      head: "Kepala Biro Hukum dan Hubungan Masyarakat",
      posts: [expert("Perancang Peraturan", "S.H."), expert("Pranata Hubungan Masyarakat", "S.I.Kom."), clerk("Pengadministrasi Umum")],
      work: [
        line(0, "Produk hukum lembaga tersusun sesuai program", "Pasal yang ditugaskan selesai ditelaah", "Telaah rancangan peraturan", "pasal"),
        line(1, "Permintaan informasi publik terjawab dalam sepuluh hari", "Permintaan informasi yang diterima terjawab", "Jawab permintaan informasi publik", "permintaan"),
      ],
    },
  ],
}; // prettier-ignore

/** Offices of a central agency: directorates and a secretariat instead of a region's services. */
export const archiveOffices: readonly Department[] = [holdings, secretariat];
