// @ts-check
// How a picture of the camera becomes a mirror: as in a mirror of glass the person's left is on the left; in the
// mirror effect one half is doubled over the midline of the face.

/** @typedef {"mirror" | "left" | "right"} Reflection the whole face, or the half of the person's own that is doubled */

/**
 * @typedef {object} Placing
 * @property {number} midline how far the midline of the face is from the middle of the picture: -1 to 1
 * @property {number} tilt degrees by which it leans
 */

/** The glass stands upright, as a face does; an even width, so that its halves are equal. */
export const GLASS = { width: 480, height: 600 };
/** How far the midline can be moved: a part of the width of the glass. */
const REACH = 0.3;

/**
 * Where a camera's picture goes so that the midline of the face is upright in the middle of the glass: scaled to cover
 * it, mirrored, leant and moved.
 *
 * @param {{width: number, height: number}} picture
 * @param {Placing} placing
 * @returns {[a: number, b: number, c: number, d: number, e: number, f: number]} as `setTransform` takes it
 */
export function placed({ width, height }, { midline, tilt }) {
  const angle = (-tilt * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const across = GLASS.width * cos + GLASS.height * Math.abs(sin);
  const down = GLASS.height * cos + GLASS.width * Math.abs(sin);
  const scale = Math.max(across / width, down / height);
  // From the middle of the picture: mirrored and scaled, moved by the midline, leant about the middle of the glass.
  const moved = -(width / 2) * -scale - midline * REACH * GLASS.width;
  const raised = -(height / 2) * scale;
  return [
    -scale * cos,
    -scale * sin,
    -scale * sin,
    scale * cos,
    moved * cos - raised * sin + GLASS.width / 2,
    moved * sin + raised * cos + GLASS.height / 2,
  ];
}

/**
 * Draw one picture.
 *
 * @param {CanvasRenderingContext2D} context of a canvas of the size of the glass
 * @param {CanvasImageSource} picture
 * @param {{width: number, height: number}} size of the picture
 * @param {Reflection} reflection
 * @param {Placing} placing
 */
export function reflect(context, picture, size, reflection, placing) {
  const { width, height } = GLASS;
  context.resetTransform();
  context.fillRect(0, 0, width, height);
  context.setTransform(...placed(size, placing));
  context.drawImage(picture, 0, 0, size.width, size.height);
  if (reflection === "mirror") return;
  const half = width / 2;
  const from = reflection === "left" ? 0 : half;
  // The half is copied pixel by pixel and turned over, so the two are the same to the pixel.
  context.setTransform(-1, 0, 0, 1, width, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(context.canvas, from, 0, half, height, from, 0, half, height);
  context.imageSmoothingEnabled = true;
}
