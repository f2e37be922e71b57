import { Button, type ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ReactNode } from "react";

function AnchorButton(props: ButtonProps & { children?: ReactNode }) {
  return <Button component="a" {...props} />;
}

/** A button that leads to an address. */
export const LinkButton = createLink(AnchorButton);
