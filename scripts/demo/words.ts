/** Invented persons: common first names met with invented family names. */
export const firstNames = {
  F: ["Wulan", "Sari", "Dewi", "Rini", "Ayu", "Putri", "Lestari", "Ratna", "Indah", "Yuni", "Fitri", "Maya", "Nur", "Siti", "Endah", "Laras", "Mega", "Ningsih", "Rahma", "Tuti", "Vera", "Wati", "Yanti", "Zahra"],
  M: ["Agus", "Budi", "Dedi", "Eko", "Hadi", "Joko", "Rudi", "Slamet", "Andi", "Bayu", "Candra", "Dimas", "Fajar", "Galih", "Hendra", "Irfan", "Lukman", "Made", "Nanang", "Oka", "Putu", "Rahmat", "Teguh", "Wahyu"],
} as const; // prettier-ignore
export const familyNames = ["Pratiwi", "Santara", "Wiradana", "Kusmara", "Lantara", "Mahendrata", "Nugrahani", "Palevara", "Rinjanita", "Saptadi", "Tirtawana", "Umarandi", "Wanasari", "Yudantara", "Adisukma", "Baskarani", "Cakradana", "Darmawani", "Galuhsari", "Harjanata", "Jatmikara", "Kartawina", "Limbasari", "Muktiwana"] as const; // prettier-ignore

export const degrees = ["S.Sos.", "S.E.", "S.Kom.", "S.H.", "S.T.", "S.K.M.", "A.Md.", "S.Pd.", "S.IP."] as const;

/** Departments with their divisions and the work that is done there. */
export interface Department {
  readonly name: string;
  readonly divisions: readonly string[];
  readonly positions: readonly string[];
  readonly work: readonly { readonly text: string; readonly unit: string }[];
}

export const departments: readonly Department[] = [
  {
    name: "Dinas Kesehatan",
    divisions: ["Bidang Pencegahan Penyakit", "Bidang Pelayanan Kesehatan", "Bidang Kesehatan Masyarakat"],
    positions: ["Administrator Kesehatan Ahli Pertama", "Epidemiolog Kesehatan Ahli Pertama", "Perawat Terampil", "Pengelola Data Kesehatan"],
    work: [
      { text: "Supervisi rantai dingin vaksin", unit: "puskesmas" },
      { text: "Olah laporan cakupan imunisasi", unit: "laporan" },
      { text: "Bimbingan teknis kader posyandu", unit: "kegiatan" },
      { text: "Pemeriksaan stok obat", unit: "gudang" },
    ],
  },
  {
    name: "Dinas Pekerjaan Umum",
    divisions: ["Bidang Bina Marga", "Bidang Sumber Daya Air", "Bidang Tata Ruang"],
    positions: ["Teknik Jalan Ahli Pertama", "Pengawas Lapangan", "Juru Ukur", "Pengelola Data Infrastruktur"],
    work: [
      { text: "Periksa kemajuan pekerjaan jalan", unit: "ruas" },
      { text: "Susun gambar kerja", unit: "lembar" },
      { text: "Ukur ulang saluran irigasi", unit: "saluran" },
      { text: "Layani permohonan kesesuaian ruang", unit: "berkas" },
    ],
  },
  {
    name: "Badan Kepegawaian",
    divisions: ["Bidang Mutasi", "Bidang Pengembangan", "Bidang Kinerja"],
    positions: ["Analis SDM Aparatur Ahli Pertama", "Pranata SDM Aparatur Terampil", "Pengelola Kepegawaian", "Pengadministrasi Umum"],
    work: [
      { text: "Verifikasi berkas kenaikan pangkat", unit: "berkas" },
      { text: "Layani konsultasi kepegawaian", unit: "pegawai" },
      { text: "Olah data kehadiran", unit: "unit kerja" },
      { text: "Susun bahan pelatihan", unit: "modul" },
    ],
  },
  {
    name: "Dinas Pendidikan",
    divisions: ["Bidang Pendidikan Dasar", "Bidang Pendidikan Menengah", "Bidang Ketenagaan"],
    positions: ["Pengembang Teknologi Pembelajaran", "Analis Kurikulum", "Pengelola Data Sekolah", "Pengadministrasi Umum"],
    work: [
      { text: "Kunjungan pendampingan sekolah", unit: "sekolah" },
      { text: "Verifikasi data bantuan sekolah", unit: "sekolah" },
      { text: "Susun laporan capaian literasi", unit: "laporan" },
      { text: "Fasilitasi kelompok kerja guru", unit: "kegiatan" },
    ],
  },
]; // prettier-ignore
