import { analyst, clerk, expert, line, senior, skilled, type Department } from "./office.ts";

const health: Department = {
  name: "Dinas Kesehatan",
  head: "Kepala Dinas Kesehatan",
  degrees: ["S.K.M., M.Kes.", "S.K.M., M.P.H."],
  isPersonnel: false,
  outcomes: [
    { objective: "Derajat kesehatan masyarakat meningkat", indicator: "Cakupan imunisasi dasar lengkap", target: "95", unit: "persen" },
    { objective: "Derajat kesehatan masyarakat meningkat", indicator: "Penemuan kasus tuberkulosis", target: "90", unit: "persen" },
    { objective: "Mutu pelayanan kesehatan meningkat", indicator: "Puskesmas terakreditasi paripurna", target: "62", unit: "persen" },
  ],
  divisions: [
    {
      name: "Bidang Pencegahan dan Pengendalian Penyakit",
      head: "Kepala Bidang Pencegahan dan Pengendalian Penyakit",
      posts: [senior("Epidemiolog Kesehatan", "S.K.M., M.Epid."), expert("Epidemiolog Kesehatan", "S.K.M."), skilled("Entomolog Kesehatan", "A.Md.Kes."), analyst("Pengolah Data Surveilans", "S.K.M.", "S.Stat.")],
      work: [
        line(0, "Rantai dingin vaksin terjaga di seluruh puskesmas", "Rantai dingin vaksin puskesmas binaan memenuhi standar suhu", "Supervisi rantai dingin vaksin", "puskesmas"),
        line(1, "Kontak kasus tuberkulosis terlacak dan terobati", "Kontak serumah kasus tuberkulosis terlacak dalam tujuh hari", "Telusuri kontak kasus tuberkulosis", "kasus"),
      ],
    },
    {
      name: "Bidang Pelayanan Kesehatan",
      head: "Kepala Bidang Pelayanan Kesehatan",
      posts: [senior("Administrator Kesehatan", "S.K.M., M.Kes."), expert("Perawat", "S.Kep., Ns."), skilled("Perawat", "A.Md.Kep."), skilled("Sanitarian", "A.Md.K.L."), expert("Apoteker", "S.Farm., Apt.")],
      work: [
        line(2, "Puskesmas siap dinilai akreditasinya", "Dokumen mutu puskesmas dampingan lengkap", "Dampingi dokumen mutu puskesmas", "dokumen"),
        line(2, "Obat esensial tersedia di fasilitas kesehatan", "Stok obat esensial gudang binaan tercatat dan cukup", "Periksa stok obat esensial", "gudang"),
      ],
    },
    {
      name: "Bidang Kesehatan Masyarakat",
      head: "Kepala Bidang Kesehatan Masyarakat",
      posts: [expert("Penyuluh Kesehatan Masyarakat", "S.K.M."), expert("Nutrisionis", "S.Gz."), skilled("Nutrisionis", "A.Md.Gz."), clerk("Pengadministrasi Kesehatan", "A.Md.")],
      work: [
        line(0, "Posyandu memantau seluruh bayi sasaran imunisasi", "Posyandu binaan melaporkan sasaran imunisasi lengkap", "Bimbing kader posyandu", "posyandu"),
        line(2, "Data gizi balita mutakhir di tiap puskesmas", "Data gizi balita puskesmas binaan tervalidasi", "Validasi data gizi balita", "laporan"),
      ],
    },
  ],
}; // prettier-ignore

const works: Department = {
  name: "Dinas Pekerjaan Umum dan Penataan Ruang",
  head: "Kepala Dinas Pekerjaan Umum dan Penataan Ruang",
  degrees: ["S.T., M.T.", "S.T., M.Eng."],
  isPersonnel: false,
  outcomes: [
    { objective: "Konektivitas wilayah meningkat", indicator: "Jalan provinsi dalam kondisi mantap", target: "78", unit: "persen" },
    { objective: "Ketahanan air meningkat", indicator: "Daerah irigasi yang terlayani sepanjang tahun", target: "71", unit: "persen" },
    { objective: "Pemanfaatan ruang tertib", indicator: "Permohonan kesesuaian ruang selesai tepat waktu", target: "92", unit: "persen" },
  ],
  divisions: [
    {
      name: "Bidang Bina Marga",
      head: "Kepala Bidang Bina Marga",
      posts: [senior("Teknik Jalan dan Jembatan", "S.T., M.T."), expert("Teknik Jalan dan Jembatan", "S.T."), skilled("Teknik Jalan dan Jembatan", "A.Md.T."), clerk("Juru Ukur")],
      work: [
        line(0, "Pemeliharaan ruas jalan provinsi selesai sesuai mutu", "Kemajuan ruas yang diawasi sesuai kurva rencana", "Periksa kemajuan pekerjaan jalan", "ruas"),
        line(0, "Dokumen teknis penanganan jalan siap dilelang", "Gambar kerja ruas yang ditugaskan selesai diperiksa", "Susun gambar kerja jalan", "lembar"),
      ],
    },
    {
      name: "Bidang Sumber Daya Air",
      head: "Kepala Bidang Sumber Daya Air",
      posts: [senior("Teknik Pengairan", "S.T., M.T."), expert("Teknik Pengairan", "S.T."), skilled("Teknik Pengairan", "A.Md.T."), analyst("Pengelola Data Hidrologi", "S.T.", "S.Si.")],
      work: [
        line(1, "Saluran irigasi berfungsi sebelum musim tanam", "Saluran yang diukur siap diperbaiki sebelum musim tanam", "Ukur ulang saluran irigasi", "saluran"),
        line(1, "Data debit sungai tersedia setiap hari", "Data pos duga air binaan terkirim tanpa putus", "Olah data pos duga air", "laporan"),
      ],
    },
    {
      name: "Bidang Tata Ruang",
      head: "Kepala Bidang Tata Ruang",
      posts: [senior("Penata Ruang", "S.P.W.K., M.T."), expert("Penata Ruang", "S.P.W.K."), expert("Surveyor Pemetaan", "S.T."), clerk("Pengadministrasi Perizinan", "A.Md.")],
      work: [
        line(2, "Permohonan kesesuaian ruang selesai dalam 14 hari", "Berkas kesesuaian ruang yang ditugaskan selesai tepat waktu", "Telaah permohonan kesesuaian ruang", "berkas"),
        line(2, "Peta rencana tata ruang mutakhir", "Lembar peta yang ditugaskan lolos kendali mutu", "Perbarui lembar peta tata ruang", "lembar"),
      ],
    },
  ],
}; // prettier-ignore

const education: Department = {
  name: "Dinas Pendidikan dan Kebudayaan",
  head: "Kepala Dinas Pendidikan dan Kebudayaan",
  degrees: ["S.Pd., M.Pd.", "S.Pd., M.M."],
  isPersonnel: false,
  outcomes: [
    { objective: "Mutu pendidikan menengah meningkat", indicator: "Sekolah menengah dengan literasi di atas minimum", target: "68", unit: "persen" },
    { objective: "Akses pendidikan menengah merata", indicator: "Angka partisipasi murni jenjang menengah", target: "73", unit: "persen" },
    { objective: "Tenaga pendidik memenuhi standar", indicator: "Guru bersertifikat pendidik", target: "81", unit: "persen" },
  ],
  divisions: [
    {
      name: "Bidang Pembinaan Sekolah Menengah Atas",
      head: "Kepala Bidang Pembinaan Sekolah Menengah Atas",
      posts: [senior("Pengembang Teknologi Pembelajaran", "S.Pd., M.Pd."), expert("Pengembang Teknologi Pembelajaran", "S.Pd.", "S.Kom."), analyst("Analis Kurikulum", "S.Pd."), clerk("Pengelola Data Sekolah", "A.Md.")],
      work: [
        line(0, "Sekolah dampingan melaksanakan program literasi", "Sekolah dampingan menindaklanjuti hasil asesmen literasi", "Dampingi program literasi sekolah", "sekolah"),
        line(1, "Bantuan sekolah tersalur kepada yang berhak", "Data calon penerima bantuan terverifikasi", "Verifikasi data bantuan sekolah", "berkas"),
      ],
    },
    {
      name: "Bidang Pembinaan Sekolah Menengah Kejuruan",
      head: "Kepala Bidang Pembinaan Sekolah Menengah Kejuruan",
      posts: [senior("Pengembang Kurikulum", "S.Pd., M.Pd."), expert("Pengembang Kurikulum", "S.Pd."), analyst("Analis Kerja Sama Industri", "S.E.", "S.Pd."), clerk("Pengadministrasi Umum")],
      work: [
        line(0, "Kurikulum kejuruan selaras dengan dunia kerja", "Modul kejuruan yang ditugaskan selesai ditelaah", "Telaah modul kejuruan", "modul"),
        line(1, "Siswa kejuruan mendapat tempat praktik kerja", "Tempat praktik kerja sekolah dampingan tersepakati", "Fasilitasi tempat praktik kerja", "kesepakatan"),
      ],
    },
    {
      name: "Bidang Ketenagaan dan Kebudayaan",
      head: "Kepala Bidang Ketenagaan dan Kebudayaan",
      posts: [expert("Pamong Budaya", "S.S."), expert("Widyaprada", "S.Pd."), analyst("Analis Tenaga Kependidikan", "S.Pd.", "S.IP."), clerk("Pengadministrasi Kepegawaian", "A.Md.")],
      work: [
        line(2, "Guru memperoleh sertifikat pendidik tepat waktu", "Berkas sertifikasi guru yang ditugaskan lengkap", "Periksa berkas sertifikasi guru", "berkas"),
        line(0, "Kelompok kerja guru aktif di tiap kabupaten", "Kelompok kerja guru binaan menyelesaikan programnya", "Fasilitasi kelompok kerja guru", "kegiatan"),
      ],
    },
  ],
}; // prettier-ignore

const personnel: Department = {
  name: "Badan Kepegawaian Daerah",
  head: "Kepala Badan Kepegawaian Daerah",
  degrees: ["S.Sos., M.Si.", "S.IP., M.Si."],
  isPersonnel: true,
  outcomes: [
    { objective: "Manajemen ASN berbasis merit", indicator: "Indeks sistem merit", target: "312", unit: "nilai" },
    { objective: "Layanan kepegawaian memuaskan", indicator: "Layanan kepegawaian selesai tepat waktu", target: "97", unit: "persen" },
    { objective: "Kinerja ASN terukur", indicator: "ASN dengan dokumen evaluasi tepat waktu", target: "98", unit: "persen" },
  ],
  divisions: [
    {
      name: "Bidang Mutasi dan Promosi",
      head: "Kepala Bidang Mutasi dan Promosi",
      posts: [senior("Analis SDM Aparatur", "S.IP., M.Si."), expert("Analis SDM Aparatur", "S.Sos.", "S.IP."), skilled("Pranata SDM Aparatur", "A.Md."), clerk("Pengelola Kepegawaian", "A.Md.")],
      work: [
        line(1, "Usul kenaikan pangkat selesai sebelum tanggal mulai berlaku", "Berkas kenaikan pangkat yang ditugaskan tanpa kekurangan", "Verifikasi berkas kenaikan pangkat", "berkas"),
        line(0, "Mutasi pegawai sesuai peta jabatan", "Telaah mutasi yang ditugaskan selesai tepat waktu", "Telaah usul mutasi", "telaah"),
      ],
    },
    {
      name: "Bidang Kinerja dan Penghargaan",
      head: "Kepala Bidang Kinerja dan Penghargaan",
      posts: [senior("Analis SDM Aparatur", "S.E., M.M."), expert("Analis SDM Aparatur", "S.E.", "S.H."), expert("Pranata Komputer", "S.Kom."), skilled("Pranata SDM Aparatur", "A.Md.")],
      work: [
        line(2, "Evaluasi kinerja bulanan terbit untuk seluruh unit", "Unit dampingan menerbitkan dokumen evaluasi tepat waktu", "Dampingi evaluasi kinerja unit", "unit kerja"),
        line(2, "Data kehadiran siap menjadi dasar tambahan penghasilan", "Data kehadiran unit dampingan cocok dengan rekaman mesin", "Cocokkan data kehadiran", "unit kerja"),
      ],
    },
    {
      name: "Bidang Pengembangan Kompetensi",
      head: "Kepala Bidang Pengembangan Kompetensi",
      posts: [senior("Widyaiswara", "S.Pd., M.M."), expert("Analis Pengembangan Kompetensi", "S.Psi.", "S.Sos."), analyst("Penyusun Bahan Pelatihan", "S.Pd."), clerk("Pengadministrasi Umum")],
      work: [
        line(0, "ASN memenuhi dua puluh jam pelatihan setahun", "Peserta pelatihan yang didampingi lulus", "Dampingi peserta pelatihan", "peserta"),
        line(1, "Bahan pelatihan tersedia dalam sistem pembelajaran", "Modul pelatihan yang ditugaskan siap terbit", "Susun modul pelatihan", "modul"),
      ],
    },
  ],
}; // prettier-ignore

/** Offices of a provincial government; the first ones are there in a small one too. */
export const provincialOffices: readonly Department[] = [health, works, education, personnel];
