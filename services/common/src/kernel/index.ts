export { type Brand, type Decision } from "./brand.ts";
export { type CalendarDay, calendarOf, fiveDayWeek, type Holidays, workingDays, type WorkingWeek } from "./calendar.ts";
export {
  addDays,
  type Day,
  dayAt,
  daysBetween,
  daysInMonth,
  daysOf,
  firstDay,
  ianaZone,
  isDay,
  isPeriod,
  lastDay,
  minuteOfDay,
  mondayOf,
  nextPeriod,
  parseDay,
  parsePeriod,
  type Period,
  periodOf,
  previousPeriod,
  startOfDay,
  weekday,
  type Zone,
} from "./day.ts";
export { type PagePlace, pagePlaceOf, pageSizeOf, pageTokenOf } from "./page.ts";
export { type Nip, nipOddities, type NipOddity, isNip, nipSuffix, parseNip } from "./nip.ts";
export {
  add,
  compare,
  divide,
  multiply,
  one,
  parseRational,
  rational,
  type Rational,
  round,
  type Rounding,
  subtract,
  zero,
} from "./rational.ts";
export { noRupiah, roundToRupiah, rupiah, type Rupiah, sumRupiah } from "./rupiah.ts";
export {
  type AgencyId,
  isUuid,
  parseUuid,
  type PersonId,
  personIdFromSiasn,
  type Uuid,
  uuidFromBytes,
  uuidFromName,
  uuidTime,
  uuidToBytes,
  uuidV7,
} from "./uuid.ts";
