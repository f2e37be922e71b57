import { useNavigate, useSearch } from "@tanstack/react-router";
import type { z } from "zod";

/** What the address says of a list, and how to say something else; pages with the same list have it in their own addresses. */
export function useAddress<Shape extends z.ZodType<object>>(shape: Shape) {
  const navigate = useNavigate();
  const search = shape.parse(useSearch({ strict: false }));
  const change = (wanted: Partial<z.output<Shape>>) =>
    navigate({ to: ".", search: (before) => ({ ...before, ...wanted }), replace: true, resetScroll: false });
  return { search, change };
}
