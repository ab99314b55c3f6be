const zone = 'Europe/London';
const dayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: zone });
const timeFormat = new Intl.DateTimeFormat('en-GB', {
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h12',
  timeZone: zone,
});

/** "31 March 2027 at 11:59pm", or "at 5pm" on the hour: a stored instant, as it is in England. */
export function showMoment(instant: string): string {
  const at = new Date(instant);
  const time = timeFormat.format(at).replace(/\s/g, '').replace(':00', '').toLowerCase();
  return `${dayFormat.format(at)} at ${time}`;
}
