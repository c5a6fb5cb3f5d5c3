/** Short names for the messages of the planning pages. Messages within messages are always sent. */
import type { components } from "../../api/schema.d.ts";

type Schemas = components["schemas"];
type With<Message, Parts> = Readonly<Omit<Message, keyof Parts>> & Readonly<Parts>;

export type SkpState = Schemas["SkpState"];
export type PositionKind = Schemas["PositionKind"];
export type ResultKind = Schemas["ResultKind"];
export type ParentKind = Schemas["ParentKind"];
export type Aspect = Schemas["Aspect"];
export type Perspective = Schemas["Perspective"];
export type BehaviourValue = Schemas["BehaviourValue"];
export type AgreementState = Schemas["AgreementState"];
export type Indicator = Readonly<Schemas["Indicator"]>;
export type WorkResult = With<Schemas["WorkResult"], { indicators: readonly Indicator[] }>;
export type Expectation = Readonly<Schemas["Expectation"]>;
export type SkpContent = With<
  Schemas["SkpContent"],
  {
    results: readonly WorkResult[];
    expectations: readonly Expectation[];
    resources: readonly string[];
    accountability: readonly string[];
    consequences: readonly string[];
  }
>;
/** Without its content, as in lists. */
export type SkpHeader = With<Omit<Schemas["Skp"], "content">, { state: SkpState; positionKind: PositionKind }>;
export type Skp = SkpHeader & { readonly content: SkpContent };
export type ChainLink = With<Schemas["ChainLink"], { kind: ParentKind }>;
export type ShownSkp = { readonly skp: Skp; readonly chains: readonly ChainLink[] };
export type ParentChoice = With<Schemas["ParentChoice"], { kind: ParentKind }>;
export type PlanItem = Readonly<Schemas["PlanItem"]>;
export type PlanItemInput = Readonly<Schemas["PlanItemInput"]>;
export type MonthPlan = With<
  Schemas["GetActionPlanResponse"],
  { items: readonly PlanItem[]; results: readonly WorkResult[] }
>;
export type PlanningNotice = With<Schemas["PlanningNotice"], { params: Readonly<Record<string, string>>; at: string }>;
export type Unit = Readonly<Schemas["Unit"]>;
export type TeamSkps = {
  readonly skps: readonly SkpHeader[];
  readonly peopleWithoutSkp: readonly string[];
  readonly nextPageToken: string;
};
export type MatrixCell = Readonly<Schemas["MatrixCell"]>;
export type AgreementIndicator = Readonly<Schemas["AgreementIndicator"]>;
export type AgreementObjective = With<Schemas["AgreementObjective"], { indicators: readonly AgreementIndicator[] }>;
export type Agreement = With<
  Schemas["Agreement"],
  { state: AgreementState; objectives: readonly AgreementObjective[] }
>;
export type Person = Readonly<Schemas["PersonName"]>;
