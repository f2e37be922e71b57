/** A picture that came with an event. */
export type EventImage = { src: string; alt: string; href: string };
