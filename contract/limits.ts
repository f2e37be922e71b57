/** Limits of an event and of a push (`spec.md` §2.3 and §13, `decisions.md` §3). Lengths are in UTF-16 units. */
export const LIMITS = {
  titleLengthMax: 512,
  /** A title rule before it is rendered; what it gives is cut to `titleLengthMax`. */
  titleRuleLengthMax: 2048,
  descriptionLengthMax: 2048,
  alertKeyLengthMax: 255,
  labelsMax: 50,
  labelKeyLengthMax: 128,
  labelValueLengthMax: 2048,
  imageAltLengthMax: 128,
  imageUrlLengthMax: 256,
  imagesMax: 20,
  /** Bytes of a push body after inflating. */
  bodyBytesMax: 16 * 1024 * 1024,
  /** Events in one push. */
  eventsMax: 10_000,
} as const;
