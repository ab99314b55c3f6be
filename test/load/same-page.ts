/**
 * Checks that two servers show the same page, but for what differs by chance (the save id) and the
 * indentation that a frame puts around its content.
 * @returns how many bytes each page has.
 * @throws Error with the first difference.
 */
export async function comparePages(
  service: string,
  reference: string,
  cookie: string,
): Promise<readonly [number, number]> {
  const [ours, theirs] = await Promise.all(
    [service, reference].map(async (url) => {
      const response = await fetch(url, { headers: { Cookie: cookie } });
      return response.text();
    }),
  );
  if (!ours || !theirs || simplified(ours) !== simplified(theirs))
    throw new Error(
      `The reference server does not show the service's page; first difference:\n${firstDifference(simplified(ours ?? ''), simplified(theirs ?? ''))}`,
    );
  return [Buffer.byteLength(ours), Buffer.byteLength(theirs)];
}

function simplified(html: string): string {
  return html
    .replace(/name="saveId" value="[^"]*"/, 'name="saveId"')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

function firstDifference(a: string, b: string): string {
  let at = 0;
  while (a[at] === b[at]) at++;
  return `service:   ${a.slice(at - 40, at + 80)}\nreference: ${b.slice(at - 40, at + 80)}`;
}
