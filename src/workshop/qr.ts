import qrcode from 'qrcode-generator';

/** A square picture: the data of an SVG path in which each dark module is one unit wide. */
export interface QrPath {
  readonly path: string;
  /** How many units wide and high it is, with the quiet margin of four that readers need. */
  readonly size: number;
}

const margin = 4;

/** A text, such as an address, as a QR code that can be read from the far end of a room. */
export function qrPath(text: string): QrPath {
  // As many modules as the text needs; "M" still reads with a seventh of them spoilt by glare.
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const rows = Array.from({ length: count }, (_, row) =>
    Array.from({ length: count }, (_, column) =>
      code.isDark(row, column) ? `M${column + margin} ${row + margin}h1v1h-1z` : '',
    ).join(''),
  );
  return { path: rows.join(''), size: count + 2 * margin };
}
