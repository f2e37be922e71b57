import { SUITE } from "../../support/suite.ts";
import { VIEWS, type View } from "./console.ts";

/** How the suite looks at the console: `npm test` in one of the views, `npm run test:long` in the other. */
export const VIEW: View = VIEWS[SUITE === "quick" ? 0 : 1];
