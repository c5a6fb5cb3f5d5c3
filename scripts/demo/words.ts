/** Invented persons: common first names met with invented family names. */
export const firstNames = {
  F: ["Wulan", "Sari", "Dewi", "Rini", "Ayu", "Putri", "Lestari", "Ratna", "Indah", "Yuni", "Fitri", "Maya", "Nur", "Siti", "Endah", "Laras", "Mega", "Ningsih", "Rahma", "Tuti", "Vera", "Wati", "Yanti", "Zahra"],
  M: ["Agus", "Budi", "Dedi", "Eko", "Hadi", "Joko", "Rudi", "Slamet", "Andi", "Bayu", "Candra", "Dimas", "Fajar", "Galih", "Hendra", "Irfan", "Lukman", "Made", "Nanang", "Oka", "Putu", "Rahmat", "Teguh", "Wahyu"],
} as const; // prettier-ignore
export const familyNames = ["Pratiwi", "Santara", "Wiradana", "Kusmara", "Lantara", "Mahendrata", "Nugrahani", "Palevara", "Rinjanita", "Saptadi", "Tirtawana", "Umarandi", "Wanasari", "Yudantara", "Adisukma", "Baskarani", "Cakradana", "Darmawani", "Galuhsari", "Harjanata", "Jatmikara", "Kartawina", "Limbasari", "Muktiwana"] as const; // prettier-ignore

/** Work outside of the own unit's results (RHK tambahan), by special assignment. */
export const assignments = [
  { result: "Rencana aksi zona integritas terlaksana", task: "Kerja tim zona integritas", unit: "kegiatan" },
  { result: "Berita kegiatan instansi terbit setiap pekan", task: "Tulis berita kegiatan instansi", unit: "berita" },
  { result: "Arsip unit tertata dan dapat ditelusuri", task: "Tata arsip unit", unit: "boks" },
] as const;

/** What a leader especially expects of one value of BerAKHLAK. */
export const expectations = [
  { value: "BERORIENTASI_PELAYANAN", text: "Pertanyaan masyarakat terjawab paling lambat hari kerja berikutnya" },
  { value: "AKUNTABEL", text: "Laporan selesai paling lambat hari kerja terakhir dengan bukti dukung" },
  { value: "KOMPETEN", text: "Mengikuti paling sedikit satu pelatihan teknis tahun ini" },
  { value: "HARMONIS", text: "Menyelesaikan perbedaan pendapat di dalam tim secara terbuka" },
  { value: "ADAPTIF", text: "Mengusulkan satu perbaikan cara kerja setiap triwulan" },
  { value: "KOLABORATIF", text: "Berbagi data kerja dengan bidang lain yang memerlukan" },
] as const;

export const resources = ["Kendaraan dinas", "Laptop dan jaringan kantor", "Anggaran perjalanan dinas", "Akses basis data unit", "Dua tenaga pendukung"] as const; // prettier-ignore
export const consequences = ["Capaian menjadi dasar usulan pengembangan kompetensi", "Capaian menjadi pertimbangan penugasan tahun berikutnya", "Target yang tidak tercapai dibahas dalam dialog kinerja"] as const; // prettier-ignore

/** What fills a day beside the planned work. */
export const smallWork = [
  { text: "Apel dan arahan pimpinan", unit: "kegiatan" },
  { text: "Rapat koordinasi bidang", unit: "rapat" },
  { text: "Menjawab surat masuk", unit: "surat" },
  { text: "Membantu penyiapan upacara", unit: "kegiatan" },
  { text: "Mengikuti pelatihan daring", unit: "kegiatan" },
] as const;
