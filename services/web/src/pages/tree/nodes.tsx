import { Icon } from "../../components/icon.tsx";
import { State } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { type Branch, columnLimit, foldOf, type Group, isIndicator, type TreeNode } from "./picture.ts";
import { words } from "./words.ts";

export interface Labels {
  nameOf: (personId: string) => string;
  unitOf: (unitId: string) => string;
}

export function ObjectiveNode({ group, text, labels }: { group: Group; text: string; labels: Labels }) {
  const w = useWords(words);
  const carried = group.branches.filter(({ node }) => !node.gap).length;
  return (
    <div class="node root">
      {labels.unitOf(group.unitId)}
      <b>{text}</b>
      <progress class="bar" aria-hidden="true" max={group.branches.length} value={carried} />
      <span class="num">{w.shared(carried, group.branches.length)}</span>
    </div>
  );
}

interface BranchesProps {
  readonly branches: readonly Branch[];
  /** Columns to the left. */
  readonly depth: number;
  readonly labels: Labels;
  readonly isTop?: boolean;
}

/** Siblings under each other, each with what hangs on it. */
export function Branches({ branches, depth, labels, isTop }: BranchesProps) {
  const w = useWords(words);
  const { shown, rest } = foldOf(branches);
  return (
    <>
      {shown.map((branch) => (
        <BranchItem key={branch.node.nodeId} branch={branch} depth={depth} labels={labels} isTop={isTop === true} />
      ))}
      {rest.length > 0 && (
        <li>
          <div class="node">
            <Folded title={w.others(rest.length)} branches={rest} labels={labels} />
          </div>
        </li>
      )}
    </>
  );
}

type ItemProps = { readonly branch: Branch; readonly depth: number; readonly labels: Labels; readonly isTop: boolean };

function BranchItem({ branch, depth, labels, isTop }: ItemProps) {
  const w = useWords(words);
  const { node, children } = branch;
  const isLast = depth + 1 >= columnLimit;
  return (
    <li>
      <div class={`node${isTop ? " root" : ""}${node.gap ? " gap" : node.kind === "PROVISIONAL" ? " lean" : ""}`}>
        <NodeText branch={branch} labels={labels} />
        {isLast && children.length > 0 && (
          <Folded title={w.below(children.length)} branches={children} labels={labels} />
        )}
      </div>
      {!isLast && children.length > 0 && (
        <ul>
          <Branches branches={children} depth={depth + 1} labels={labels} />
        </ul>
      )}
    </li>
  );
}

function NodeText({ branch: { node, people }, labels }: { branch: Branch; labels: Labels }) {
  const w = useWords(words);
  const isPeople = people > 1;
  return (
    <>
      {isIndicator(node) ? w.indicator : labels.nameOf(node.personId)}
      <b>{node.text}</b>
      <NodeState node={node} />
      {isPeople && <span class="num">{w.people(people)}</span>}
    </>
  );
}

function NodeState({ node }: { node: TreeNode }) {
  const w = useWords(words);
  if (node.gap) {
    return (
      <State tone="bad" icon="warn">
        {isIndicator(node) ? w.notCarried : w.notConnected}
      </State>
    );
  }
  return node.kind === "PROVISIONAL" ? (
    <State tone="wait" icon="repeat">
      {w.states[node.state] ?? w.notSet}
    </State>
  ) : null;
}

/** What has no room in the picture, as a plain list. */
function Folded({ title, branches, labels }: { title: string; branches: readonly Branch[]; labels: Labels }) {
  return (
    <details class="fold">
      <summary>
        <Icon name="right" chevron />
        {title}
      </summary>
      <FoldedList branches={branches} labels={labels} />
    </details>
  );
}

function FoldedList({ branches, labels }: { branches: readonly Branch[]; labels: Labels }) {
  return (
    <ul class="folded">
      {branches.map((branch) => (
        <li key={branch.node.nodeId}>
          <NodeText branch={branch} labels={labels} />
          {branch.children.length > 0 && <FoldedList branches={branch.children} labels={labels} />}
        </li>
      ))}
    </ul>
  );
}
