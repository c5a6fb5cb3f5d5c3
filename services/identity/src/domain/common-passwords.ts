/** Words that make up the passwords people choose first, longest first where one holds another. Digits and signs around them add little. */
export const commonWords: readonly string[] = [
  ...["administrator", "assalamualaikum", "alhamdulillah", "pegawainegeri", "bismillah", "indonesia", "pemerintah"],
  ...["pancasila", "kemerdekaan", "nusantara", "password", "passw0rd", "kepegawaian", "provinsi", "kabupaten"],
  ...["qwertyuiop", "asdfghjkl", "zxcvbnm", "qwerty", "asdfgh", "zxcvbn", "iloveyou", "welcome", "letmein"],
  ...["merdeka", "rahasia", "sandi", "katasandi", "sayangku", "sayang", "cintaku", "cinta", "keluarga", "garuda"],
  ...["jakarta", "bandung", "surabaya", "semarang", "medan", "makassar", "kantor", "pegawai", "kinerja", "admin"],
  ...["tunjangan", "presiden", "gubernur", "bupati", "dinas", "badan", "januari", "februari", "maret", "april"],
  ...["agustus", "september", "oktober", "november", "desember", "senin", "selasa", "rabu", "kamis", "jumat"],
  ...["monyet", "dragon", "monkey", "football", "sepakbola", "persib", "persija", "master", "user", "login"],
  ...["abcdefgh", "abcdef", "abcd", "abc", "asn", "pns", "pppk", "bkn", "bkd", "siasn", "korpri", "allah", "aku"],
  ...["satu", "dua", "tiga", "test", "coba", "saya", "kamu", "ibu", "bapak", "mama", "papa"],
];
