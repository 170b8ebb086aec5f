/** Clock today, date otherwise (both in the language of the editor). */
export function moment(iso: string, now: number): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date(now).toDateString();
  return isToday
    ? at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false })
    : at.toLocaleDateString([], { year: "numeric", month: "short", day: "numeric" });
}

export function clockWithSeconds(iso: string): string {
  return new Date(iso).toLocaleTimeString([], { hour12: false });
}

/** `mm:ss`, or `h:mm:ss` from one hour on. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const rest = `${two(minutes % 60)}:${two(seconds % 60)}`;
  return minutes < 60 ? rest : `${String(Math.floor(minutes / 60))}:${rest}`;
}

export function between(from: string, to: string | number): string {
  const end = typeof to === "number" ? to : Date.parse(to);
  return duration(end - Date.parse(from));
}
