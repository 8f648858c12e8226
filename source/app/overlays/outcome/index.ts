import { echoText, leaveOutcome } from '../../../actions/changes/confirm.ts';
import type { Block } from '../../../components/block.ts';
import { type DialogButton, nextButton } from '../../../components/dialog-block.ts';
import { clock } from '../../../domain/format.ts';
import { joined, type SafeText, t } from '../../../domain/text.ts';
import type { Made, Outcome } from '../../../state/dialogs.ts';
import { buttonSteps, dialogIn } from '../buttons.ts';
import { defineOverlay, type Room } from '../overlay.ts';

const dialogWidth = 64;

const buttonsOf = ({ echo }: Outcome): readonly DialogButton[] => [
  { id: 'close', label: t`Close` },
  ...(echo.kind === 'found' ? [{ id: 'open', label: t`Open the event` }] : []),
];

/** What was done to each, and the audit event that tells of it. */
function outcomeBlock(outcome: Outcome, room: Room): Block {
  const { title, made, echo, focused } = outcome;
  const at = echo.kind === 'found' ? t` ${clock(echo.item.at, room.scene.context.now)}` : t``;
  const told = echoText(made[0]!.change, echo);
  const trail =
    told === ''
      ? []
      : [sentence(made.length > 1 ? t`Audit trail, the first: ${told}${at}` : t`Audit trail: ${told}${at}`)];
  const parts = [...(made.length > 1 ? madeTexts(made) : []), ...trail];
  return dialogIn(room, dialogWidth, {
    title,
    text: parts.length > 0 ? joined(parts, t` `) : t`It is done.`,
    buttons: buttonsOf(outcome),
    focused,
  });
}

/** Those that were done, by name, and for each other one the reason. */
function madeTexts(made: readonly Made[]): SafeText[] {
  const good = made.filter(({ refusal }) => refusal === undefined).map(({ name }) => name);
  return [
    ...(good.length > 0 ? [t`Done: ${joined(good, t`, `)}.`] : []),
    ...made.flatMap(({ name, refusal }) =>
      refusal === undefined ? [] : [sentence(t`${name} was refused: ${refusal}`)],
    ),
  ];
}

/** The words of a server end as they like. */
const sentence = (text: SafeText): SafeText => (/[.…]$/.test(text) ? text : t`${text}.`);

/** What came of changes, with the way to the audit event they caused. */
export const outcome = defineOverlay({
  kind: 'outcome',
  scopes: () => ['dialog'],
  isBusy: () => false,
  isOnlyLeft: () => true,
  draw: outcomeBlock,
  press(overlay, { does }, { environment }) {
    const step = does && buttonSteps[does];
    if (step !== undefined) {
      const focused = nextButton(buttonsOf(overlay), overlay.focused, step);
      return environment.store.setState({ overlay: { ...overlay, focused } });
    }
    if (does === 'dialog.no') environment.store.setState({ overlay: undefined });
    if (does === 'dialog.press') leaveOutcome(environment, overlay);
  },
  hints: (overlay, { hint }) => [
    hint('dialog.press', t`press it`),
    buttonsOf(overlay).length > 1 ? hint('dialog.next', t`other button`) : undefined,
    hint('dialog.no', t`close`),
  ],
});
