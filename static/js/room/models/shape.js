const SHAPES = 24; // as in groups/shapes.py and img/shapes.svg

/** Which drawn shape goes with a membership's public id: always the same, each as likely as another. */
export function shapeOf(id) {
  return [...id].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % SHAPES;
}
