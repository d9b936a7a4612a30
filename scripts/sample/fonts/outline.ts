/** Outlines for the `glyf` table: cubic curves of CFF become the quadratic ones of TrueType (ISO/IEC 14496-22, 5.3.4). */

export interface Point { x: number, y: number, on: boolean }
export interface Command { command: string, args: number[] }

type Pair = readonly [number, number]

/** Largest distance between a cubic curve and what is written for it, in font units (1000 to the em). */
const tolerance = 1.5

const mix = (a: Pair, b: Pair, t: number): Pair => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]

/** De Casteljau: both halves of a cubic curve cut at t. */
function cut(curve: readonly [Pair, Pair, Pair, Pair], t: number): [[Pair, Pair, Pair, Pair], [Pair, Pair, Pair, Pair]] {
  const [p0, p1, p2, p3] = curve
  const a = mix(p0, p1, t)
  const b = mix(p1, p2, t)
  const c = mix(p2, p3, t)
  const d = mix(a, b, t)
  const e = mix(b, c, t)
  const middle = mix(d, e, t)
  return [[p0, a, d, middle], [middle, e, c, p3]]
}

/** The quadratic control points, each with the end of its piece. The error of one piece is √3/36·|p3 − 3p2 + 3p1 − p0|. */
function quadratics(curve: readonly [Pair, Pair, Pair, Pair]): [Pair, Pair][] {
  const [p0, p1, p2, p3] = curve
  const third = (axis: 0 | 1) => p3[axis] - 3 * p2[axis] + 3 * p1[axis] - p0[axis]
  const error = Math.hypot(third(0), third(1)) * Math.sqrt(3) / 36
  const pieces = Math.max(1, Math.ceil(Math.cbrt(error / tolerance)))
  const result: [Pair, Pair][] = []
  let rest = curve
  for (let left = pieces; left > 0; left--) {
    const [first, second] = left === 1 ? [rest, rest] : cut(rest, 1 / left)
    const control: Pair = [(3 * (first[1][0] + first[2][0]) - first[0][0] - first[3][0]) / 4, (3 * (first[1][1] + first[2][1]) - first[0][1] - first[3][1]) / 4]
    result.push([control, first[3]])
    rest = second
  }
  return result
}

const point = ([x, y]: Pair, on: boolean): Point => ({ x: Math.round(x), y: Math.round(y), on })

/** Closed contours from drawing commands; empty and degenerate ones are left out. */
export function contours(commands: readonly Command[]): Point[][] {
  const all: Point[][] = []
  let current: Point[] = []
  let pen: Pair = [0, 0]
  for (const { command, args } of commands) {
    const at = (index: number): Pair => [args[index] ?? 0, args[index + 1] ?? 0]
    if (command === 'moveTo') {
      current = []
      all.push(current)
      pen = at(0)
      current.push(point(pen, true))
    } else if (command === 'lineTo') {
      pen = at(0)
      current.push(point(pen, true))
    } else if (command === 'bezierCurveTo') {
      for (const [control, end] of quadratics([pen, at(0), at(2), at(4)])) current.push(point(control, false), point(end, true))
      pen = at(4)
    } else if (command === 'quadraticCurveTo') {
      current.push(point(at(0), false), point(at(2), true))
      pen = at(2)
    }
  }
  return all.map(tidy).filter((contour) => contour.length > 2)
}

/** A contour closes by itself: a last point equal to the first, and points equal to the one before, are not written. */
function tidy(contour: Point[]): Point[] {
  return contour.filter((each, index) => {
    const before = contour[(index === 0 ? contour.length : index) - 1]
    return index === 0 || !(each.on && before?.on && each.x === before.x && each.y === before.y)
  }).filter((each, index, list) => index !== list.length - 1 || !(each.on && each.x === list[0]?.x && each.y === list[0]?.y))
}

const deltaBytes = (delta: number): number[] =>
  delta === 0 ? [] : Math.abs(delta) < 256 ? [Math.abs(delta)] : [(delta >> 8) & 255, delta & 255]

/** One simple glyph description; empty for a glyph without outline. */
export function encodeGlyph(shape: readonly Point[][]): Buffer {
  const points = shape.flat()
  if (points.length === 0) return Buffer.alloc(0)
  const flags: number[] = []
  const xs: number[] = []
  const ys: number[] = []
  let last = { x: 0, y: 0 }
  for (const each of points) {
    const dx = each.x - last.x
    const dy = each.y - last.y
    const axis = (delta: number, short: number, same: number) =>
      delta === 0 ? same : Math.abs(delta) < 256 ? short | (delta > 0 ? same : 0) : 0
    flags.push((each.on ? 1 : 0) | axis(dx, 2, 16) | axis(dy, 4, 32))
    xs.push(...deltaBytes(dx))
    ys.push(...deltaBytes(dy))
    last = each
  }
  const head = Buffer.alloc(10 + shape.length * 2 + 2)
  head.writeInt16BE(shape.length, 0)
  const values = [Math.min(...points.map((p) => p.x)), Math.min(...points.map((p) => p.y)),
    Math.max(...points.map((p) => p.x)), Math.max(...points.map((p) => p.y))]
  for (const [index, value] of values.entries()) head.writeInt16BE(value, 2 + index * 2)
  let end = -1
  for (const [index, contour] of shape.entries()) head.writeUInt16BE(end += contour.length, 10 + index * 2)
  const body = Buffer.concat([head, Buffer.from([...flags, ...xs, ...ys])])
  return Buffer.concat([body, Buffer.alloc((4 - body.length % 4) % 4)])
}
