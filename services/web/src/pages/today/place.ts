import { type Place } from "../../api/types.ts";
import { readLocal, writeLocal } from "../../state/local.ts";

export const places: readonly Place[] = ["OFFICE", "HOME", "DUTY_TRIP"];

export const placeOf = (text: unknown): Place | "" => places.find((place) => place === text) ?? "";

/** Where the last work was done, which is where the next one begins. */
export const lastPlace = (): Place | "" => placeOf(readLocal("place"));
export const rememberPlace = (place: Place | ""): void => writeLocal("place", place === "" ? undefined : place);
