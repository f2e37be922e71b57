import { Anchor } from "@mantine/core";
import { createLink } from "@tanstack/react-router";

/** A link within text. */
export const TextLink = createLink(Anchor<"a">);
