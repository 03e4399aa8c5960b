/** A point on the paper; `y` grows downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Text as it may stand in an SVG. */
export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

type Attributes = { readonly [name: string]: string | number | undefined };

/** An SVG element. */
export function element(name: string, attributes: Attributes, ...inside: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? rounded(value) : escaped(String(value))}"`)
    .join("");
  return inside.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${inside.join("")}</${name}>`;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** A line of straight parts with rounded corners. */
export function bent(points: readonly Point[], radius = 10): string {
  return points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (before === undefined) return `M${rounded(point.x)} ${rounded(point.y)}`;
      if (after === undefined) return `L${rounded(point.x)} ${rounded(point.y)}`;
      const into = towards(point, before, radius);
      const out = towards(point, after, radius);
      return `L${rounded(into.x)} ${rounded(into.y)}Q${rounded(point.x)} ${rounded(point.y)} ${rounded(out.x)} ${rounded(out.y)}`;
    })
    .join("");
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(distance, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** Words over lines of at most so many letters. */
export function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
