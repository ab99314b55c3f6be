import type { SendingState } from '../mail/store.ts';
import type { Invitation } from '../people/invitation.ts';

/** How far an invitation is on its way to an address; nothing of what became of it there. */
export interface InvitationState {
  readonly label: string;
  readonly colour: 'green' | 'blue' | 'yellow' | 'red' | 'grey';
  /** What it means, where the label does not say it all. */
  readonly meaning: string | null;
}

const sending: Readonly<Record<SendingState, InvitationState>> = {
  waiting: { label: 'Waiting to be sent', colour: 'blue', meaning: null },
  retrying: {
    label: 'Trying again',
    colour: 'yellow',
    meaning: 'The message was not taken yet. We go on trying by ourselves.',
  },
  sent: { label: 'Sent', colour: 'green', meaning: null },
  failed: {
    label: 'Could not be delivered',
    colour: 'red',
    meaning:
      'Check the address. If it is right, send the invitation again; if not, withdraw it and invite the right one.',
  },
};

const withdrawn: InvitationState = { label: 'Withdrawn', colour: 'grey', meaning: null };

/** What is known of the sending of a message is kept for 30 days. */
const longAgo: InvitationState = {
  label: 'Sent long ago',
  colour: 'grey',
  meaning: 'It was last sent more than 30 days ago.',
};

/** @param state how far its newest message is; undefined where that is not kept any more. */
export function stateOf(
  { withdrawnAt }: Pick<Invitation, 'withdrawnAt'>,
  state: SendingState | undefined,
): InvitationState {
  if (withdrawnAt) return withdrawn;
  return state ? sending[state] : longAgo;
}
