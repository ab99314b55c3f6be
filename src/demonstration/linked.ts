/** A piece of a text, and where it leads if it is an address of this service. */
export interface TextPart {
  readonly text: string;
  readonly href: string | null;
}

/** Cuts a text into plain pieces and addresses; only those below the base URL lead anywhere. */
export function linked(text: string, baseUrl: string): readonly TextPart[] {
  return text
    .split(/(https?:\/\/[^\s<>"]*[\w/=-])/)
    .filter((piece) => piece !== '')
    .map((piece) => ({
      text: piece,
      href: piece === baseUrl || piece.startsWith(`${baseUrl}/`) ? piece : null,
    }));
}
