/** Every demo account has this password, so that a visitor can sign in as anybody. */
export const demoPassword = "kinerja jelas tiap rupiah";
