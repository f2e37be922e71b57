import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

/** A quiet blue-green, dark enough for white text from its seventh shade on. */
const harbour: MantineColorsTuple = [
  "#e8f4f6",
  "#d3e6ea",
  "#a8cdd5",
  "#7bb2be",
  "#569cab",
  "#3f8e9f",
  "#2f8899",
  "#1f6b7a",
  "#17596a",
  "#0e4554",
];

/** The library's greys for the dark theme, a little of the sea in them as in the grounds. */
const night: MantineColorsTuple = [
  "#d5dbe0",
  "#b6c0c8",
  "#93a0aa",
  "#6b7780",
  "#3b444b",
  "#303940",
  "#23292e",
  "#171b1f",
  "#13171a",
  "#0f1215",
];

/** Shapes, sizes and colours of the whole console: calm and dense. */
export const theme = createTheme({
  colors: { harbour, dark: night },
  primaryColor: "harbour",
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: "md",
  fontSizes: { xs: "0.75rem", sm: "0.82rem", md: "0.9rem" },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans SC", "Noto Sans CJK SC", sans-serif',
  headings: {
    fontWeight: "600",
    sizes: { h1: { fontSize: "1.375rem", lineHeight: "1.3" }, h2: { fontSize: "1.05rem" } },
  },
  cursorType: "pointer",
  components: { Badge: { defaultProps: { tt: "none", fw: 600 } } },
});

/** The library's greys and reds are too faint in places for WCAG AA; these are what it takes on both grounds. */
export const colours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#ffffff",
    "--mantine-color-dimmed": "#4f5b66",
    "--mantine-color-placeholder": "#5c6873",
    "--mantine-color-error": "#b02525",
    "--mantine-color-anchor": "#17596a",
    "--look-danger": "#b02525",
    "--look-ground": "#f4f7f8",
    "--look-line": "#dbe2e5",
    "--look-chosen": "#dcebee",
    "--look-chosen-text": "#0e4554",
    "--look-critical": "#b02525",
    "--look-critical-ground": "#fdeceb",
    "--look-warning": "#8a4b00",
    "--look-warning-ground": "#fff3dc",
    "--look-info": "#1d5a96",
    "--look-info-ground": "#e7f1fb",
    "--look-ok": "#256a3a",
    "--look-ok-ground": "#e6f4e9",
  },
  dark: {
    "--mantine-color-body": "#171b1f",
    "--mantine-color-text": "#d5dbe0",
    "--mantine-color-dimmed": "#9daab4",
    "--mantine-color-placeholder": "#93a0aa",
    "--mantine-color-error": "#ff9a94",
    "--mantine-color-anchor": "#7fc3d1",
    "--look-danger": "#b83a36",
    "--look-ground": "#101316",
    "--look-line": "#2c343a",
    "--look-chosen": "#1d3a42",
    "--look-chosen-text": "#c4e6ed",
    "--look-critical": "#ff9a94",
    "--look-critical-ground": "#3b1d1e",
    "--look-warning": "#f3c06b",
    "--look-warning-ground": "#362a14",
    "--look-info": "#8fc3f5",
    "--look-info-ground": "#192c40",
    "--look-ok": "#8ed3a2",
    "--look-ok-ground": "#18301f",
  },
});
