/** Every demo account has this password, so that a visitor can sign in as anybody. */
export const demoPassword = "kinerja jelas tiap rupiah";

/** NIPs of the two invented officers of the whole site. */
export const firstOfficers = { maker: "198001012005011990", checker: "198101012006012991" } as const;
